"""Telling the first occurrence of a thing from the later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable


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
