"""The report: what ledgers tell, whatever it is shown as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from chime_shim.ledger import COMPARISON, OTHER, START, Entry, merged

from ._fate import fate_of
from ._life import Life, days_between, is_possible, lives
from ._lost import lost
from ._tally import Tally, day_of, tally_by, tally_of
from ._verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chime_shim.ledger import Snapshot

# Beyond so many days the time line is by week, and beyond so many weeks by four.
_MOST_DAYS, _MOST_WEEKS = 62, 106
_MOST_QUIET = 100_000


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
    """A day of the time line, or a week of it, or four.

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
        problems: What is wrong with those that could not be, and what is missing: a text for each.
        entries: All entries of all ledgers, each key once.
        since: The first day that is reported on; None for all.
        today: The day in UTC.
        quiet_days: How many days without a call make it safe to uninstall.
        doubts: Why there may be more in a ledger than could be read.
        expected: The hosts that have to have given a sign of life, or how many.
        remarks: What else is to be known of what was read.
    """

    names: Sequence[str]
    problems: Sequence[str]
    entries: Sequence[Entry]
    since: str | None
    today: str
    quiet_days: int = 30
    doubts: Sequence[str] = ()
    expected: int | Sequence[str] | None = None
    remarks: Sequence[str] = ()

    @classmethod
    def of(  # noqa: PLR0913 - what a report is made of
        cls,
        snapshots: Sequence[Snapshot],
        *,
        today: str,
        problems: Sequence[str] = (),
        since: str | None = None,
        quiet_days: int = 30,
        doubts: Sequence[str] = (),
        expected: int | Sequence[str] | None = None,
    ) -> Report:
        """Merge ledgers: calls add up, except those of copies of one ledger, of which the latest counts."""
        names = [_plain(name) for name in dict.fromkeys(snapshot.name for snapshot in snapshots)]
        gone = lost(
            snapshots, (date.fromisoformat(today) - timedelta(min(quiet_days, _MOST_QUIET))).isoformat()
        )
        problems = [_plain(problem) for problem in [*problems, *gone.between]]
        doubts = [_plain(doubt) for doubt in [*doubts, *gone.hiding]]
        entries = merged(snapshots)
        return cls(names, problems, entries, since, today, quiet_days, doubts, expected, gone.before)

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
    def hosts(self) -> Mapping[str, tuple[Tally, Life]]:
        """The calls by host, and whatever else is known of it."""
        calls = tally_by(self.calls, lambda entry: entry.host)
        names = sorted(self.lives, key=lambda host: (-calls.get(host, Tally()).calls, host))
        return {host: (calls.get(host, Tally()), self.lives[host]) for host in names}

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """When each host kept a ledger, whatever is reported on."""
        return lives(self.entries, self.today)

    @cached_property
    def life(self) -> Life:
        """When any of them did."""
        life = Life()
        for entry in self.entries:
            life.add(entry, self.today)
        return life

    @cached_property
    def missing(self) -> Sequence[str]:
        """What there has to be of hosts, and is not: a text for each."""
        heard = [host for host, it in self.lives.items() if it.is_heard(self.today, self.quiet_days)]
        period = f"in the last {self.quiet_days} days"
        if isinstance(self.expected, int):
            few = f"of {self.expected} hosts that are expected, {len(heard)} gave a sign of life {period}"
            return [few] if len(heard) < self.expected else []
        return [
            f"{host} is expected, and gave no sign of life {period}"
            for host in self.expected or ()
            if host not in heard
        ]

    def remark_on(self, life: Life) -> str:
        """Say what is to be known of a host, if anything: that it is silent, or that its clock was wrong."""
        remarks = []
        if life.astray:
            remarks.append(f"its clock was wrong: {min(life.astray)}")
        if life.set_back:
            remarks.append("its clock was set back")
        silent = days_between(life.last, self.today) if life.days else 0
        if silent > 1 and not life.is_over:
            remarks.append(f"silent for {silent} days, without a clean end")
        return "; ".join(remarks)

    @cached_property
    def comparisons(self) -> Mapping[Site, Tally]:
        """What comparing old and new gave, by call site: ``outcomes`` has ``"mismatch"`` and the like."""
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
        """The calls over time, without a gap, up to today: by day, or by week if they are many."""
        return self.periods_of(_MOST_DAYS)[1]

    def periods_of(self, most_days: int) -> tuple[int, Sequence[Period]]:
        """Give the calls over time, and how many days each period has."""
        dated = tally_by(
            self.calls, lambda entry: (self._shown_on(entry.day), fate_of(entry.operation).pressing)
        )
        if not dated:
            return 1, []
        days = [day for day, _ in dated]
        first, last = date.fromisoformat(min(days)), date.fromisoformat(max(self.today, *days))
        count = (last - first).days + 1
        step = 1 if count <= most_days else 7 if count <= 7 * _MOST_WEEKS else 28
        begins = [first + timedelta(number) for number in range(0, count, step)]
        return step, [_period(begin, step, dated) for begin in begins]

    def _shown_on(self, day: str) -> str:
        # What cannot be stands at the end, where it is seen.
        return day if is_possible(day, self.today) else self.today

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the shim can be uninstalled."""
        # Of an entry that contradicts itself, the later day counts.
        days = {day for entry in self._calls_ever for day in (entry.day, day_of(entry.last))}
        possible = [day for day in days if is_possible(day, self.today)]
        return verdict(
            self.lives,
            max(possible, default=""),
            unread=[*self.problems, *self.missing],
            doubts=self.doubts,
            today=self.today,
            quiet_days=self.quiet_days,
            expected=self.expected is not None,
        )

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


def _plain(text: str) -> str:
    # A file's name may have what no text can.
    return text.encode("utf-8", "replace").decode()


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
