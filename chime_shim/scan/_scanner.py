"""From paths and texts to results."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from chime_shim.scan import _noqa
from chime_shim.scan._files import load, walk
from chime_shim.scan._finding import Problem, ScanResult
from chime_shim.scan._prefilter import mentions
from chime_shim.scan._project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["scan_paths", "scan_source"]


def scan_source(source: str | bytes, path: str = "<string>") -> ScanResult:
    """Scan one text.

    Args:
        source: The text of a module; bytes are decoded as Python does it, by their coding cookie.
        path: What to call it in the results.

    Returns:
        What was found. It never raises for the sake of the source: see ``ScanResult.problem``.
    """
    project = Project([path], load)
    project.read(path, source)
    project.analyse()
    return _result(project, path)


def scan_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    exclude: Iterable[str] = (),
    progress: Callable[[int], object] | None = None,
) -> Iterator[ScanResult]:
    """Scan files, and directories with all that is below them.

    Args:
        paths: Files and directories; what is named here is scanned even if it would be excluded.
        exclude: Patterns of names or paths to leave out, such as ``"vendor"`` or ``"tests/data/*"``,
            beside the directories that hold no source of one's own, such as ``.venv``.
        progress: Is called now and then with the number of files that were looked at.

    Yields:
        The results of the files in which there is something, and of those that were passed over, in the
        order of their paths.
    """
    problems: list[Problem] = []
    files = list(walk(map(os.fspath, paths), exclude, problems.append))
    project = Project(files, load)
    plain: list[str] = []
    for count, path in enumerate(files, start=1):
        data = load(path)
        if isinstance(data, Problem):
            problems.append(data)
        elif mentions(data):
            project.read(path, data)
        else:
            plain.append(path)
        if progress is not None and not count % 100:
            progress(count)
    project.analyse()
    _follow(project, plain)
    if progress is not None:
        progress(len(files))
    results = [ScanResult(problem.path, problem=problem) for problem in problems]
    results += [_result(project, path) for path in (*project.modules, *project.problems)]
    yield from sorted((each for each in results if _has_anything(each)), key=lambda each: each.path)


def _follow(project: Project, plain: list[str]) -> None:
    """Read the modules that have no word about Chime in them, and get a client from one that has."""
    known: dict[str, set[str]] = {}
    while (exporters := project.exporters()) != known:
        known = exporters
        names = sorted({re.escape(name) for each in exporters.values() for name in each})
        if not names:
            return
        pattern = re.compile(rf"\b(?:{'|'.join(names)})\b".encode())
        found = False
        for path in plain:
            if path in project.modules:
                continue
            data = load(path)
            if isinstance(data, Problem) or not pattern.search(data):
                continue
            if project.imports_any(data, path, exporters.keys()):
                project.read(path, data)
                found = True
        if not found:
            return
        project.analyse()


def _result(project: Project, path: str) -> ScanResult:
    if path in project.problems:
        return ScanResult(path, problem=project.problems[path])
    module = project.modules[path]
    records = project.readers[path][1].records_of(module)
    findings, suppressed = _noqa.split(records.findings(), module.lines)
    return ScanResult(
        module.path,
        tuple(findings),
        tuple(records.kept_calls()),
        tuple(records.other_references()),
        tuple(suppressed),
        None,
        module.tree,
    )


def _has_anything(result: ScanResult) -> bool:
    return bool(
        result.problem or result.findings or result.suppressed or result.kept or result.references
    )
