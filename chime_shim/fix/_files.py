"""Files: what is read, what becomes of it, and what is written."""

from __future__ import annotations

import ast
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.fix._elsewhere import in_its_file, of_commands, unwritable
from chime_shim.fix._guard import parsed
from chime_shim.fix._imports import Importers
from chime_shim.fix._left_over import by_operation, left_over, stems
from chime_shim.fix._mocks import expected, may_expect, places
from chime_shim.fix._places import decoded
from chime_shim.fix._plan import Options
from chime_shim.fix._proving import Text, proven
from chime_shim.fix._result import FixResult
from chime_shim.fix._source import Source
from chime_shim.scan import scan_paths, scan_source
from chime_shim.scan.formats.elsewhere import Elsewhere
from chime_shim.scan.formats.kinds import KINDS
from chime_shim.scan.project.files import load, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from chime_shim.scan import Finding, ScanResult
    from chime_shim.scan.formats.code import Code
    from chime_shim.scan.project.files import Census

    Moved = tuple[Finding, str]

__all__ = ["fix_paths", "fix_source"]


def fix_paths(
    paths: Iterable[str | os.PathLike[str]],
    options: Options | None = None,
    *,
    exclude: Iterable[str] = (),
    census: Census | None = None,
    kinds: Collection[str] = KINDS,
) -> list[FixResult]:
    """Work out the fixes of files and trees; nothing is written.

    Args:
        paths: Files and directories. Clients are followed from one to the other, so give all at once.
        options: What is wanted.
        exclude: Patterns of what to leave out, as ``scan_paths`` takes them.
        census: Counts the files by their kinds.
        kinds: The kinds of files that are looked at.

    Returns:
        A result for each file in which there is something, or which was passed over.
    """
    names = [os.fspath(path) for path in paths]
    exclude = list(exclude)
    held = Elsewhere()
    scanned = scan_paths(names, exclude=exclude, census=census, kinds=kinds, elsewhere=held)
    results = [*scanned, *(each for each in held.found if each.problem is not None)]
    texts: dict[str, Text] = {}
    apart: dict[str, str] = {}
    for result in results:
        if result.problem is None and result.tree is not None:
            code = held.codes.get(result.path)
            if code is not None:
                text, reason = Text(Source(code.text, result.tree), "utf-8"), _apart(code, held, names)
            else:
                text, reason = _read(result.path, result.tree, names)
            texts[result.path] = text
            apart |= {result.path: reason} if reason else {}

    files = list(walk(names, exclude, lambda _: None))
    wanted = replace(options or Options(), importers=Importers(lambda: files))
    fixed = _fixed(results, texts, wanted, apart, files)
    while wrong := unwritable(fixed, held):
        apart |= wrong
        fixed = _fixed(results, texts, wanted, apart, files)
    moved = by_operation(each for result in fixed for each in result.fixed)
    fixed = _with_places(fixed, files, texts, moved, wanted.rules) if moved else fixed
    done = [*(in_its_file(each, held) for each in fixed), *_commands(held, wanted, names)]
    lacking = {each.path: each.policies for each in held.policies if each.policies}
    done = [replace(each, policies=lacking.pop(each.path, ())) for each in done]
    return [*done, *(FixResult(path, policies=policies) for path, policies in lacking.items())]


def _apart(code: Code, held: Elsewhere, names: Sequence[str]) -> str:
    if code.path not in held.notebooks:
        return "it is Python inside another file, which is not rewritten"
    return _outside(code.path, names)


def _commands(held: Elsewhere, options: Options, names: Sequence[str]) -> Iterator[FixResult]:
    for result in held.found:
        if result.problem is None and result.findings and options.observed is None:
            reason = _outside(result.path, names)
            fixed = of_commands(result, held)
            yield (
                replace(fixed, after=fixed.before, fixed=(), left=result.findings, refused=reason)
                if reason
                else fixed
            )


def _read(path: str, tree: ast.Module, names: Sequence[str]) -> tuple[Text, str]:
    """Read a file that was scanned, and tell why it has to stay as it is; an empty text if it has not."""
    content = Path(path).read_bytes()
    text, encoding = decoded(content)
    reason = _outside(path, names)
    if not reason and text.encode(encoding) != content:
        reason = f"it cannot be written as it is in {encoding}"
    elif not reason and ast.dump(parsed(text), include_attributes=True) != ast.dump(
        tree, include_attributes=True
    ):
        reason = "it changed while it was read"
    return Text(Source(text, tree), encoding), reason


def _outside(path: str, names: Sequence[str]) -> str:
    real = Path(path).resolve()
    if any(real.is_relative_to(Path(name).resolve()) for name in names):
        return ""
    return "it is outside of what was given: a symbolic link leads there"


def _with_places(
    fixed: Sequence[FixResult],
    files: Iterable[str],
    texts: Collection[str],
    moved: Collection[Moved],
    rules: Collection[str],
) -> list[FixResult]:
    """Note what no rule looks at: tests that expect a client of ``chime``, and old codes in other files."""
    known = {each.path: each for each in fixed}
    words = [each.encode() for each in (*stems(moved), "httpstatuscode")]
    for path in sorted(files):
        content = load(path)
        if not isinstance(content, bytes):
            continue
        expects = may_expect(content, Path(path).name)
        speaks = path not in texts and any(each in content.lower() for each in words)
        if not (expects or speaks):
            continue
        try:
            tree = parsed(known[path].after if path in known else content)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # the scan says so
        found = [*places(tree), *expected(tree, moved)] if expects else []
        found += left_over(tree, moved, rules) if speaks else ()
        notes = {(node.lineno, text) for node, text in found}  # type: ignore[attr-defined]
        if notes:
            result = known.get(path, FixResult(path))
            known[path] = replace(result, notes=tuple(sorted({*result.notes, *notes})))
    return list(known.values())


def fix_source(source: str | bytes, options: Options | None = None, path: str = "<string>") -> FixResult:
    """Work out the fixes of one text.

    Args:
        source: The text of a module.
        options: What is wanted.
        path: What to call it.
    """
    result = scan_source(source, path)
    if result.problem is not None:
        return FixResult(path, problem=result.problem)
    text, encoding = (source, "utf-8") if isinstance(source, str) else decoded(source)
    texts = {path: Text(Source(text, result.tree), encoding)} if result.tree is not None else {}
    fixed = _fixed([result], texts, options or Options(), {}, [path])
    return fixed[0] if fixed else FixResult(path, text, text, encoding)


def _fixed(
    results: Sequence[ScanResult],
    texts: Mapping[str, Text],
    options: Options,
    apart: Mapping[str, str],
    files: Sequence[str],
) -> list[FixResult]:
    scan = partial(_scanned, files)
    fixed = proven([each for each in results if each.path in texts], texts, options, scan, apart)
    fixed |= {each.path: FixResult(each.path, problem=each.problem) for each in results if each.problem}
    ordered = (fixed[result.path] for result in results if result.path in fixed)
    return [each for each in ordered if _says_something(each)]


def _says_something(result: FixResult) -> bool:
    return bool(
        result.problem
        or result.refused
        or result.fixed
        or result.left
        or result.unobserved
        or result.changed
        or result.notes
        or result.comments
    )


def _scanned(files: Sequence[str], texts: Mapping[str, str]) -> list[ScanResult]:
    """Scan texts together, as if they were in their files; the others are as they are."""
    from chime_shim.scan.project.tree import Project

    project = Project(files, load)
    for path, text in texts.items():
        project.read(path, text)
    project.analyse()
    problems = [project.result(path) for path in project.problems]
    # Where no client of chime is left, calls of other clients count nevertheless.
    return problems + [
        replace(project.result(path), reading=project.reading(path)) for path in project.modules
    ]
