"""Where two replies to one call differ: by path, and never by value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.model import Shape

__all__ = ["differences"]

# Lists whose order means something; all others are sets, which each service may put in an order of its own.
_ORDERED = frozenset({"ChannelMessages"})
# What each reply has anew, or in a form of its own: only that it is there is compared.
_OPAQUE = frozenset({"JoinToken", "NextToken"})
# Of times only these stay as they are; the others may move between one request and the next.
_LASTING = "Created"
_NAMES = ("Id", "Arn", "ARN", "Key", "Name", "PhoneNumber")


def differences(control: Any, candidate: Any, shape: Shape | None) -> tuple[str, ...]:
    """Compare two replies by their output shape, and name each path that differs once.

    Members that the shape does not have, such as ``ResponseMetadata``, are not looked at: what is named is
    known to the model.
    """
    return tuple(dict.fromkeys(_differences(control, candidate, shape, ""))) if shape is not None else ()


def _differences(control: Any, candidate: Any, shape: Shape, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        yield from _of_structures(control, candidate, shape, path)
    elif shape.type_name == "list":
        yield from _of_lists(control, candidate, shape, path)
    elif _settled(control, shape, path) != _settled(candidate, shape, path):
        yield f"{path}: differs"


def _of_structures(control: Any, candidate: Any, shape: Shape, path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        within = f"{path}.{name}" if path else name
        here, there = control.get(name), candidate.get(name)
        if here is None or there is None:
            if here is not there:
                yield f"{within}: only in {'candidate' if here is None else 'control'}"
        elif name not in _OPAQUE:
            yield from _differences(here, there, member, within)


def _of_lists(control: Any, candidate: Any, shape: Shape, path: str) -> Iterator[str]:
    if len(control) != len(candidate):
        yield f"{path}[]: number of items differs"
        return
    if path.rpartition(".")[2] not in _ORDERED:
        control, candidate = (sorted(each, key=_place) for each in (control, candidate))
    for here, there in zip(control, candidate, strict=True):
        yield from _differences(here, there, shape.member, f"{path}[]")


def _place(item: Any) -> tuple[str, str]:
    """Sort by what identifies an item, so that two which differ elsewhere are compared with each other."""
    names = {}
    if isinstance(item, dict):
        names = {name: value for name, value in item.items() if name.endswith(_NAMES) and name not in _OPAQUE}
    return _text(names), _text(item)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _settled(value: Any, shape: Shape, path: str) -> Any:
    if shape.type_name != "timestamp":
        return value
    # To the second: the two sides write times in different precision.
    return value.replace(microsecond=0) if path.rpartition(".")[2].startswith(_LASTING) else None
