"""The serializer of a grafted client: legacy checks, whatever is serialised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import ParamValidationError

from chime_shim._checks import compiled, fits
from chime_shim._restored import LEGACY_SERVICE
from chime_shim._successors import validates

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import OperationModel
    from botocore.validate import ParamValidator

__all__ = ["Serializer"]


class Serializer(NamedTuple):
    """Checks parameters by the legacy shapes only: what a successor newly demands, its service will say.

    It stands in the place of botocore's own serializer, which would check by the shapes of the operation
    that it serialises.

    Args:
        plain: botocore's serializer without checks.
        validator: botocore's own, which has the last word; None if the client does not check parameters.
        checks: The compiled checks, by operation: shared by the clients of a model, and made when first used.
            None if the validator is not the one that they are compiled after.
    """

    plain: Any
    validator: ParamValidator | None
    checks: dict[str, Callable[[Any], bool]] | None

    @classmethod
    def of(cls, client: Any, checks: dict[str, Callable[[Any], bool]]) -> Serializer:
        """Take over from the serializer of ``client``, checking parameters if that one did."""
        current = client._serializer
        if not validates(client):
            return cls(current, None, None)
        validator = current._param_validator
        return cls(current._serializer, validator, checks if fits(validator) else None)

    def serialize_to_request(self, parameters: Any, operation_model: OperationModel) -> Any:
        """Serialise as botocore's own serializers do."""
        if operation_model.service_model.service_name == LEGACY_SERVICE:
            self.check(parameters, operation_model)
        return self.plain.serialize_to_request(parameters, operation_model)

    def check(self, parameters: Any, operation_model: OperationModel) -> None:
        """Raise botocore's ``ParamValidationError`` if ``parameters`` do not fit the shape."""
        shape = operation_model.input_shape
        if self.validator is None or shape is None:
            return
        if self.checks is not None:
            check = self.checks.get(operation_model.name)
            if check is None:
                check = self.checks[operation_model.name] = compiled(shape)
            if check(parameters):
                return
        report = self.validator.validate(parameters, shape)
        if report.has_errors():
            raise ParamValidationError(report=report.generate_report())
