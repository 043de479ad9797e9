"""Files: what is read, what becomes of it, and what is written."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.fix._comments import comments, reasons_by_line
from chime_shim.fix._fixer import planned
from chime_shim.fix._imports import Importers
from chime_shim.fix._outcome import Options
from chime_shim.fix._source import Source, applied, decoded
from chime_shim.scan import Problem, scan_paths, scan_source
from chime_shim.scan.project.files import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chime_shim.fix._outcome import FilePlan
    from chime_shim.scan import Finding, ScanResult

__all__ = ["FixResult", "fix_paths", "fix_source", "write"]


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


def write(result: FixResult) -> None:
    """Write a file, in its own encoding and with its own newlines.

    It is written beside and then put in its place: nothing is lost if the disk is full.
    """
    path = Path(result.path)
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{target.name}.chime-shim")
    try:
        beside.write_bytes(result.after.encode(result.encoding))
        beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _fixed(
    results: Sequence[ScanResult], texts: dict[str, tuple[str, str]], options: Options
) -> list[FixResult]:
    sources = {
        result.path: Source(texts[result.path][0], result.tree)
        for result in results
        if result.tree is not None and result.path in texts
    }
    found = [result for result in results if result.path in sources]
    failed: dict[str, FixResult] = {}
    while True:
        plans = planned(found, sources, options, failed)
        fixed = {path: _file(path, sources[path], texts[path][1], plan) for path, plan in plans.items()}
        failures = {path: each for path, each in fixed.items() if each.problem and path not in failed}
        if not failures:
            break
        # What is not done in one file must not be done in the others.
        failed |= failures
    fixed |= failed
    fixed |= {each.path: FixResult(each.path, problem=each.problem) for each in results if each.problem}
    ordered = (fixed[result.path] for result in results if result.path in fixed)
    return [
        each for each in ordered if each.problem or each.fixed or each.left or each.unobserved or each.changed
    ]


def _file(path: str, source: Source, encoding: str, plan: FilePlan) -> FixResult:
    lines = reasons_by_line(source, plan)
    said = list(comments(source, lines))
    try:
        after = applied(source.text, [*plan.edits, *said])
        ast.parse(after)
        after.encode(encoding)
    except (SyntaxError, ValueError) as error:
        # A mistake of ours: better nothing than that.
        return FixResult(
            path, problem=Problem(path, f"left alone, for its fixes do not fit together: {error}")
        )
    return FixResult(
        path,
        source.text,
        after,
        encoding,
        tuple(plan.fixed),
        tuple(plan.left),
        tuple(plan.unobserved),
        sum(map(bool, lines.values())),
    )
