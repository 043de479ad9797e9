"""The legacy operations of an application: those that a ledger counted, its source names, or a run called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.routes import KEPT_ROUTES, ROUTES

from ._check import Check

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from chime_shim.events import LegacyCall
    from chime_shim.routes import Route

__all__ = ["Operations"]


@dataclass(slots=True)
class Operations:
    """What is known of the operations that an application uses.

    Attributes:
        places: How many places in the source name each.
        calls: How many calls of each were counted.
        errors: How many of these failed, by operation and outcome.
        sources: Where that is known from.
        passed_over: Files that could not be read as source.
        unread: What bears a ledger's mark, and could not be read.
    """

    places: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    sources: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def add_ledger(self, ledger: str) -> None:
        """Take what a ledger has.

        Raises:
            LedgerError: If it is no ledger.
        """
        from chime_shim.ledger import COMPARISON, START, read

        self.sources.append("a ledger")
        reading = read(ledger)
        self.unread += [f"{place}: {reason}" for place, reason in reading.unread]
        for entry in reading.entries:
            if entry.mode not in {START, COMPARISON}:
                self._add_calls(entry.operation, entry.outcome, entry.calls)

    def add_source(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        """Take what Python source names, as far as it is about a ``chime`` client."""
        from chime_shim.scan import scan_paths

        self.sources.append("source")
        for result in scan_paths(paths):
            if result.problem is not None:
                self.passed_over.append(f"{result.path}: {result.problem.reason}")
            found = (each for each in result.findings if each.confidence != "possible")
            self.places.update(each.operation for each in found if each.operation)

    def add_call(self, call: LegacyCall) -> None:
        """Take a call that was made: a hook."""
        self._add_calls(call.operation, call.outcome, 1)

    def _add_calls(self, operation: str, outcome: str, count: int) -> None:
        if operation in ROUTES or operation in KEPT_ROUTES:
            self.calls[operation] += count
            if outcome != "ok":
                self.errors[operation, outcome] += count

    @property
    def asked(self) -> bool:
        """Whether anything was looked at."""
        return bool(self.sources)

    @property
    def routes(self) -> list[Route]:
        """The routes of all that are used, in the order of their names."""
        names = sorted(self.places.keys() | self.calls.keys())
        return [ROUTES.get(name) or KEPT_ROUTES[name] for name in names]

    def check(self) -> Iterator[Check]:
        """Say which they are."""
        if not self.asked:
            return
        where = " and ".join(dict.fromkeys(self.sources))
        routes = self.routes
        text = f"{len(routes)} legacy operation{'' if len(routes) == 1 else 's'} in {where}"
        yield Check("operations", "ok", text, tuple(map(self._line, (each.operation for each in routes))))
        if self.unread:
            text = f"{len(self.unread)} of a ledger's lines could not be read: there may be more operations"
            yield Check("ledger", "warn", text, tuple(self.unread))
        if self.passed_over:
            count = len(self.passed_over)
            text = f"{count} file{'' if count == 1 else 's'} could not be looked at"
            yield Check("source", "warn", text, tuple(self.passed_over))

    def _line(self, operation: str) -> str:
        parts = []
        if operation in self.calls:
            count = self.calls[operation]
            parts.append(f"{count} call{'' if count == 1 else 's'}")
        parts += [
            f"{count} of them {outcome}"
            for (name, outcome), count in sorted(self.errors.items())
            if name == operation
        ]
        if operation in self.places:
            count = self.places[operation]
            parts.append(f"{count} place{'' if count == 1 else 's'} in the source")
        return f"{operation}: {', '.join(parts)}"
