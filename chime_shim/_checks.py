"""Checks of parameters, compiled once for each shape: they say "surely valid", or nothing.

botocore walks the model again at every call, to be able to report all that is wrong. Most calls have nothing
wrong with them, and to see this much takes a few comparisons. So a compiled check answers True, which is to
be relied on, or False, which only means that botocore's own validator has to decide: that is the one to
refuse, and its text is what the caller reads. Whatever is unusual is left to it: a subclass of ``dict`` or
``str``, a time as text, a kind of shape that is not known here.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from botocore.utils import is_json_value_header
from botocore.validate import ParamValidator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from botocore.model import Shape

    Check: TypeAlias = Callable[[Any], bool]

__all__ = ["compiled", "fits"]

# What botocore's validator asks of a shape beyond its type. One that asks for more is not known here.
_CONSTRAINTS = frozenset({"required", "min", "document", "union"})


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
