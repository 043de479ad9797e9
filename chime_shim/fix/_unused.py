"""Names that nothing reads once the edits are made: a region, an old endpoint, what they came from."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chime_shim.fix._literals import is_plain
from chime_shim.fix._scopes import scopes
from chime_shim.fix._source import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chime_shim.fix._scopes import Scope
    from chime_shim.fix._source import Source

__all__ = ["Unused", "unused"]

_SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_READS_ENVIRONMENT = re.compile(r"(?:os\.)?(?:getenv|environ\.get)\([^()]*\)")


@dataclass(frozen=True)
class Unused:
    """What becomes of names that nothing reads.

    Args:
        edits: Those that take their assignments and imports out.
        left: A place where each of the others was read, with its name: parameters, what others may import.
    """

    edits: list[Edit]
    left: list[tuple[ast.AST, str]]


def unused(
    source: Source, edits: Sequence[Edit], path: str, importers: Callable[[str, str], set[str]]
) -> Unused:
    """Find the names that were read only in what is replaced.

    Args:
        source: The file.
        edits: What is done to it.
        path: Its path.
        importers: Tells which files import a name from it.
    """
    found = Unused([], [])
    everything = scopes(source.tree) if edits else []
    exported = {str(each.value) for each in source.texts}
    while True:
        before = len(found.edits)
        found.left.clear()
        for scope, name, node in _unread(source, everything, [*edits, *found.edits]):
            edit = _removed(source, scope.node, name)
            is_taken = edit is not None and any(_overlap(edit, each) for each in (*edits, *found.edits))
            is_taken = is_taken or _is_imported_anew(source, name, edits)
            is_public = scope.outer is None and (name in exported or bool(importers(path, name)))
            if is_taken:
                continue
            if edit is None or is_public:
                found.left.append((node, name))
            else:
                found.edits.append(edit)
        if len(found.edits) == before:
            return found


def _unread(
    source: Source, everything: Sequence[Scope], edits: Sequence[Edit]
) -> Iterator[tuple[Scope, str, ast.AST]]:
    """Give the names that are bound once, and read nowhere but in what is replaced, each with a read."""
    written = {word for each in edits for word in re.findall(r"\w+", each.text)}
    for scope in everything:
        for name in [name for name, count in scope.bound.items() if count == 1 and name not in written]:
            meant = (each for each in everything if each.binder(name) is scope)
            reads = [node for each in meant for node in each.read.get(name, ())]
            is_class = isinstance(scope.node, ast.ClassDef)
            if reads and not is_class and all(_goes(source, node, edits) for node in reads):
                yield scope, name, reads[0]


def _goes(source: Source, node: ast.AST, edits: Sequence[Edit]) -> bool:
    """Tell whether a read of a name is in what is replaced."""
    start, end = source.start(node), source.end(node)
    return any(each.start <= start and end <= each.end for each in edits)


def _is_imported_anew(source: Source, name: str, edits: Sequence[Edit]) -> bool:
    """Tell whether an import of a name is one of another name now."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.alias) and (node.asname or node.name) == name:
            whole = Edit(source.start(node), source.end(node), "")
            return any(_overlap(whole, each) for each in edits)
    return False


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end


def _removed(source: Source, scope: ast.AST, name: str) -> Edit | None:
    """Return how what binds a name is taken out; None if it cannot be."""
    for statement in ast.walk(scope):
        if isinstance(statement, ast.Assign):
            value = statement.value
            names = [getattr(each, "id", "") for each in statement.targets]
            is_harmless = is_plain(value) or _READS_ENVIRONMENT.fullmatch(source.segment(value))
            if names == [name] and source.around(statement, *_SCOPES) is scope:
                return source.remove_statement(statement) if is_harmless else None
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                if (alias.asname or alias.name) == name and source.around(statement, *_SCOPES) is scope:
                    is_alone = len(statement.names) == 1
                    return source.remove_statement(statement) if is_alone else source.remove_argument(alias)
    return None
