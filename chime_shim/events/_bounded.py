"""Keeping the values of a metric's attribute few: each one is a series that somebody pays for."""

from __future__ import annotations

import re

OTHER = "_OTHER"
"""What OpenTelemetry's conventions call the rest."""

_NAME = re.compile(r"[\w.:-]{1,64}", re.ASCII)


class Bounded:
    """Lets a limited number of names pass, and makes ``_OTHER`` of whatever else a service answers.

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
