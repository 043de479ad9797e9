"""Types of the legacy client, for annotations: ``ChimeClient``, and what its methods take and return.

They are for type checkers and editors, which read them in the stub beside this file: all 191 operations, the
129 removed ones marked as deprecated. Names are those of boto3-stubs: ``MeetingTypeDef``,
``CreateMeetingResponseTypeDef``. At run time each of them is ``typing.Any``, so that an annotation costs
nothing. The stub is made from botocore 1.37.1's model.
"""

from __future__ import annotations

from typing import Any

__all__ = ["AsyncChimeClient", "ChimeClient"]


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return Any
