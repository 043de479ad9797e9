"""What a ledger consists of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = "(other)"
"""The file of calls that found no room for a call site of their own, and the outcome of those that failed."""

START = "start"
"""The mode of an entry that counts no calls, but the processes that began to keep the ledger that day."""

COMPARISON = "comparison"
"""The mode of an entry that counts no calls, but comparisons of a reply with the other side's."""

_NUMBERS = frozenset({"line", "calls", "first", "last"})
_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d", re.ASCII)


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
            fields: The attributes by name.
            place: Where they were read, for the error.

        Raises:
            LedgerError: If one is missing or is not what it should be, or there is one too many.
        """
        if set(fields) != set(cls._fields):
            raise LedgerError(f"{place}: not an entry of a ledger")
        for name, value in fields.items():
            if type(value) is not (int if name in _NUMBERS else str):
                raise LedgerError(f"{place}: {name} is not what an entry of a ledger has there")
        if not _DAY.fullmatch(fields["day"]) or fields["calls"] < 1:
            raise LedgerError(f"{place}: not an entry of a ledger")
        return cls(**fields)

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
