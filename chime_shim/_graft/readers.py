"""What reads the values of a reply, compiled once for each shape; what is unusual it refuses to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from botocore.model import Shape

    Read: TypeAlias = Callable[[Any], Any]

__all__ = ["UnusualReply", "compiled"]

# How a shape is said to be where its structure is, and not in a header, or all of the body.
_IN_THE_BODY = {"name", "timestampFormat"}


class UnusualReply(ValueError):
    """A value that is left to botocore's parser."""


def compiled(shape: Shape, timestamp: Read) -> Read:
    """Return what reads values of ``shape``; where they are unusual it raises ``ValueError``."""
    read = _compiled(shape, timestamp, {})
    return _mapping if read is None else read


def _compiled(shape: Any, timestamp: Read, outer: Mapping[str, list[Read]]) -> Read | None:
    """Return what reads a shape, or None if its values are taken as they are."""
    kind = shape.type_name
    if not shape.serialization.keys() <= _IN_THE_BODY:
        return _unusual
    if kind in {"string", "character"}:
        return None
    if kind not in {"structure", "list", "map"}:
        return timestamp if kind == "timestamp" else _EXACT.get(kind, _unusual)
    if shape.name in outer:  # a shape that contains itself: its reader is there when it is called
        of_itself = outer[shape.name]
        return lambda value: of_itself[0](value)  # noqa: PLW0108 - it is not there yet
    made: list[Read] = []
    inner = {**outer, shape.name: made}
    if kind == "list":
        made.append(_list(_compiled(shape.member, timestamp, inner)))
    elif kind == "map":
        made.append(_map(_compiled(shape.key, timestamp, inner), _compiled(shape.value, timestamp, inner)))
    else:
        made.append(_structure(shape, timestamp, inner))
    return made[0]


def _structure(shape: Any, timestamp: Read, outer: Mapping[str, list[Read]]) -> Read:
    if getattr(shape, "is_document_type", False) or getattr(shape, "is_tagged_union", False):
        return _unusual
    if any(not member.serialization.keys() <= _IN_THE_BODY for member in shape.members.values()):
        return _unusual
    members = [
        (name, member.serialization.get("name", name), _compiled(member, timestamp, outer))
        for name, member in shape.members.items()
    ]

    def read(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise UnusualReply
        made = {}
        for name, key, read_member in members:
            found = value.get(key)
            if found is not None:
                made[name] = found if read_member is None else read_member(found)
        return made

    return read


def _list(read_item: Read | None) -> Read:
    def read(value: Any) -> list[Any]:
        # Whether a null in a list is read is for each botocore to say.
        if type(value) is not list or None in value:
            raise UnusualReply
        return value if read_item is None else list(map(read_item, value))

    return read


def _map(read_key: Read | None, read_value: Read | None) -> Read:
    if read_key is not None or read_value is not None:
        return _unusual
    return _mapping


def _mapping(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise UnusualReply
    return value


def _unusual(_: Any) -> Any:
    raise UnusualReply


def _exactly(kind: type[Any]) -> Read:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise UnusualReply
        return value

    return read


_EXACT: Mapping[str, Read] = {
    "boolean": _exactly(bool),
    "double": _exactly(float),
    "float": _exactly(float),
    "integer": _exactly(int),
    "long": _exactly(int),
}
