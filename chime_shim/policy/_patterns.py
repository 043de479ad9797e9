"""The patterns of IAM: ``*`` is any text, ``?`` is any character, and the case of an action means nothing."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["matches"]


@lru_cache(maxsize=4096)
def matches(pattern: str, action: str) -> bool:
    """Tell whether ``action``, such as ``"chime:GetMeeting"``, is one that ``pattern`` means."""
    # Not as a regular expression: what many stars cost there has no bound. Here one star is retried at most.
    pattern, action = pattern.lower(), action.lower()
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
