"""Scanning a great many modules: in batches that are forgotten one after the other, and in several processes.

Modules that import one another go into the same batch.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chime_shim.scan.project.files import load
from chime_shim.scan.project.tree import Project
from chime_shim.scan.reader import Reading
from chime_shim.scan.reader.libraries import kept_methods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chime_shim.scan._finding import ScanResult

    Batch = list[tuple[str, bytes]]
    Scanned = tuple[dict[str, ScanResult], dict[str, set[str]]]

__all__ = ["in_batches"]

_SIZE = 400_000
"""How many bytes make a batch, unless a group of modules has more."""

_BATCHES = 2
"""How many batches a process takes: it never collects garbage, what it holds goes with it."""

_files: Sequence[str] = ()
_clients = False
_in_process = False


def in_batches(
    files: list[str], hits: Mapping[str, bytes], plain: list[str], processes: int, extras: Any
) -> tuple[dict[str, ScanResult], set[str]]:
    """Scan modules.

    Args:
        files: All files of the tree.
        hits: The modules, with what is in them.
        plain: Files that have no word about Chime in them.
        processes: How many processes share the work.
        extras: Whom to tell of progress, and whether the readings are wanted.

    Returns:
        The results, without syntax trees; and the modules that have to be read again, together with others
        that get a client from them.
    """
    project = Project(files, load)
    groups = project.groups({path: data.decode(errors="replace") for path, data in hits.items()})
    batches = list(_batches([[(path, hits[path]) for path in group] for group in groups]))
    found: dict[str, ScanResult] = {}
    if len(batches) == 1:
        return found, set(hits)  # what imports from it is found on the way
    exporters: dict[str, set[str]] = {}
    again: set[str] = set()
    for batch, (results, exported) in zip(
        batches, _scanned((files, extras.clients), batches, processes), strict=True
    ):
        if extras.progress is not None:
            extras.progress(len(files))
        strays = results.keys() - {path for path, _ in batch}
        if strays:
            # More than one batch may have come across them: nobody but one is to tell of them.
            again |= {path for path, _ in batch}
        found |= {path: result for path, result in results.items() if path not in strays}
        exporters |= exported
    if project.importers(exporters, plain):
        again |= exporters.keys()
    together = [set(group) for group in groups if again & set(group)]
    return found, set().union(*together)


def _batches(groups: Iterable[Batch]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for group in groups:
        batch += group
        size += sum(len(data) for _, data in group)
        if size > _SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _scanned(given: tuple[Sequence[str], bool], batches: list[Batch], processes: int) -> Iterator[Scanned]:
    if processes == 1:
        _begin(*given)
        yield from map(_scan, batches)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    context = multiprocessing.get_context(method)
    kept_methods()  # what each of them would read again
    turn = processes * _BATCHES
    for start in range(0, len(batches), turn):
        some = batches[start : start + turn]
        with ProcessPoolExecutor(min(processes, len(some)), context, _begin_process, given) as pool:
            yield from pool.map(_scan, some)


def _begin(files: Sequence[str], clients: bool) -> None:
    global _files, _clients
    _files, _clients = files, clients


def _begin_process(files: Sequence[str], clients: bool) -> None:
    global _in_process  # noqa: PLW0603 - once for each process
    _in_process = True
    _begin(files, clients)
    gc.freeze()
    gc.disable()


def _scan(batch: Batch) -> Scanned:
    project = Project(_files, load, whole=_clients)
    for path, data in batch:
        project.read(path, data)
    project.analyse()
    paths = (*project.modules, *project.problems)
    scanned = {path: _light(project.result(path)) for path in paths}, project.exporters()
    project.forget()
    if not _in_process:
        gc.collect()
    return scanned


def _light(result: ScanResult) -> ScanResult:
    """Leave out what is heavy to keep and to hand over: the syntax tree, and what only a rewrite needs."""
    return replace(
        result,
        findings=tuple(replace(each, node=None, call=None) for each in result.findings),
        suppressed=tuple(replace(each, node=None, call=None) for each in result.suppressed),
        kept=tuple(replace(each, node=None) for each in result.kept),
        references=tuple(replace(each, node=None) for each in result.references if each.kind == "dynamic"),
        reading=Reading(tuple(each.light() for each in result.reading.clients)) if result.reading else None,
        tree=None,
    )
