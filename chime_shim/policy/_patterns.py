"""The patterns of IAM: ``*`` is any text, ``?`` is any character, and the case of an action means nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Names", "matches"]

_WILDCARD = re.compile(r"[*?]")


class Names:
    """Some actions, to be found by patterns, thousands of them: most are told apart without being tried.

    Args:
        names: The actions.

    Attributes:
        all: The same.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.all = frozenset(names)
        self._by_lower = {name.lower(): name for name in names}
        self._joined = "\n".join(self._by_lower)

    def matched_by(self, patterns: Iterable[str]) -> frozenset[str]:
        """Return those that at least one of the patterns means."""
        found: set[str] = set()
        for pattern in dict.fromkeys(each.lower() for each in patterns):
            if _WILDCARD.search(pattern) is None:
                if pattern in self._by_lower:
                    found.add(self._by_lower[pattern])
            # What a pattern says literally has to be in a name, so in all of them joined.
            elif all(part in self._joined for part in _WILDCARD.split(pattern)):
                left = (name for name in self._by_lower if self._by_lower[name] not in found)
                found |= {self._by_lower[name] for name in left if matches(pattern, name)}
        return frozenset(found)


def matches(pattern: str, action: str) -> bool:
    """Tell whether ``action``, such as ``"chime:GetMeeting"``, is one that ``pattern`` means."""
    # Not as a regular expression: what many stars cost there has no bound. Here one star is retried at most.
    pattern, action = pattern.lower(), action.lower()
    if "?" not in pattern:
        return _in_turn(pattern.split("*"), action)
    at, place, star, mark = 0, 0, -1, 0
    while place < len(action):
        if at < len(pattern) and pattern[at] == "*":
            star, mark = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in {"?", action[place]}:
            at += 1
            place += 1
        elif star >= 0:
            mark += 1
            at, place = star + 1, mark
        else:
            return False
    return not pattern[at:].strip("*")


def _in_turn(parts: list[str], action: str) -> bool:
    """Tell whether an action is these parts in turn, with any text between two of them."""
    if len(parts) == 1:
        return action == parts[0]
    first, *inner, last = parts
    if not action.startswith(first) or not action.endswith(last) or len(action) < len(first) + len(last):
        return False
    at, end = len(first), len(action) - len(last)
    for part in inner:
        # The leftmost place leaves the most for those that follow.
        at = action.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
