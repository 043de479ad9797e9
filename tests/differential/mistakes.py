"""Every way to get the parameters of an operation wrong that botocore's checks can tell, at every depth."""

from __future__ import annotations

import copy

from tests.support import wire
from tests.support.model_params import MODELS, full

_WRONG = {
    "boolean": ["yes", 1, None],
    "integer": ["1", 1.5, None],
    "list": ["text", {}, None],
    "long": ["1", 1.5, None],
    "map": [[], "text", None],
    "string": [1, b"bytes", ["text"], None],
    "structure": [[], "text", None],
    "timestamp": ["not a time", [], None],
}


def mistakes(operation, shape, *, new_members):
    """Yield parameters with one mistake each, all else being there.

    Args:
        operation: The operation.
        shape: Its input shape.
        new_members: Whether to try those that only the successor knows.
    """
    right = full(shape)
    for path, inner in _places(right, shape):
        for wrong in (*_wrong(inner), *_too_small(inner)):
            yield _with(right, path, wrong)
        if inner.type_name == "structure":
            held = _at(right, path)
            for name in inner.required_members:
                yield _with(right, path, {key: held[key] for key in held if key != name})
            yield _with(right, path, {**held, "Colour": "red"})
    if new_members:
        for name in sorted(_new_members(operation, right) - right.keys()):
            yield {**right, name: "x"}
    if right:
        yield {}


def _wrong(shape):
    return _WRONG[shape.type_name]


def _too_small(shape):
    low = shape.metadata.get("min", 0)
    if shape.type_name in {"integer", "long"} and "min" in shape.metadata:
        yield low - 1
    if low and shape.type_name == "string":
        yield "x" * (low - 1)
    if low and shape.type_name == "list":
        yield []


def _places(value, shape, path=()):
    yield path, shape
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from _places(value[name], member, (*path, name))
    elif shape.type_name == "list" and value:
        yield from _places(value[0], shape.member, (*path, 0))
    elif shape.type_name == "map" and value:
        key = next(iter(value))
        yield from _places(value[key], shape.value, (*path, key))


def _at(value, path):
    for step in path:
        value = value[step]
    return value


def _with(right, path, wrong):
    if not path:
        return wrong if isinstance(wrong, dict) else {}
    changed = copy.deepcopy(right)
    _at(changed, path[:-1])[path[-1]] = wrong
    return changed


def _new_members(operation, params):
    """The members that only the successor knows."""
    if "tag" in operation.lower():
        return set()
    service, name = wire.successor_of(operation, params)
    return set(MODELS[service].operation_model(name).input_shape.members)
