"""The constraints that a model declares, most of which botocore's client does not enforce."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["problems"]

_TYPES: Mapping[str, Any] = {
    "boolean": (bool,),
    "float": (float, int),
    "integer": (int,),
    "list": (list,),
    "map": (dict,),
    "string": (str,),
    "structure": (dict,),
}


def problems(params: Mapping[str, Any], shape: Any, optional: Collection[str] = ()) -> str:
    """Tell how parameters break what their shape declares, in the words of AWS's services.

    Args:
        params: The parameters of an operation.
        shape: The operation's input shape, if it has one.
        optional: Members that may be absent, whatever the shape says.

    Returns:
        A sentence that names every member that is amiss, or an empty text. It does not repeat the values,
        which may be phone numbers.
    """
    found = list(_problems(params, shape, "", optional)) if shape else []
    count = f"{len(found)} validation error{'s' * (len(found) > 1)} detected"
    return f"{count}: {'; '.join(found)}" if found else ""


def _problems(value: Any, shape: Any, path: str, optional: Collection[str] = ()) -> Iterator[str]:
    if not _has_type(value, shape.type_name):
        yield _problem(path, f"have type {shape.type_name}")
        return
    yield from _own_problems(value, shape, path)
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _problems(value[name], member, f"{path}.{name}".lstrip("."))
            elif name in shape.required_members and name not in optional:
                yield _problem(f"{path}.{name}".lstrip("."), "not be null")
    elif shape.type_name == "list":
        for number, item in enumerate(value, start=1):
            yield from _problems(item, shape.member, f"{path}.{number}")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from _problems(key, shape.key, path)
            yield from _problems(item, shape.value, f"{path}.{key}")


def _has_type(value: Any, type_name: str) -> bool:
    if type_name == "boolean" and value in ("true", "false"):
        return True  # CloudFormation makes text of everything, and cdk-amazon-chime-resources sends that
    is_number = type_name in {"float", "integer"}
    return isinstance(value, _TYPES.get(type_name, object)) and not (is_number and isinstance(value, bool))


def _own_problems(value: Any, shape: Any, path: str) -> Iterator[str]:
    declared = shape.metadata
    has_length = isinstance(value, (str, list, dict))
    size, what = (len(value), "length") if has_length else (value, "value")
    if "min" in declared and size < declared["min"]:
        yield _problem(path, f"have {what} greater than or equal to {declared['min']}")
    if "max" in declared and size > declared["max"]:
        yield _problem(path, f"have {what} less than or equal to {declared['max']}")
    if "enum" in declared and value not in declared["enum"]:
        yield _problem(path, f"satisfy enum value set: [{', '.join(declared['enum'])}]")
    pattern = _compiled(declared.get("pattern", ""))
    if pattern and not pattern.fullmatch(value):
        yield _problem(path, f"satisfy regular expression pattern: {pattern.pattern}")


def _problem(path: str, demand: str) -> str:
    return f"Value at '{path}' failed to satisfy constraint: Member must {demand}"


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.DOTALL) if pattern else None
    except re.error:  # voice's ClientRequestId ends in "${2,64}$": a slip of AWS's that says nothing
        return None
