"""Files: what is read, what becomes of it, and what is written."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.fix._comments import comments, reasons_by_line, said
from chime_shim.fix._guard import Rewritten, faults, faults_of_scan
from chime_shim.fix._imports import Importers
from chime_shim.fix._plan import Options
from chime_shim.fix._planner import planned
from chime_shim.fix._source import Source, applied, decoded
from chime_shim.scan import Problem, scan_paths, scan_source
from chime_shim.scan._files import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from chime_shim.fix._plan import FilePlan
    from chime_shim.scan import Finding, ScanResult

__all__ = ["FixResult", "fix_paths", "fix_source"]


@dataclass(frozen=True, slots=True)
class FixResult:
    """What becomes of one file.

    Args:
        path: The file, as it was given.
        before: Its text; empty if it was passed over.
        after: The text that it should have.
        encoding: How it is to be written.
        fixed: The uses that move, each with its service.
        left: The uses that stay.
        unobserved: The uses of clients of which no call was observed.
        comments: How many comments say why.
        problem: Why the file was passed over, if it was.
        together: The files that share a client with it: what is not done in one must not be done in the others.
    """

    path: str
    before: str = ""
    after: str = ""
    encoding: str = "utf-8"
    fixed: tuple[tuple[Finding, str], ...] = ()
    left: tuple[Finding, ...] = ()
    unobserved: tuple[Finding, ...] = ()
    comments: int = 0
    problem: Problem | None = None
    together: frozenset[str] = frozenset()

    @property
    def changed(self) -> bool:
        """Whether it is to be written."""
        return self.after != self.before


def fix_paths(
    paths: Iterable[str | os.PathLike[str]],
    options: Options | None = None,
    *,
    exclude: Iterable[str] = (),
) -> list[FixResult]:
    """Work out the fixes of files and trees; nothing is written.

    Args:
        paths: Files and directories. Clients are followed from one to the other, so give all at once.
        options: What is wanted.
        exclude: Patterns of what to leave out, as ``scan_paths`` takes them.

    Returns:
        A result for each file in which there is something, or which was passed over.
    """
    paths = list(paths)
    exclude = list(exclude)
    results = list(scan_paths(paths, exclude=exclude))
    texts: dict[str, tuple[str, str]] = {}
    for result in results:
        if result.problem is None and result.tree is not None:
            texts[result.path] = decoded(Path(result.path).read_bytes())
    names = [os.fspath(path) for path in paths]
    importers = Importers(lambda: walk(names, exclude, lambda _: None))
    return _fixed(results, texts, replace(options or Options(), importers=importers))


def fix_source(source: str | bytes, options: Options | None = None, path: str = "<string>") -> FixResult:
    """Work out the fixes of one text.

    Args:
        source: The text of a module.
        options: What is wanted.
        path: What to call it.
    """
    text, encoding = (source, "utf-8") if isinstance(source, str) else ("", "")
    result = scan_source(source, path)
    if isinstance(source, bytes) and result.problem is None:
        text, encoding = decoded(source)
    (fixed,) = _fixed([result], {path: (text, encoding)}, options or Options()) or [FixResult(path)]
    return fixed if fixed.problem or fixed.before else FixResult(path, text, text, encoding)


def _fixed(
    results: Sequence[ScanResult], texts: dict[str, tuple[str, str]], options: Options
) -> list[FixResult]:
    sources = {
        result.path: Source(texts[result.path][0], result.tree)
        for result in results
        if result.tree is not None and result.path in texts
    }
    found = [result for result in results if result.path in sources]
    encodings = {path: encoding for path, (_, encoding) in texts.items()}
    failed: dict[str, str] = {}
    while True:
        work = _Work(found, sources, encodings, options, failed)
        fixed = work.results()
        wrong = work.faults(fixed)
        if not wrong:
            break
        # What is not done in one file must not be done in the others. Where none of those that change is to
        # blame, any of them may be.
        fresh = {path: reason for path, reason in wrong.items() if path not in failed}
        failed |= fresh or {path: next(iter(wrong.values())) for path, each in fixed.items() if each.changed}
    for path, reason in failed.items():
        fixed[path] = replace(fixed[path], problem=Problem(path, f"left alone: {reason}"))
    fixed |= {each.path: FixResult(each.path, problem=each.problem) for each in results if each.problem}
    ordered = (fixed[result.path] for result in results if result.path in fixed)
    return [
        each for each in ordered if each.problem or each.fixed or each.left or each.unobserved or each.changed
    ]


@dataclass(frozen=True)
class _Work:
    """One round: a plan of all files, and what is wrong with it."""

    scanned: Sequence[ScanResult]
    sources: Mapping[str, Source]
    encodings: Mapping[str, str]
    options: Options
    avoid: Collection[str]

    def results(self) -> dict[str, FixResult]:
        """Return what becomes of each file."""
        plan = planned(self.scanned, self.sources, self.options, self.avoid)
        return {path: self._file(path, each, plan.together(path)) for path, each in plan.files.items()}

    def _file(self, path: str, plan: FilePlan, together: frozenset[str]) -> FixResult:
        source = self.sources[path]
        lines = reasons_by_line(source, plan)
        edits = [] if path in self.avoid else [*plan.edits, *comments(source, lines)]
        try:
            after = applied(source.text, edits)
        except ValueError as error:
            # A mistake of ours: better nothing than that.
            problem = Problem(path, f"its fixes do not fit together: {error}")
            return FixResult(path, source.text, source.text, self.encodings[path], problem=problem)
        return FixResult(
            path,
            source.text,
            after,
            self.encodings[path],
            tuple(plan.fixed),
            tuple(plan.left),
            tuple(plan.unobserved),
            said(after),
            together=together,
        )

    def faults(self, fixed: Mapping[str, FixResult]) -> dict[str, str]:
        """Return what is wrong, by path, and nothing if nothing is."""
        found = {path: each.problem.reason for path, each in fixed.items() if each.problem}
        if found or not any(each.changed for each in fixed.values()):
            return found
        files = [
            Rewritten(path, self.sources[path].tree, each.after, each.encoding, each.changed)
            for path, each in fixed.items()
        ]
        return faults(files) or self._faults_of_second(fixed)

    def _faults_of_second(self, fixed: Mapping[str, FixResult]) -> dict[str, str]:
        texts = {path: each.after for path, each in fixed.items()}
        second = _scanned(texts)
        moved = [finding for each in fixed.values() for finding, _ in each.fixed]
        found = faults_of_scan(self.scanned, moved, second)
        if found:
            return found
        sources = {each.path: Source(texts[each.path], each.tree) for each in second if each.tree is not None}
        again = _Work(
            [each for each in second if each.path in sources],
            sources,
            self.encodings,
            self.options,
            self.avoid,
        )
        for path, each in again.results().items():
            if each.changed and path not in self.avoid:
                found[path] = "a second run would change it again"
        return found


def _scanned(texts: Mapping[str, str]) -> list[ScanResult]:
    """Scan texts together, as if they were in their files."""
    from chime_shim.scan._files import load
    from chime_shim.scan._project import Project
    from chime_shim.scan._scanner import result_of

    project = Project(list(texts), load)
    for path, text in texts.items():
        project.read(path, text)
    project.analyse()
    return [result_of(project, path) for path in (*project.modules, *project.problems)]
