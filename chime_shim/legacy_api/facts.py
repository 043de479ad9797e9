"""What the restored API tells of a legacy operation, without any botocore."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from chime_shim.legacy_api import extras

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_read", "resource"]

_PLACEHOLDER = re.compile(r"{(\w+)\+?}")


@cache
def is_read(operation: str) -> bool:
    """Tell whether a removed operation only reads: 51 of the 129 do, all that are HTTP GET."""
    found = extras()["operations"].get(operation)
    return found is not None and found["http"]["method"] == "GET"


@cache
def resource(operation: str) -> str | None:
    """Name the parameter of a removed operation that tells which resource the call is about.

    It is the first one in the operation's path (the meeting, for an attendee of it); else a required ARN;
    else any other ARN; else the idempotency token. None: the call is about no resource.
    """
    definition = extras()["operations"].get(operation)
    if definition is None or "input" not in definition:
        return None
    shape = extras()["shapes"][definition["input"]["shape"]]
    members: Mapping[str, Mapping[str, Any]] = shape["members"]
    placeholder = _PLACEHOLDER.search(definition["http"]["requestUri"])
    if placeholder is not None:
        located = (name for name, member in members.items() if member.get("locationName") == placeholder[1])
        return next(located)
    arns = [name for name in members if name.lower().endswith("arn")]
    required = [name for name in arns if name in shape.get("required", ())]
    tokens = [name for name, member in members.items() if member.get("idempotencyToken")]
    return next(iter([*required, *arns, *tokens]), None)
