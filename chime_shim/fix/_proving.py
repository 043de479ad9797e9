"""From what was scanned to what becomes of it: planned, proven, and planned again without what failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chime_shim.fix._comments import edits_with_comments, said
from chime_shim.fix._guard import Rewritten, faults, faults_of_scan
from chime_shim.fix._planner import planned
from chime_shim.fix._result import FixResult
from chime_shim.fix._source import Source, applied

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from chime_shim.fix._plan import Options, Plan
    from chime_shim.fix._source import Edit
    from chime_shim.scan import ScanResult

    Scan = Callable[[Mapping[str, str]], list[ScanResult]]

__all__ = ["Text", "proven"]


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
        round_ = _Round(results, texts, options, scan, failed)
        fixed = round_.results()
        wrong = round_.faults(fixed)
        if not wrong:
            break
        # What is not done in one file must not be done in the others. Where none of those that change is to
        # blame, any of them may be.
        fresh = {path: reason for path, reason in wrong.items() if path not in failed}
        failed |= fresh or {path: next(iter(wrong.values())) for path, each in fixed.items() if each.changed}
    for path, reason in failed.items():
        fixed[path] = replace(fixed[path], refused=reason)
    return fixed


@dataclass(frozen=True)
class _Round:
    """One plan for all files, and what is wrong with it."""

    scanned: Sequence[ScanResult]
    texts: Mapping[str, Text]
    options: Options
    scan: Scan
    avoid: Collection[str]

    @property
    def _sources(self) -> dict[str, Source]:
        return {path: each.source for path, each in self.texts.items()}

    def results(self) -> dict[str, FixResult]:
        """Return what becomes of each file."""
        plan = planned(self.scanned, self._sources, self.options, self.avoid)
        clashes = {
            path: clash for path, each in plan.files.items() if (clash := self._clash(path, each.edits))
        }
        if clashes:
            # A mistake of ours: better nothing than that.
            return {path: replace(self._same(path), refused=each) for path, each in clashes.items()}
        edits = edits_with_comments(plan, self._sources)
        return {path: self._result(path, plan, edits[path]) for path in plan.files}

    def _clash(self, path: str, edits: Sequence[Edit]) -> str:
        try:
            applied(self.texts[path].source.text, edits)
        except ValueError as error:
            return f"its fixes do not fit together: {error}"
        return ""

    def _same(self, path: str) -> FixResult:
        text = self.texts[path].source.text
        return FixResult(path, text, text, self.texts[path].encoding)

    def _result(self, path: str, whole: Plan, edits: Sequence[Edit]) -> FixResult:
        plan, source = whole.files[path], self.texts[path].source
        after = source.text if path in self.avoid else applied(source.text, edits)
        notes = ((source.line_in(edits, source.start(node)), text) for node, text in plan.notes)
        return replace(
            self._same(path),
            after=after,
            fixed=tuple(plan.fixed),
            left=tuple(plan.left),
            unobserved=tuple(plan.unobserved),
            comments=said(after),
            together=whole.together(path),
            notes=tuple(sorted(set(notes))),
        )

    def faults(self, fixed: Mapping[str, FixResult]) -> dict[str, str]:
        """Return what is wrong, by path, and nothing if nothing is."""
        found = {path: each.refused for path, each in fixed.items() if each.refused}
        if found or not any(each.changed for each in fixed.values()):
            return found
        files = [
            Rewritten(path, self.texts[path].source.tree, each.after, each.encoding, each.changed)
            for path, each in fixed.items()
        ]
        return faults(files) or self._faults_of_second(fixed)

    def _faults_of_second(self, fixed: Mapping[str, FixResult]) -> dict[str, str]:
        second = self.scan({path: each.after for path, each in fixed.items()})
        moved = [finding for each in fixed.values() for finding, _ in each.fixed]
        found = faults_of_scan(self.scanned, moved, second)
        if found:
            return found
        texts = {
            each.path: Text(Source(fixed[each.path].after, each.tree), fixed[each.path].encoding)
            for each in second
            if each.tree is not None and each.path in fixed
        }
        left = [each for each in second if each.path in texts]
        again = _Round(left, texts, self.options, self.scan, self.avoid)
        for path, each in again.results().items():
            if each.refused or (each.changed and path not in self.avoid):
                found[path] = "a second run would change it again"
        return found
