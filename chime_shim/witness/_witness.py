"""All that the account saw, counted: by who called what, with which program, and whose call it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ._cloudtrail import WitnessError, read_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._access_advisor import Advice
    from ._record import Client, Principal, Seen, Verdict

__all__ = ["Line", "Witness"]


class _Key(NamedTuple):
    principal: Principal
    client: Client
    operation: str
    verdict: Verdict


@dataclass(slots=True)
class Line:
    """Calls that are alike.

    Args:
        principal: Who made them.
        client: With what.
        operation: What was called.
        verdict: Whose calls they were.
        calls: How many.
        failed: How many of them were answered with an error.
        first: The day of the first.
        last: The day of the last.
    """

    principal: Principal
    client: Client
    operation: str
    verdict: Verdict
    calls: int = 0
    failed: int = 0
    first: str = ""
    last: str = ""

    def add(self, call: Seen) -> None:
        """Count one more."""
        self.calls += 1
        self.failed += call.failed
        self.first = min(filter(None, (self.first, call.day)), default="")
        self.last = max(self.last, call.day)


@dataclass(slots=True)
class Witness:
    """What CloudTrail and Access Advisor say.

    Attributes:
        files: How many files were read.
        problems: Which could not be, and why.
        advice: What Access Advisor says.
        known: Operations that the ledger counted or the source names.
        known_from: Where these are known from, in words.
        counted_until: The last day on which a ledger counted anything; None without a ledger.
    """

    files: int = 0
    problems: list[str] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    known_from: list[str] = field(default_factory=list)
    counted_until: str | None = None
    _lines: dict[_Key, Line] = field(default_factory=dict)
    _identities: set[str] = field(default_factory=set)

    def read(self, paths: Iterable[str], since: str | None = None) -> None:
        """Read files of CloudTrail's; one that cannot be read is named, and costs itself alone.

        Args:
            paths: The files.
            since: Leave out calls of earlier days; one without a time stays.
        """
        for path in paths:
            try:
                calls = read_records(path)
            except WitnessError as problem:
                self.problems.append(str(problem))
                continue
            self.files += 1
            for call in calls:
                if since is None or not call.day or call.day >= since:
                    self._count(call)

    def _count(self, call: Seen) -> None:
        # Files are copied, and delivered twice.
        if call.identity:
            if call.identity in self._identities:
                return
            self._identities.add(call.identity)
        key = _Key(call.principal, call.client, call.operation, call.verdict)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = Line(*key)
        line.add(call)

    @property
    def lines(self) -> list[Line]:
        """What was seen, the old namespace's first, and of each kind the most called."""
        order = ("legacy", "shim", "unclear", "successor")
        return sorted(
            self._lines.values(),
            key=lambda each: (order.index(each.verdict), -each.calls, each.principal, each.operation),
        )

    @property
    def elsewhere(self) -> list[Line]:
        """Calls, or what may be calls, of the old namespace that neither the ledger nor the source knows."""
        return [
            each
            for each in self.lines
            if each.verdict in {"legacy", "unclear"} and each.operation not in self.known
        ]

    @property
    def uncounted_until(self) -> str | None:
        """The last day on which the shim forwarded a call, if it is after all that the ledgers counted."""
        last = max((each.last for each in self._lines.values() if each.verdict == "shim"), default="")
        return last if self.counted_until is not None and last > self.counted_until else None

    @property
    def still_legacy(self) -> bool:
        """Whether anything called the old namespace, by itself or through the shim."""
        seen = any(each.verdict in {"legacy", "shim"} for each in self._lines.values())
        return seen or any(each.verdict == "legacy" for each in self.advice)
