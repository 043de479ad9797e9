"""What stops growing: memories of what was seen and of the names a metric's attribute may take, and texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

OTHER = "_OTHER"
"""What OpenTelemetry's conventions call the rest."""

_NAME = re.compile(r"[\w.:-]{1,64}", re.ASCII)


LONGEST = 200
"""How long a text may be that a service, or the program, puts into an event."""


def clipped(text: str, longest: int = LONGEST) -> str:
    """Return ``text``, or its beginning if it is longer than a log line should have to bear."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class FirstTime:
    """A bounded memory of what was seen, which answers True once for each key.

    It has no lock, so that a fork cannot leave one held: that `dict.setdefault` is atomic gives
    each key one winner among the threads.

    Args:
        limit: How many keys to remember. Beyond it an unknown key counts as seen: a program that
            makes call sites without end (generated code) gets quiet logs, not a growing process.
    """

    __slots__ = ("_limit", "_seen")

    def __init__(self, limit: int = 10_000) -> None:
        self._limit = limit
        self._seen: dict[Hashable, object] = {}

    def __call__(self, key: Hashable) -> bool:
        """Say whether this is the first time for a key."""
        if key in self._seen or len(self._seen) >= self._limit:
            return False
        mine = object()
        return self._seen.setdefault(key, mine) is mine


class BoundedNames:
    """Lets a limited number of names pass, and makes ``_OTHER`` of whatever else a service answers.

    Each value of an attribute is a series that somebody pays for.

    Args:
        limit: How many. Amazon Chime and botocore have about 60 names of errors between them.
    """

    __slots__ = ("_known", "_limit")

    def __init__(self, limit: int = 100) -> None:
        self._limit = limit
        self._known: set[str] = set()

    def __call__(self, value: str) -> str:
        """Return ``value``, or ``_OTHER`` if it is no name, or one too many."""
        if value in self._known:
            return value
        if len(self._known) >= self._limit or not _NAME.fullmatch(value):
            return OTHER
        self._known.add(value)
        return value
