"""Old error codes and statuses that no rule understood: they are named, and left as they are.

A helper in another file, ``code.lower()``, a table of handlers: what a rule cannot follow may be about a call
that moved all the same.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._literals import assigned
from chime_shim.fix._successor_facts import renamed_codes, statuses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from chime_shim.fix._source import Edit, Source
    from chime_shim.scan import Finding
    from chime_shim.scan.reader import Derived, Reading

    Moved = Iterable[tuple[Finding, str]]

__all__ = ["by_operation", "left_over", "looked_at", "stems"]

_STATUS = "HTTPStatusCode"
_PATH = ("ResponseMetadata", _STATUS)
_COMPARERS = {
    "assertEqual",
    "assertNotEqual",
    "assertIn",
    "eq",
    "ne",
    "__eq__",
    "__ne__",
    "count",
    "index",
    "get",
}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def by_operation(moved: Moved) -> list[tuple[Finding, str]]:
    """Return one of the calls of each operation: they are asked once for each file."""
    return list({(finding.operation, service): (finding, service) for finding, service in moved}.values())


def stems(moved: Moved) -> dict[str, str]:
    """Return the parts of old error codes by which texts are told, each with what has become of the code."""
    found: dict[str, str] = {}
    for finding, service in moved:
        for old, names in renamed_codes(finding.operation, service).items():
            found[old.removesuffix("Exception").lower()] = f"{old} is {' or '.join(names)}"
    return found


def left_over(
    tree: ast.Module,
    moved: Collection[tuple[Finding, str]],
    rules: Collection[str],
    known: Collection[int] = (),
    near: Collection[int] = (),
) -> Iterator[tuple[ast.AST, str]]:
    """Give the places with old codes and statuses, each with what to say of it.

    Args:
        tree: A file's.
        moved: Calls that moved, one of each operation, in whatever file, each with its service.
        rules: The names of the rules that are wanted.
        known: The ids of constants that are understood.
        near: The ids of functions that have to do with the status of a call that moved; 0 for the module.
    """
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    codes = stems(moved) if "error-codes" in rules else {}
    changes = {statuses(finding.operation, service) for finding, service in moved}
    numbers = {old: now for old, now in changes if old != now and "statuses" in rules}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    about = {*near, *(_function(node, parents) for node in constants if node.value == _STATUS)}
    for node in constants:
        around = parents.get(id(node))
        if id(node) in known or isinstance(around, ast.Expr):
            continue
        if isinstance(node.value, str):
            text = node.value.lower()
            for said in [said for stem, said in codes.items() if stem in text]:
                yield node, f"{said} for the calls that moved: this text is not rewritten"
        value = next((each for each in numbers if str(node.value) == str(each)), None)
        if value is not None and _function(node, parents) in about and _is_compared(node, parents):
            yield node, f"{value} is {numbers[value]} for calls that moved: this number is not rewritten"


def looked_at(
    source: Source, reading: Reading, moved: Collection[int], edits: Iterable[Edit]
) -> tuple[set[int], set[int]]:
    """Return the ids of constants that rules have understood, and of functions that read a status.

    Args:
        source: The file.
        reading: What the reader tells of it.
        moved: The ids of the calls that move.
        edits: What is done to the file.
    """
    known, near = set(), set()
    for each in (*reading.replies, *reading.errors):
        moves = any(id(call.node) in moved for call in each.calls)
        leads_there = each.keys == _PATH[: len(each.keys)]
        if moves and each.handler is None and leads_there:
            function = source.function(each.node)
            near.add(id(function) if function is not None else 0)
        is_read = (
            each.keys[-1:] == ("Code",) if each.handler is not None else each.keys == _PATH or not leads_there
        )
        if is_read if moves else each.calls:
            known |= {id(node) for node in _compared_with(source, each, whole=not moves)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_client_error":
            known |= {id(inner) for inner in ast.walk(node)}  # of Stubber: a rule of its own
    ranges = [(edit.start, edit.end) for edit in edits if edit.end > edit.start]
    for text in source.texts:
        start, end = source.start(text), source.end(text)
        if any(start < after and before < end for before, after in ranges):
            known.add(id(text))
    return known, near


def _compared_with(source: Source, derived: Derived, *, whole: bool) -> Iterator[ast.AST]:
    """Give all that is written where a value is compared, in the whole of its statement if wanted."""
    node: ast.AST = derived.node
    around = source.parent(node)
    while isinstance(around, ast.NamedExpr) or (whole and isinstance(around, ast.expr)):
        node, around = around, source.parent(around)
    if isinstance(around, ast.Match):
        inside: list[ast.AST] = [case.pattern for case in around.cases]
    elif whole:
        inside = [node]
    else:
        inside = [around] if isinstance(around, ast.Compare | ast.Call | ast.Subscript) else []
    for each in inside:
        for inner in ast.walk(each):
            yield inner
            if isinstance(inner, ast.Name) and (value := assigned(source, inner)) is not None:
                yield from ast.walk(value)


def _function(node: ast.AST, parents: dict[int, ast.AST]) -> int:
    around = parents.get(id(node))
    while around is not None and not isinstance(around, _FUNCTIONS):
        around = parents.get(id(around))
    return id(around) if around is not None else 0


def _is_compared(node: ast.AST, parents: dict[int, ast.AST]) -> bool:
    around = parents.get(id(node))
    while isinstance(around, ast.Tuple | ast.List | ast.Set | ast.BinOp | ast.keyword):
        around = parents.get(id(around))
    if isinstance(around, ast.Call):
        return (getattr(around.func, "attr", None) or getattr(around.func, "id", None)) in _COMPARERS
    return isinstance(around, ast.Compare | ast.MatchValue) or node in getattr(around, "keys", ())
