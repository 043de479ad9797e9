"""Where a reply goes: what is read out of it by a key is looked at by itself; what is not known leaves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.fix._sites import Site
    from chime_shim.scan.reader import Derived

__all__ = ["passed_on"]

_HARMLESS = (ast.Expr, ast.If, ast.While, ast.IfExp, ast.Assert, ast.NamedExpr, ast.AnnAssign)


def passed_on(site: Site, parts: Callable[[tuple[str | None, ...]], bool]) -> bool:
    """Tell whether the reply of a call goes where it is not seen what is read out of it.

    Args:
        site: The call.
        parts: Tells by its keys whether a part of the reply counts.
    """
    replies = site.facts.replies(site.call)
    if not replies:
        around = site.source.parent(site.call)
        around = site.source.parent(around) if isinstance(around, ast.Await) else around
        return not isinstance(around, ast.Expr)
    return any(parts(each.keys) and _goes_on(site, each) for each in replies)


def _goes_on(site: Site, derived: Derived) -> bool:
    source = site.facts.sources[derived.path]
    node = derived.node
    around = source.parent(node)
    if isinstance(around, ast.Await):
        node, around = around, source.parent(around)
    if isinstance(around, ast.Attribute):
        node, around = around, source.parent(around)
    if isinstance(around, ast.Subscript) or (isinstance(around, ast.Call) and around.func is node):
        return not any(each.node is around for each in site.facts.replies(site.call))
    if isinstance(around, ast.keyword):
        around = source.parent(around)
    if isinstance(around, ast.Call):
        return getattr(around.func, "id", None) not in {*_functions(site), "len", "bool"}
    if isinstance(around, ast.Assign):
        return not all(isinstance(each, ast.Name) for each in around.targets)
    if isinstance(around, ast.For | ast.AsyncFor | ast.comprehension):
        return around.iter is not node or not isinstance(around.target, ast.Name)
    return not isinstance(around, _HARMLESS)


def _functions(site: Site) -> set[str]:
    return {node.name for node in ast.walk(site.source.tree) if isinstance(node, ast.FunctionDef)}
