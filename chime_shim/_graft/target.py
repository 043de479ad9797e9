"""Where a call goes: an operation of a successor, and the client that knows its endpoint and its signer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import __version__
from botocore.model import OperationModel, ServiceModel

from chime_shim._graft.endpoint_cache import Endpoint
from chime_shim.errors import OperationRetiredError, SuccessorMissingError
from chime_shim.routes import RENAMED
from chime_shim.routes._errors import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.routes import Route

__all__ = ["Target"]


class Target(NamedTuple):
    """An operation of a successor, and the real client that knows where it is called.

    Args:
        client: The client.
        operation_model: The operation.
        service: botocore's name of the successor.
        signing: How its requests are signed.
        status: The HTTP status of its success.
        endpoint: Where it is called, as far as that is known.
        steps: The operations that composed calls take, as they were used, by legacy name and their own.
        legacy: The legacy operations with the successor's errors, as they were used, by name.
    """

    client: Any
    operation_model: OperationModel
    service: str
    signing: Mapping[str, str]
    status: int
    endpoint: Endpoint
    steps: dict[tuple[str, str], OperationModel]
    legacy: dict[str, OperationModel]

    @classmethod
    def of(cls, client: Any, operation: str, route: Route | None) -> Target:
        """Look the operation up in the client's model.

        Raises:
            OperationRetiredError: If botocore dropped the operation after AWS ended the feature.
            SuccessorMissingError: If the installed botocore lacks it for another reason.
        """
        model = client.meta.service_model
        if operation not in model.operation_names:
            if route is None or route.ended is None:
                raise SuccessorMissingError(missing=f"{model.service_name}:{operation}", botocore=__version__)
            remedy = f"remove the call, for which AWS ended support on {route.ended}"
            raise OperationRetiredError(
                route.operation, f"{remedy} (botocore {__version__} has it no longer)"
            )
        operation_model = model.operation_model(operation)
        signer = client._request_signer
        signing = {"region": signer.region_name, "signing_name": signer.signing_name}
        status = operation_model.http.get("responseCode", 200)
        endpoint = Endpoint(client, operation_model)
        return cls(client, operation_model, model.service_name, signing, status, endpoint, {}, {})

    def step(self, operation: str, legacy: OperationModel) -> OperationModel:
        """Return ``operation`` of the successor under the name of the ``legacy`` one, which hooks know."""
        key = legacy.name, operation
        if key not in self.steps:
            successor = self.operation_model.service_model
            description = {**successor._service_description, "metadata": legacy.service_model.metadata}
            definition = successor.operation_model(operation)._operation_model
            model = ServiceModel(description, successor.service_name)
            self.steps[key] = OperationModel(definition, model, legacy.name)
        return self.steps[key]

    def answered_as(self, legacy: OperationModel) -> OperationModel:
        """Return the ``legacy`` operation with the errors of the successor's, by their legacy names.

        An error that the operation does not have makes botocore try again after a 429, and one that it has
        does not: so a call is tried as often as the successor's own client would try it.
        """
        if legacy.name not in self.legacy:
            renamed = RENAMED.get(self.service, {})
            declared = [error["shape"] for error in self.operation_model._operation_model.get("errors", ())]
            errors = {renamed.get(name, name) for name in declared} & CODES.keys()
            definition = legacy._operation_model
            if errors != {error["shape"] for error in definition.get("errors", ())}:
                definition = {**definition, "errors": [{"shape": name} for name in sorted(errors)]}
                legacy = OperationModel(definition, legacy.service_model, legacy.name)
            self.legacy[legacy.name] = legacy
        return self.legacy[legacy.name]
