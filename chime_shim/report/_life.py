"""When ledgers were kept, by host: what a verdict rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chime_shim.ledger import BEGAN, ENDED, SET_BACK, START

from ._tally import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.ledger import Entry

EARLIEST = "2018-05-01"
"""The day of Amazon Chime's old API: what a clock says to be older was not set."""


@dataclass(slots=True)
class Life:
    """What is known of a host, or of all, besides its calls.

    Every entry is a sign of life: a call, a comparison, the begin or the end of a process.

    Attributes:
        began: How many processes began to keep a ledger.
        ended: How many of them came to their end, and said so.
        set_back: How often a clock was set back by more than a day.
        days: The days with a sign of life.
        astray: Days that cannot be: the clock was ahead, or not set, or they are not those of the times.
        last_begin: When the last process began, in seconds since 1970.
    """

    began: int = 0
    ended: int = 0
    set_back: int = 0
    days: set[str] = field(default_factory=set)
    astray: set[str] = field(default_factory=set)
    last_begin: int = 0
    _last_end: str = ""

    def add(self, entry: Entry, today: str) -> None:
        """Add what an entry tells."""
        (self.days if is_sound(entry, today) else self.astray).add(entry.day)
        if entry.mode == START:
            self.began += entry.calls * (entry.outcome == BEGAN)
            self.ended += entry.calls * (entry.outcome == ENDED)
            self.set_back += entry.calls * (entry.outcome == SET_BACK)
            if entry.outcome == BEGAN:
                self.last_begin = max(self.last_begin, entry.last)
            if entry.outcome == ENDED:
                self._last_end = max(self._last_end, entry.day)

    @property
    def first(self) -> str:
        """The day of the first sign of life; empty if there is none that can be."""
        return min(self.days, default="")

    @property
    def last(self) -> str:
        """The day of the last sign of life."""
        return max(self.days, default="")

    @property
    def is_over(self) -> bool:
        """Whether all processes came to an end: what comes after is not silence."""
        return self.began > 0 and self.ended >= self.began and self._last_end >= self.last

    def is_heard(self, today: str, quiet_days: int) -> bool:
        """Whether there was a sign of life in the quiet days, or today if there are none."""
        return bool(self.days) and days_between(self.last, today) < max(1, quiet_days)


def lives(entries: Iterable[Entry], today: str) -> Mapping[str, Life]:
    """Tell what is known of each host."""
    known: dict[str, Life] = {}
    for entry in entries:
        known.setdefault(entry.host, Life()).add(entry, today)
    return dict(sorted(known.items()))


def is_sound(entry: Entry, today: str) -> bool:
    """Tell whether an entry can be of its day, and its times are."""
    return is_possible(entry.day, today) and day_of(entry.first) == entry.day == day_of(entry.last)


def is_possible(day: str, today: str) -> bool:
    """Tell whether an entry can be of a day; clocks of two hosts may be a day apart."""
    return EARLIEST <= day <= (date.fromisoformat(today) + timedelta(1)).isoformat()


def days_between(day: str, today: str) -> int:
    """How many days ago a day was; 0 for a day after today."""
    return max(0, (date.fromisoformat(today) - date.fromisoformat(day)).days)
