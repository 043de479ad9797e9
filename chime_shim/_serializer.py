"""The serializer of a grafted client: legacy checks, whatever is serialised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator

from chime_shim._restored import LEGACY_SERVICE
from chime_shim._successors import validates

if TYPE_CHECKING:
    from botocore.model import OperationModel

__all__ = ["Serializer"]


@dataclass(frozen=True, slots=True)
class Serializer:
    """Checks parameters by the legacy shapes only: what a successor newly demands, its service will say.

    It stands in the place of botocore's own serializer, which would check by the shapes of the operation
    that it serialises.

    Args:
        plain: botocore's serializer without checks.
        validator: Checks parameters; None if the client does not check any.
    """

    plain: Any
    validator: ParamValidator | None

    @classmethod
    def of(cls, client: Any) -> Serializer:
        """Take over from the serializer of ``client``, checking parameters if that one did."""
        current = client._serializer
        if validates(client):
            return cls(current._serializer, ParamValidator())
        return cls(current, None)

    def serialize_to_request(self, parameters: Any, operation_model: OperationModel) -> Any:
        """Serialise as botocore's own serializers do."""
        if operation_model.service_model.service_name == LEGACY_SERVICE:
            self.check(parameters, operation_model)
        return self.plain.serialize_to_request(parameters, operation_model)

    def check(self, parameters: Any, operation_model: OperationModel) -> None:
        """Raise botocore's ``ParamValidationError`` if ``parameters`` do not fit the shape."""
        shape = operation_model.input_shape
        if self.validator is not None and shape is not None:
            report = self.validator.validate(parameters, shape)
            if report.has_errors():
                raise ParamValidationError(report=report.generate_report())
