"""From paths and texts to results."""

from __future__ import annotations

import contextlib
import gc
import os
from typing import TYPE_CHECKING, NamedTuple

from chime_shim.scan._finding import Problem, ScanResult
from chime_shim.scan.formats.elsewhere import Elsewhere, read_elsewhere
from chime_shim.scan.formats.kinds import KINDS
from chime_shim.scan.project.files import load, walk
from chime_shim.scan.project.prefilter import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from chime_shim.scan.project.files import Census
    from chime_shim.scan.project.tree import Project

__all__ = ["scan_paths", "scan_source", "without_collections"]

_WORTH_PROCESSES = 1_000_000
"""From how many bytes on it is worth starting processes."""


def scan_source(source: str | bytes, path: str = "<string>") -> ScanResult:
    """Scan one text.

    Args:
        source: The text of a module; bytes are decoded as Python does it, by their coding cookie.
        path: What to call it in the results.

    Returns:
        What was found. It never raises for the sake of the source: see ``ScanResult.problem``.
    """
    from chime_shim.scan.project.tree import Project

    project = Project([path], load)
    project.read(path, source)
    project.analyse()
    return project.result(path)


def scan_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    exclude: Iterable[str] = (),
    progress: Callable[[int], object] | None = None,
    jobs: int | None = 1,
    census: Census | None = None,
    clients: bool = False,
    kinds: Collection[str] = KINDS,
    elsewhere: Elsewhere | None = None,
) -> Iterator[ScanResult]:
    """Scan files, and directories with all that is below them.

    Args:
        paths: Files and directories; what is named here is scanned even if it would be excluded.
        exclude: Patterns of names or paths to leave out, such as ``"vendor"`` or ``"tests/data/*"``,
            beside the directories that hold no source of one's own, such as ``.venv``.
        progress: Is called now and then with the number of files that were looked at.
        jobs: How many processes may share the work; None for as many as there are processors, if it is worth
            it. Unless it is 1, results may come without nodes, trees and most references.
        census: Counts the files by their kinds.
        clients: Whether ``ScanResult.reading`` is wanted even where another process did the work;
            without nodes.
        kinds: The kinds of files that are looked at.
        elsewhere: Is filled with what is in files that are no modules. Results are then those of the code
            in them, as it is there; what else is found stays in it.

    Yields:
        The results of the files in which there is something, and of those that were passed over, in the
        order of their paths.
    """
    problems: list[Problem] = []
    others: dict[str, str] = {}
    with without_collections():
        names = [os.fspath(path) for path in paths]
        files = list(walk(names, exclude, problems.append, census, kinds=kinds, elsewhere=others))
        held = Elsewhere() if elsewhere is None else elsewhere
        hits, plain = _sifted(files, problems, held, progress)
        read_elsewhere(others, held)
        hits |= held.modules()
        found = _analysed(files, hits, plain, jobs, _Extras(progress, clients)) if hits else {}
    if progress is not None:
        progress(len(files))
    unread = {each.path: each for each in problems}  # a link to itself is no file, and no directory
    results = [ScanResult(path, problem=each) for path, each in unread.items() if path not in found]
    results += found.values()
    if census is not None:
        census.foreign.update(held.foreign)
    if elsewhere is None:
        results = held.placed(results)
    yield from sorted((each for each in results if _has_anything(each)), key=lambda each: each.path)


def _sifted(
    files: list[str], problems: list[Problem], held: Elsewhere, progress: Callable[[int], object] | None
) -> tuple[dict[str, bytes], list[str]]:
    """Tell the files that have a word about Chime in them, with what is in them, from the others."""
    hits: dict[str, bytes] = {}
    plain: list[str] = []
    for count, path in enumerate(files, start=1):
        data = load(path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        held.look_for_policies(path, data)
        if (b"chime" in data or not path.endswith(".pyi")) and mentions(data):  # a stub calls nothing
            hits[path] = data
        else:
            plain.append(path)
        if progress is not None and not count % 100:
            progress(count)
    return hits, plain


class _Extras(NamedTuple):
    progress: Callable[[int], object] | None
    clients: bool


def _analysed(
    files: list[str], hits: Mapping[str, bytes], plain: list[str], jobs: int | None, extras: _Extras
) -> dict[str, ScanResult]:
    from chime_shim.scan.project.batches import in_batches
    from chime_shim.scan.project.tree import Project

    found: dict[str, ScanResult] = {}
    again: Iterable[str] = hits
    if jobs != 1:
        size = sum(map(len, hits.values()))
        processes = jobs or (os.cpu_count() or 1 if size > _WORTH_PROCESSES else 1)
        found, again = in_batches(files, hits, plain, processes, extras)
    if again:
        project = Project(files, load, whole=jobs == 1 or extras.clients)
        for path in sorted(again):
            project.read(path, hits[path])
        tick = None if extras.progress is None else lambda: extras.progress(len(files))  # type: ignore[misc]
        project.analyse(tick)
        follow(project, plain, tick)
        found |= {path: project.result(path) for path in (*project.modules, *project.problems)}
    return found


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """Keep the garbage collector from going through syntax trees again and again: none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def follow(project: Project, plain: list[str], tick: Callable[[], object] | None) -> None:
    """Read the modules that have no word about Chime in them, and get a client from one that has."""
    while importers := project.importers(project.exporters(), plain):
        for path, data in importers.items():
            project.read(path, data)
        project.analyse(tick)


def _has_anything(result: ScanResult) -> bool:
    return any(
        (result.problem, result.findings, result.suppressed, result.kept, result.references, result.policies)
    )
