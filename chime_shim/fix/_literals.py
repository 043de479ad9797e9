"""What values are written out in the source: dictionaries, strings and plain expressions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chime_shim.fix._source import Source

__all__ = ["assigned", "is_plain", "keys_of", "string_of"]

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)
_WORK = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)


def is_plain(node: ast.expr) -> bool:
    """Tell whether an expression may be written twice: nothing is called in it but ``str``."""
    return not any(isinstance(inner, _WORK) and not _is_str(inner) for inner in ast.walk(node))


def _is_str(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str"


def string_of(source: Source, node: ast.expr | None) -> str | None:
    """Return the string that an expression is, if it is written out."""
    if isinstance(node, ast.Name):
        node = assigned(source, node)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def assigned(source: Source, name: ast.Name) -> ast.expr | None:
    """Return what a name is assigned, if that happens once in its function, or else once in the module."""
    scope: ast.AST | None = name
    while scope is not None:
        scope = source.around(scope, *_SCOPES)
        if scope is None or isinstance(scope, ast.ClassDef):
            continue
        stores = [
            each
            for each in ast.walk(scope)
            if isinstance(each, ast.Name) and each.id == name.id and not isinstance(each.ctx, ast.Load)
        ]
        parameters = [each for each in ast.walk(scope) if isinstance(each, ast.arg) and each.arg == name.id]
        if not stores and not parameters:
            continue
        parent = source.parent(stores[0]) if len(stores) == 1 and not parameters else None
        return parent.value if isinstance(parent, ast.Assign | ast.AnnAssign) else None
    return None


def keys_of(source: Source, node: ast.expr) -> set[str] | None:
    """Return keys that a dictionary surely has; None if the source does not tell."""
    name = node if isinstance(node, ast.Name) else None
    value = assigned(source, name) if name is not None else node
    if name is not None and _loses_keys(source, name):
        return None
    if isinstance(value, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in value.keys]
        return {key for key in keys if isinstance(key, str)}
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "dict":
        return {each.arg for each in value.keywords if each.arg is not None}
    return None


def _loses_keys(source: Source, name: ast.Name) -> bool:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == name.id:
            parent = source.parent(node)
            if isinstance(parent, ast.Attribute) and parent.attr in {"pop", "popitem", "clear"}:
                return True
            if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Del):
                return True
    return False
