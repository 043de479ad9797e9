"""From paths and texts to results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._finding import ScanResult
from chime_shim.scan._project import Project

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["scan_paths", "scan_source"]


def scan_source(source: str | bytes, path: str = "<string>", *, everything: bool = False) -> ScanResult:
    """Scan one text.

    Args:
        source: The text of a module; bytes are decoded as Python does it, by their coding cookie.
        path: What to call it in the results.

    Returns:
        What was found; never raises for the sake of the source: see ``ScanResult.problem``.
    """
    project = Project({path: path}, lambda _: b"", everything=everything)
    project.read(path, source)
    project.analyse()
    return _result(project, path)


def _result(project: Project, path: str) -> ScanResult:
    if path in project.problems:
        return ScanResult(path, problem=project.problems[path])
    module = project.modules[path]
    records = project.reader.records_of(module)
    return ScanResult(
        module.path,
        tuple(records.findings()),
        tuple(records.kept_calls()),
        tuple(records.other_references()),
        (),
        None,
        module.tree,
    )


def scan_paths(
    paths: Iterable[str | os.PathLike[str]], *, exclude: Iterable[str] = ()
) -> Iterator[ScanResult]:
    """Scan files, and directories with all that is below them.

    Args:
        paths: Files and directories; what is named here is scanned even if it would be excluded.
        exclude: Further patterns of names or paths to leave out, such as ``"vendor"`` or ``"tests/data/*"``.

    Yields:
        The results of the files in which there is something, and of those that were passed over.
    """
    import os

    names = []
    for path in paths:
        for directory, _, files in os.walk(path):
            names += [os.path.join(directory, file) for file in files if file.endswith(".py")]
    project = Project({os.path.normpath(name): name for name in names}, lambda path: open(path, "rb").read())
    for name in names:
        project.read(os.path.normpath(name))
    project.analyse()
    for path in [*project.modules, *project.problems]:
        yield _result(project, path)
