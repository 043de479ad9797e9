"""The report: what ledgers tell, whatever it is shown as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from chime_shim.ledger import COMPARISON, OTHER, START, Entry

from ._fate import fate_of
from ._tally import Tally, tally_by, tally_of
from ._verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chime_shim.ledger import Snapshot

# Beyond so many days the time line is by week.
_MOST_DAYS = 62


class Site(NamedTuple):
    """A line of code that calls an operation."""

    file: str
    line: int
    function: str
    operation: str

    @property
    def place(self) -> str:
        """Such as ``"app/meetings.py:12"``."""
        return "other call sites" if self.file == OTHER else f"{self.file}:{self.line}"


class Period(NamedTuple):
    """A day of the time line, or a week of it.

    Attributes:
        day: The first day.
        pressing: The calls of operations that ended or were retired.
        moved: The calls of all others.
        sites: How many call sites made them.
    """

    day: str
    pressing: int
    moved: int
    sites: int

    @property
    def calls(self) -> int:
        """All calls."""
        return self.pressing + self.moved


K = TypeVar("K", str, Site)


@dataclass(frozen=True)
class Report:
    """What ledgers tell.

    Args:
        names: The ledgers that were read.
        problems: What is wrong with those that could not be, a text for each.
        entries: All entries of all ledgers, each key once.
        since: The first day that is reported on; None for all.
        today: The day in UTC.
        quiet_days: How many days without a call make it safe to uninstall.
    """

    names: Sequence[str]
    problems: Sequence[str]
    entries: Sequence[Entry]
    since: str | None
    today: str
    quiet_days: int = 30

    @classmethod
    def of(
        cls,
        snapshots: Sequence[Snapshot],
        *,
        today: str,
        problems: Sequence[str] = (),
        since: str | None = None,
        quiet_days: int = 30,
    ) -> Report:
        """Merge ledgers: calls add up, except those of copies of one ledger, of which the latest counts."""
        names = [snapshot.name for snapshot in snapshots]
        return cls(names, problems, merged(snapshots), since, today, quiet_days)

    @cached_property
    def calls(self) -> Sequence[Entry]:
        """The entries of calls, from ``since`` on."""
        return [entry for entry in self._calls_ever if entry.day >= (self.since or "")]

    @cached_property
    def total(self) -> Tally:
        """All calls."""
        return tally_of(self.calls)

    @cached_property
    def operations(self) -> Mapping[str, Tally]:
        """The calls by operation: first what ended and was retired, then by number."""
        tallies = tally_by(self.calls, lambda entry: entry.operation)
        return _ranked(tallies, lambda operation: operation)

    @cached_property
    def sites(self) -> Mapping[Site, Tally]:
        """The calls by call site, in the same order."""
        tallies = tally_by(
            self.calls, lambda entry: Site(entry.file, entry.line, entry.function, entry.operation)
        )
        return _ranked(tallies, lambda site: site.operation)

    @cached_property
    def pressing(self) -> Mapping[str, Tally]:
        """The operations among them that ended or were retired."""
        return {name: tally for name, tally in self.operations.items() if fate_of(name).pressing}

    @cached_property
    def hosts(self) -> Mapping[str, tuple[Tally, Tally]]:
        """The calls by host, and the starts of processes there."""
        calls = tally_by(self.calls, lambda entry: entry.host)
        starts = tally_by(self._starts, lambda entry: entry.host)
        names = sorted(calls.keys() | starts.keys(), key=lambda host: (-calls.get(host, Tally()).calls, host))
        return {host: (calls.get(host, Tally()), starts.get(host, Tally())) for host in names}

    @cached_property
    def comparisons(self) -> Mapping[Site, Tally]:
        """What comparing old and new gave, by call site: ``outcomes`` has ``"mismatch"`` and its kin."""
        found = [
            entry for entry in self.entries if entry.mode == COMPARISON and entry.day >= (self.since or "")
        ]
        tallies = tally_by(found, lambda entry: Site(entry.file, entry.line, entry.function, entry.operation))
        return dict(sorted(tallies.items(), key=lambda item: (-item[1].outcomes["mismatch"], item[0])))

    @cached_property
    def mismatches(self) -> int:
        """How many comparisons found a difference."""
        return sum(tally.outcomes["mismatch"] for tally in self.comparisons.values())

    @cached_property
    def periods(self) -> Sequence[Period]:
        """The calls over time, without a gap, up to today."""
        days = tally_by(self.calls, lambda entry: (entry.day, fate_of(entry.operation).pressing))
        if not days:
            return []
        first = date.fromisoformat(max(min(day for day, _ in days), self.since or ""))
        last = date.fromisoformat(max(self.today, *(day for day, _ in days)))
        step = 1 if (last - first).days < _MOST_DAYS else 7
        begins = [first + timedelta(number) for number in range(0, (last - first).days + 1, step)]
        return [_period(begin, step, days) for begin in begins]

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the shim can be uninstalled."""
        return verdict(
            self._calls_ever,
            self._starts,
            unread=len(self.problems),
            today=self.today,
            quiet_days=self.quiet_days,
        )

    @cached_property
    def _starts(self) -> Sequence[Entry]:
        return [entry for entry in self.entries if entry.mode == START]

    @cached_property
    def _calls_ever(self) -> Sequence[Entry]:
        return [entry for entry in self.entries if entry.mode not in {START, COMPARISON}]


FINDINGS: Mapping[str, Callable[[Report], bool]] = {
    "call": lambda report: bool(report.calls),
    "error": lambda report: report.total.failed > 0,
    "ended": lambda report: bool(report.pressing),
    "mismatch": lambda report: report.mismatches > 0,
    "unsafe": lambda report: not report.verdict.safe,
    "never": lambda _: False,
}
"""What may be asked of a report, by the name that ``--fail-on`` has for it."""


def merged(snapshots: Iterable[Snapshot]) -> Sequence[Entry]:
    """Give the entries of all ledgers, each key once."""
    ledgers: dict[str, dict[tuple[str | int, ...], Entry]] = {}
    for snapshot in snapshots:
        latest = ledgers.setdefault(snapshot.identity, {})
        # What a ledger counts only grows.
        for key, entry in _added(snapshot.entries).items():
            if key not in latest or latest[key].calls < entry.calls:
                latest[key] = entry
    every = [entry for ledger in ledgers.values() for entry in ledger.values()]
    return [entry for _, entry in sorted(_added(every).items())]


def _added(entries: Iterable[Entry]) -> dict[tuple[str | int, ...], Entry]:
    sums: dict[tuple[str | int, ...], Entry] = {}
    for entry in entries:
        known = sums.get(entry.key)
        sums[entry.key] = entry if known is None else known.plus(entry)
    return sums


def _ranked(tallies: Mapping[K, Tally], operation_of: Callable[[K], str]) -> Mapping[K, Tally]:
    def rank(item: tuple[K, Tally]) -> tuple[int, int, K]:
        key, tally = item
        fate = fate_of(operation_of(key))
        return fate.rank, -tally.calls, key

    return dict(sorted(tallies.items(), key=rank))


def _period(begin: date, step: int, days: Mapping[tuple[str, bool], Tally]) -> Period:
    pressing, moved, sites = 0, 0, set()
    for number in range(step):
        day = (begin + timedelta(number)).isoformat()
        for is_pressing in (True, False):
            tally = days.get((day, is_pressing))
            if tally is not None:
                pressing += tally.calls * is_pressing
                moved += tally.calls * (not is_pressing)
                sites |= tally.sites
    return Period(begin.isoformat(), pressing, moved, len(sites))
