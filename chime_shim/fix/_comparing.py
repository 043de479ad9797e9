"""Comparisons of a value that has become another one: how they accept both, or why they are left."""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chime_shim.fix._literals import assigned
from chime_shim.fix._source import Edit, NotThereError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chime_shim.fix._source import Source

    Changes = Mapping[Any, Sequence[Any]]  # from old values, texts or numbers, to new ones

__all__ = ["Comparison", "compared"]

_ORDER = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
_EQUAL: Mapping[type[ast.cmpop], str] = {ast.Eq: "in", ast.NotEq: "not in"}
_PREDICATES = {"__contains__", "__eq__", "__ne__", "count", "endswith", "find", "index", "startswith"}
_MEMBER = (ast.In, ast.NotIn)
_DISPLAYS = (ast.Tuple, ast.List, ast.Set)


@dataclass
class Comparison:
    """What becomes of one comparison.

    Attributes:
        edits: How it accepts the old value and the new ones.
        unclear: Whether it would have to be changed, and is not.
        about: The old values that it is about; none, if the source does not tell.
    """

    edits: list[Edit] = field(default_factory=list)
    unclear: bool = False
    about: set[Any] = field(default_factory=set)


def compared(source: Source, node: ast.expr, new: Changes) -> Comparison:
    """Work out what becomes of the comparison that an expression is in, if it is in one.

    Args:
        source: The file.
        node: The expression.
        new: What old values have become.
    """
    found = Comparison()
    try:
        _compared(source, node, new, found)
    except NotThereError:
        found.edits.clear()
        found.unclear = True
    return found


def _compared(source: Source, node: ast.expr, new: Changes, found: Comparison) -> None:
    around = source.parent(node)
    if isinstance(around, ast.NamedExpr):
        node, around = around, source.parent(around)
    if isinstance(around, ast.Compare):
        _compare(source, node, around, new, found)
    elif isinstance(around, ast.Match) and around.subject is node:
        for case in around.cases:
            _pattern(source, case.pattern, new, found)
    elif isinstance(around, ast.Call) and node is not around.func:
        # As in unittest's assertEqual, or as the key of a dictionary's get.
        others = [*around.args, *(each.value for each in around.keywords)]
        holder = _values(source, around.func.value) if isinstance(around.func, ast.Attribute) else None
        beside = {*(holder or ()), *(_value(source, each) for each in others if each is not node)}
        found.about = beside & set(new)
        found.unclear = bool(found.about)
    elif isinstance(around, ast.Attribute) and around.attr in _PREDICATES:
        call = source.parent(around)
        given = [_value(source, each) for each in call.args] if isinstance(call, ast.Call) else []
        found.about = {
            old
            for old, several in new.items()
            if any(_answer(old, around.attr, given) != _answer(each, around.attr, given) for each in several)
        }
        found.unclear = bool(found.about)
    elif isinstance(around, ast.Subscript) and around.slice is node:
        known = _values(source, around.value)
        found.unclear = known is None or bool(known & set(new))


def _answer(value: str | int, method: str, given: Sequence[Any]) -> object:
    """Return what a value answers to a question; itself, if that cannot be told."""
    try:
        return getattr(value, method)(*given)
    except (TypeError, ValueError, AttributeError):
        return value


def _compare(
    source: Source,
    node: ast.expr,
    compare: ast.Compare,
    new: Changes,
    found: Comparison,
) -> None:
    operands = [compare.left, *compare.comparators]
    if len(compare.ops) > 1:
        for left, op, right in zip(operands, compare.ops, operands[1:], strict=False):
            if node in {left, right}:
                beside = _value(source, right if node is left else left)
                found.unclear |= not _is_the_same(op, beside, node is left, new)
        return
    op, other = compare.ops[0], operands[1] if node is compare.left else compare.left
    value = _value(source, other)
    if isinstance(op, _MEMBER) and node is compare.left:
        if isinstance(other, _DISPLAYS):
            found.edits += _added(source, other, new)
        else:
            known = _values(source, other)
            found.about = (known or set()) & set(new)
            found.unclear = known is None or bool(found.about)
    elif value in new and type(op) in _EQUAL:
        texts = [*_ordered(source, other, new[value])]
        found.about = {value}
        if node is compare.left:
            found.edits.append(source.operator(node, other, _EQUAL[type(op)]))
            found.edits.append(source.replace(other, f"({', '.join(texts)})"))
        elif isinstance(node, ast.Name):
            found.edits.append(source.operator(other, node, _EQUAL[type(op)]))
            found.edits.append(source.replace(other, node.id))
            found.edits.append(source.replace(node, f"({', '.join(texts)})"))
        else:
            found.unclear = True
    else:
        found.unclear = not _is_the_same(op, value, node is compare.left, new)


def _is_the_same(
    op: ast.cmpop,
    value: str | int | None,
    is_left: bool,
    new: Changes,
) -> bool:
    """Tell whether a comparison with a value comes out as it did, for each old value and its new ones."""
    if value is None:
        return isinstance(op, ast.Is | ast.IsNot)
    if isinstance(op, _MEMBER):
        return not any(str(each) in str(value) for each in new)  # "Throttl" in code
    if type(op) in _ORDER and isinstance(value, int):
        order = _ORDER[type(op)]
        sides = [
            (old, each) for old, several in new.items() for each in several if isinstance(old, int | float)
        ]
        return all(
            (order(old, value) == order(each, value))
            if is_left
            else (order(value, old) == order(value, each))
            for old, each in sides
        )
    return value not in new and not any(value in several for several in new.values())


def _pattern(
    source: Source,
    pattern: ast.pattern,
    new: Changes,
    found: Comparison,
) -> None:
    alternatives = pattern.patterns if isinstance(pattern, ast.MatchOr) else [pattern]
    there = {_value(source, each.value) for each in alternatives if isinstance(each, ast.MatchValue)}
    for each in alternatives:
        if isinstance(each, ast.MatchValue):
            more = [value for value in new.get(_value(source, each.value) or "", ()) if value not in there]
            if more and not isinstance(each.value, ast.Constant):
                found.unclear = True
                continue
            end = source.end(each)
            text = "".join(f" | {_written(source, value, each)}" for value in more)
            found.edits += [Edit(end, end, text)] if text else []
        elif isinstance(each, ast.MatchAs) and each.pattern is not None:
            # A second pattern beside one that is captured needs parentheses, unless there are some.
            found.unclear |= any(_value(source, inner.value) in new for inner in _matched(each))


def _matched(pattern: ast.AST) -> Iterator[ast.MatchValue]:
    return (each for each in ast.walk(pattern) if isinstance(each, ast.MatchValue))


def _added(source: Source, display: ast.Tuple | ast.List | ast.Set, new: Changes) -> Iterator[Edit]:
    there = {_value(source, item) for item in display.elts}
    for item in display.elts:
        value = _value(source, item)
        if value is not None:
            for each in new.get(value, ()):
                if each not in there:
                    yield source.add_after(item, _written(source, each, item))


def _ordered(source: Source, old: ast.expr, values: Sequence[str | int]) -> Iterator[str]:
    """Give the texts of the values that are accepted: numbers from the least on, names after the old one."""
    texts = [source.segment(old), *(_written(source, each, old) for each in values)]
    yield from sorted(texts) if all(isinstance(each, int) for each in values) else texts


def _written(source: Source, value: str | int, near: ast.AST) -> str:
    return source.quoted(value, near) if isinstance(value, str) else repr(value)


def _value(source: Source, node: ast.expr) -> str | int | None:
    """Return the text or number that an expression is, if that is written out."""
    if isinstance(node, ast.Name):
        node = assigned(source, node) or node
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _values(source: Source, node: ast.expr) -> set[str | int] | None:
    """Return what is in a collection that is written out elsewhere; None if the source does not tell."""
    if isinstance(node, ast.Name):
        node = assigned(source, node) or node
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"frozenset", "set", "tuple", "list"}:
        node = node.args[0] if len(node.args) == 1 else node
    if isinstance(node, ast.Dict):
        items: Sequence[ast.expr | None] = node.keys
    elif isinstance(node, _DISPLAYS):
        items = node.elts
    else:
        return None
    values = [None if each is None else _value(source, each) for each in items]
    return None if None in values else {each for each in values if each is not None}
