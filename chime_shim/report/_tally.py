"""What a number of entries come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from typing import TypeVar

    from chime_shim.ledger import Entry

    K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Tally:
    """The sum of entries.

    Attributes:
        calls: How many calls they count.
        outcomes: The calls by outcome.
        modes: The calls by mode.
        sites: The call sites: file, line, function and operation.
        hosts: Where they were made.
        successors: Where they went.
        first: When the first was made, in seconds since 1970.
        last: When the last was made.
    """

    calls: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    sites: set[tuple[str, int, str, str]] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    successors: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0

    def add(self, entry: Entry) -> None:
        """Add the calls of an entry."""
        self.first = min(self.first, entry.first) if self.calls else entry.first
        self.last = max(self.last, entry.last)
        self.calls += entry.calls
        self.outcomes[entry.outcome] += entry.calls
        self.modes[entry.mode] += entry.calls
        self.sites.add((entry.file, entry.line, entry.function, entry.operation))
        self.hosts.add(entry.host)
        if entry.successor:
            self.successors.add(entry.successor)

    @property
    def failed(self) -> int:
        """How many calls ended with an error."""
        return self.calls - self.outcomes["ok"]

    @property
    def failures(self) -> Mapping[str, int]:
        """The calls that failed, by error, the most frequent first."""
        ranked = sorted(self.outcomes.items(), key=lambda item: (-item[1], item[0]))
        return {outcome: calls for outcome, calls in ranked if outcome != "ok"}

    @property
    def last_day(self) -> str:
        """The day in UTC of the last call."""
        return day_of(self.last)


def tally_by(entries: Iterable[Entry], key: Callable[[Entry], K]) -> dict[K, Tally]:
    """Add up entries by what ``key`` gives for them."""
    tallies: dict[K, Tally] = {}
    for entry in entries:
        tallies.setdefault(key(entry), Tally()).add(entry)
    return tallies


def tally_of(entries: Iterable[Entry]) -> Tally:
    """Add up entries."""
    tally = Tally()
    for entry in entries:
        tally.add(entry)
    return tally


def day_of(seconds: int) -> str:
    """Give the day in UTC of a time."""
    return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()
