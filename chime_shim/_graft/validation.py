"""Legacy checks of parameters, whatever is serialised.

botocore walks the model at every call so that it can report everything that is wrong. Most calls have nothing
wrong with them, and a few comparisons show that: it saves 1.4 (GetProxySession) to 3.4 percent
(CreateProxySession) of a small call's instructions. Each shape gets a check, compiled once. True means surely
valid. False means only that botocore's own validator decides: it alone refuses, and the caller reads its
text. Anything unusual goes to it: a subclass of ``dict`` or ``str``, a time as text, an unknown kind of
shape.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import ParamValidationError
from botocore.utils import is_json_value_header
from botocore.validate import ParamValidator

from chime_shim._graft.shortcuts import CHECKS, taken
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from botocore.model import OperationModel, Shape

    Check: TypeAlias = Callable[[Any], bool]

__all__ = ["Serializer", "compiled", "fits", "validates"]

# What botocore's validator asks of a shape beyond its type. One that asks for more is not known here.
_CONSTRAINTS = frozenset({"required", "min", "document", "union"})


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
        return cls(current._serializer, validator, checks if fits(validator) and taken(CHECKS) else None)

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


def validates(client: Any) -> bool:
    """Tell whether ``client`` checks parameters: ``Config(parameter_validation=...)`` decides."""
    # botocore.validate.ParamValidationDecorator, which botocore puts around the serializer.
    return hasattr(client._serializer, "_param_validator")


def fits(validator: ParamValidator | None) -> bool:
    """Tell whether ``validator`` checks what compiled checks do: no subclass, and no newer kind of check."""
    constraints = getattr(ParamValidator, "VALIDATED_METADATA_ATTRS", _CONSTRAINTS)
    return type(validator) is ParamValidator and _CONSTRAINTS.issuperset(constraints)


def compiled(shape: Shape) -> Check:
    """Return the check of ``shape``, and of all that is in it."""
    return _compiled(shape, {})


def _compiled(shape: Shape, outer: Mapping[str, list[Check]]) -> Check:
    if is_json_value_header(shape):
        return _unsure
    if shape.name in outer:  # a shape that contains itself: its check is there when it is called
        of_itself = outer[shape.name]
        return lambda value: of_itself[0](value)  # noqa: PLW0108 - it is not there yet
    make: Callable[[Any, Mapping[str, list[Check]]], Check] = _MAKERS.get(shape.type_name, _unknown)
    made: list[Check] = []
    made.append(make(shape, {**outer, shape.name: made}))
    return made[0]


def _unsure(_: Any) -> bool:
    return False


def _unknown(*_: Any) -> Check:
    return _unsure


def _structure(shape: Any, outer: Mapping[str, list[Check]]) -> Check:
    if shape.is_document_type:
        return _unsure
    required = frozenset(shape.metadata.get("required", ()))
    members = {name: _compiled(member, outer) for name, member in shape.members.items()}
    union = getattr(shape, "is_tagged_union", False)

    def check(value: Any) -> bool:
        if type(value) is not dict or not required <= value.keys() or (union and len(value) != 1):
            return False
        try:
            return all([members[name](value[name]) for name in value])  # noqa: C419 - a list is quicker
        except (KeyError, TypeError):  # an unknown member
            return False

    return check


def _list(shape: Any, outer: Mapping[str, list[Check]]) -> Check:
    least, item = _least(shape), _compiled(shape.member, outer)

    def check(value: Any) -> bool:
        return (type(value) is list or type(value) is tuple) and len(value) >= least and all(map(item, value))

    return check


def _map(shape: Any, outer: Mapping[str, list[Check]]) -> Check:
    key, item = _compiled(shape.key, outer), _compiled(shape.value, outer)

    def check(value: Any) -> bool:
        return type(value) is dict and all(map(key, value)) and all(map(item, value.values()))

    return check


def _string(shape: Any, _: Mapping[str, list[Check]]) -> Check:
    least = _least(shape)
    return lambda value: type(value) is str and len(value) >= least


def _number(shape: Any, _: Mapping[str, list[Check]]) -> Check:
    least = _least(shape, float("-inf"))
    return lambda value: type(value) is int and value >= least


def _boolean(*_: Any) -> Check:
    return lambda value: type(value) is bool


def _timestamp(*_: Any) -> Check:
    # With a zone that shifts it, a time may leave the years that Python knows.
    return lambda value: type(value) is datetime and (value.tzinfo is None or value.tzinfo is timezone.utc)


def _least(shape: Any, otherwise: float = 0) -> float:
    # What goes into a host name has at least one character.
    implied = 1 if shape.serialization.get("hostLabel") else otherwise
    least: float = shape.metadata.get("min", implied)
    return least


_MAKERS: Mapping[str, Callable[[Any, Mapping[str, list[Check]]], Check]] = {
    "boolean": _boolean,
    "integer": _number,
    "list": _list,
    "long": _number,
    "map": _map,
    "string": _string,
    "structure": _structure,
    "timestamp": _timestamp,
}
