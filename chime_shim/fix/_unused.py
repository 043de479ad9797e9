"""Names that nothing reads once the edits are made: a region, an old endpoint, what they came from."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from chime_shim.fix._literals import is_plain
from chime_shim.fix._scopes import scopes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chime_shim.fix._source import Edit, Source

__all__ = ["unused"]

_READS_ENVIRONMENT = re.compile(r"(?:os\.)?(?:getenv|environ\.get)\([^()]*\)")


def unused(
    source: Source, edits: Sequence[Edit], path: str, importers: Callable[[str, str], set[str]]
) -> list[Edit]:
    """Remove the assignments and imports of names that were read only in what is replaced.

    Args:
        source: The file.
        edits: What is done to it.
        path: Its path.
        importers: Tells which files import a name from it.
    """
    found: list[Edit] = []
    while edits:
        edit = _next(source, [*edits, *found], path, importers)
        if edit is None:
            break
        found.append(edit)
    return found


def _next(
    source: Source, edits: Sequence[Edit], path: str, importers: Callable[[str, str], set[str]]
) -> Edit | None:
    everything = scopes(source.tree)
    exported = {each.value for each in ast.walk(source.tree) if isinstance(each, ast.Constant)}
    for scope in everything:
        if isinstance(scope.node, ast.ClassDef):
            continue
        for name in [name for name, count in scope.bound.items() if count == 1]:
            reads = [
                node for each in everything if each.binder(name) is scope for node in each.read.get(name, ())
            ]
            written = any(re.search(rf"\b{name}\b", each.text) for each in edits)
            if (
                not reads
                or written
                or name in exported
                or not all(_goes(source, node, edits) for node in reads)
            ):
                continue
            edit = _removed(source, scope.node, name)
            if edit is None or any(edit.start < each.end and each.start < edit.end for each in edits):
                continue
            if scope.outer is None and importers(path, name):
                continue
            return edit
    return None


def _goes(source: Source, node: ast.AST, edits: Sequence[Edit]) -> bool:
    """Tell whether a read of a name is in what is replaced."""
    start, end = source.start(node), source.end(node)
    return any(each.start <= start and end <= each.end for each in edits)


def _removed(source: Source, scope: ast.AST, name: str) -> Edit | None:
    for statement in ast.walk(scope):
        if isinstance(statement, ast.Assign) and [getattr(each, "id", "") for each in statement.targets] == [
            name
        ]:
            value = statement.value
            is_harmless = is_plain(value) or _READS_ENVIRONMENT.fullmatch(source.segment(value))
            return source.remove_statement(statement) if is_harmless else None
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                if (alias.asname or alias.name) == name:
                    if len(statement.names) == 1:
                        return source.remove_statement(statement)
                    return source.remove_argument(alias)
    return None
