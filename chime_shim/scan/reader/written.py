"""What expressions look like: how they are written, and whether they are numbers or names."""

from __future__ import annotations

import ast

from chime_shim.scan.reader.kept import kept_at_the_node

__all__ = ["assigned", "dotted", "is_property", "number_of", "same_name", "written"]


def dotted(node: ast.AST) -> str | None:
    """Return ``"a.b.c"`` for an attribute of an attribute of a name; None for all else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def written(node: ast.expr) -> str:
    """Return the dotted name of what is called or used as a decorator, as far as it has one."""
    if isinstance(node, ast.Call):
        node = node.func
    return dotted(node) or (node.attr if isinstance(node, ast.Attribute) else "")


def number_of(node: ast.expr) -> int | None:
    """Return the number that an expression is, if it is written out."""
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def same_name(key: ast.expr, value: ast.expr) -> bool:
    """Tell whether a name is the key of what is made of it."""
    return isinstance(key, ast.Name) and any(
        isinstance(each, ast.Name) and each.id == key.id for each in ast.walk(value)
    )


@kept_at_the_node
def assigned(node: ast.ClassDef) -> frozenset[str]:
    """Return the attributes that the methods of a class assign."""
    return frozenset(
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)
    )


def is_property(name: str) -> bool:
    """Tell whether a decorator makes a method an attribute."""
    last = name.rpartition(".")[2]
    return last in {"property", "cached_property", "abstractproperty", "getter", "hybrid_property"}
