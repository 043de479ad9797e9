"""From what was scanned to what becomes of it: planned, proven, and planned again without what failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chime_shim.fix._comments import edits_with_comments, said
from chime_shim.fix._guard import Rewritten, faults, faults_of_scan
from chime_shim.fix._planner import planned
from chime_shim.fix._result import FixResult
from chime_shim.fix._source import ClashError, Source, applied

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from chime_shim.fix._plan import FilePlan, Options
    from chime_shim.fix._source import Edit
    from chime_shim.scan import ScanResult

    Scan = Callable[[Mapping[str, str]], list[ScanResult]]

__all__ = ["Text", "proven"]

_MOST_ROUNDS = 4


@dataclass(frozen=True)
class Text:
    """A file as it is.

    Args:
        source: Its text and its tree.
        encoding: Its encoding.
    """

    source: Source
    encoding: str


def proven(
    results: Sequence[ScanResult],
    texts: Mapping[str, Text],
    options: Options,
    scan: Scan,
    apart: Mapping[str, str],
) -> dict[str, FixResult]:
    """Work out what becomes of files; what does not pass the guard is left as it is, and says why.

    Args:
        results: What was found in them.
        texts: The files themselves.
        options: What is wanted.
        scan: Scans texts together, by their paths.
        apart: The files that have to stay as they are, with the reason.
    """
    failed = dict(apart)
    while True:
        try:
            fixed = _fixed(results, texts, _Conditions(options, scan, failed), _MOST_ROUNDS)
        except _WrongError as wrong:
            # What is not done in one file must not be done in the others. Where none of those that change is
            # to blame, any of them may be.
            fresh = {path: reason for path, reason in wrong.faults.items() if path not in failed}
            failed |= fresh or dict.fromkeys(texts, next(iter(wrong.faults.values())))
            continue
        return {
            path: replace(each, refused=failed[path]) if path in failed else each
            for path, each in fixed.items()
        }


class _WrongError(Exception):
    """Raised if the guard finds something."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__()
        self.faults = faults


@dataclass(frozen=True)
class _Conditions:
    """What is the same for all rounds.

    Args:
        options: What is wanted.
        scan: Scans texts together.
        avoid: The files to leave alone.
    """

    options: Options
    scan: Scan
    avoid: Collection[str]


def _fixed(
    results: Sequence[ScanResult], texts: Mapping[str, Text], conditions: _Conditions, rounds: int
) -> dict[str, FixResult]:
    """Fix files until a further round changes nothing: what one round leaves may be clear to the next.

    Raises:
        _WrongError: If the guard finds something.
    """
    round_ = _Round(results, texts, conditions)
    fixed = round_.results()
    round_.check(fixed)
    changed = [path for path, each in fixed.items() if each.changed]
    if not changed:
        return fixed
    second = conditions.scan({path: each.after for path, each in fixed.items()})
    moved = [finding for each in fixed.values() for finding, _ in each.fixed]
    if found := faults_of_scan(results, moved, second):
        raise _WrongError(found)
    if conditions.options.observed is not None:
        return fixed  # the lines of a ledger are those of before
    if not rounds:
        raise _WrongError(dict.fromkeys(changed, "another run would change it again"))
    again = {
        each.path: Text(Source(fixed[each.path].after, each.tree), fixed[each.path].encoding)
        for each in second
        if each.tree is not None and each.path in fixed
    }
    further = _fixed([each for each in second if each.path in again], again, conditions, rounds - 1)
    return {path: _both(each, further[path]) if path in further else each for path, each in fixed.items()}


def _both(first: FixResult, second: FixResult) -> FixResult:
    """Return what two rounds make of a file."""
    return replace(
        second,
        before=first.before,
        fixed=(*first.fixed, *second.fixed),
        together=first.together | second.together,
        notes=tuple(sorted({*first.notes, *second.notes})),
    )


@dataclass(frozen=True)
class _Round:
    """One plan for all files, and what is wrong with it."""

    scanned: Sequence[ScanResult]
    texts: Mapping[str, Text]
    conditions: _Conditions

    def results(self) -> dict[str, FixResult]:
        """Return what becomes of each file.

        Raises:
            _WrongError: If edits do not fit together.
        """
        sources = {path: each.source for path, each in self.texts.items()}
        plan = planned(self.scanned, sources, self.conditions.options, self.conditions.avoid)
        clashes = {
            path: clash for path, each in plan.files.items() if (clash := self._clash(path, each.edits))
        }
        if clashes:
            raise _WrongError(clashes)  # a mistake of ours: better nothing than that
        edits = edits_with_comments(plan, sources)
        together = plan.together()
        found = {path: self._result(path, plan.files[path], edits[path]) for path in plan.files}
        return {path: replace(each, together=together[path]) for path, each in found.items()}

    def _clash(self, path: str, edits: Sequence[Edit]) -> str:
        try:
            applied(self.texts[path].source.text, edits)
        except ClashError as error:
            return f"its fixes do not fit together: {error}"
        return ""

    def _result(self, path: str, plan: FilePlan, edits: Sequence[Edit]) -> FixResult:
        source = self.texts[path].source
        after = source.text if path in self.conditions.avoid else applied(source.text, edits)
        notes = ((source.line_in(edits, source.start(node)), text) for node, text in plan.notes)
        return FixResult(
            path,
            source.text,
            after,
            self.texts[path].encoding,
            tuple(plan.fixed),
            tuple(plan.left),
            tuple(plan.unobserved),
            said(after),
            notes=tuple(sorted(set(notes))),
        )

    def check(self, fixed: Mapping[str, FixResult]) -> None:
        """Compare files with what they were.

        Raises:
            _WrongError: If something is wrong with them.
        """
        files = [
            Rewritten(path, self.texts[path].source.tree, each.after, each.encoding, each.changed)
            for path, each in fixed.items()
        ]
        found = faults(files) if any(each.changed for each in files) else {}
        if found:
            raise _WrongError(found)
