"""An operation's two names: AWS's ``CreateMeeting``, and boto3's method ``create_meeting``."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from chime_shim.routes import ROUTES

__all__ = ["method_name", "operation_of"]

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def method_name(operation: str) -> str:
    """Return the method of a boto3 client that calls ``operation``, as ``botocore.xform_name`` does."""
    return _WORD.sub("_", operation).lower()


_OPERATIONS = MappingProxyType({method_name(operation): operation for operation in ROUTES})


def operation_of(name: str) -> str | None:
    """Return the removed operation that ``"create_meeting"`` or ``"CreateMeeting"`` is; None if none is."""
    return name if name in ROUTES else _OPERATIONS.get(name)
