"""What a ledger consists of."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = "(other)"
"""The file of calls that found no room for a call site of their own, and the outcome of those that failed."""

START = "start"
"""The mode of an entry that counts no calls, but processes: the outcome says what they did."""

BEGAN, ENDED, SET_BACK = "ok", "end", "set-back"
"""The outcomes of `START`: processes began to keep a ledger, came to their end, had their clock set back."""

COMPARISON = "comparison"
"""The mode of an entry that counts no calls, but comparisons of a reply with the other side's."""

MAX_CALLS = 10**12
"""How many calls an entry may count, so that sums fit into SQLite."""
MAX_LINE = 10**9
MAX_TIME = 253_402_300_799
"""The last second of the year 9999."""
LONGEST = 1000
"""How many characters a text may have; what is written has 300 at most."""

_NUMBERS = {"line": (0, MAX_LINE), "calls": (1, MAX_CALLS), "first": (0, MAX_TIME), "last": (0, MAX_TIME)}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Entry(NamedTuple):
    """So many calls of a day that are alike in all but the time.

    Attributes:
        day: The day in UTC, such as ``"2026-11-25"``.
        host: The machine, container or Lambda function that made them.
        operation: The legacy operation, such as ``"CreateMeeting"``.
        successor: Where they went, such as ``"chime-sdk-meetings:CreateMeeting"``; empty if nowhere.
        file: The file of the call site, ``"(other)"`` if there was no room for it.
        line: Its line.
        function: The function that the line is in.
        mode: How they were handled: ``"forward"``, ``"legacy"``, ``"compare"``.
        outcome: ``"ok"``, or the code or class of the error.
        calls: How many they are.
        first: When the first was made, in whole seconds since 1970.
        last: When the last was made.
    """

    day: str
    host: str
    operation: str
    successor: str
    file: str
    line: int
    function: str
    mode: str
    outcome: str
    calls: int
    first: int
    last: int

    @classmethod
    def of(cls, fields: Mapping[str, Any], place: str) -> Entry:
        """Make an entry of what was read, all of which may be wrong.

        Args:
            fields: The attributes by name; other names, which a log's driver adds, are passed over.
            place: Where they were read, for the error.

        Raises:
            LedgerError: If one is missing, or is not what it should be; it names the attribute.
        """
        for name in cls._fields:
            if name not in fields:
                raise LedgerError(f"{place}: not an entry of a ledger: {name} is missing")
            if not _fits(name, fields[name]):
                raise LedgerError(f"{place}: {name} is not what an entry of a ledger has there")
        entry = cls(*(fields[name] for name in cls._fields))
        # A clock that was set back within a day may have turned the two around.
        first, last = sorted((entry.first, entry.last))
        return entry._replace(first=first, last=last)

    @property
    def key(self) -> tuple[str | int, ...]:
        """What makes calls alike."""
        return self[:9]

    def plus(self, other: Entry) -> Entry:
        """Add the calls of an entry with the same key."""
        return self._replace(
            calls=self.calls + other.calls,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
        )


def _fits(name: str, value: Any) -> bool:
    if name in _NUMBERS:
        least, most = _NUMBERS[name]
        return type(value) is int and least <= value <= most
    if type(value) is not str or len(value) > LONGEST or not _is_text(value):
        return False
    return name != "day" or _is_day(value)


def _is_text(value: str) -> bool:
    # Half of a pair of surrogates cannot be printed.
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False
