"""An operation's two names: AWS's ``CreateMeeting``, and botocore's method ``create_meeting``."""

from __future__ import annotations

from functools import cache

from botocore import xform_name

__all__ = ["method_name"]


@cache
def method_name(operation: str) -> str:
    """Return the method of a boto3 client that calls ``operation`` (``botocore.xform_name``)."""
    name: str = xform_name(operation)
    return name
