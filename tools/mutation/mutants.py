"""Changes of a program that its tests should notice, each of one place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mutant", "compiles", "mutants_of"]

_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "+"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}


class Mutant(NamedTuple):
    """One change.

    Attributes:
        place: The function it is in, with its classes.
        line: Where it begins.
        kind: What was done.
        start: Where the text that it replaces begins, in bytes.
        end: Where that ends.
        text: What stands there instead.
        before: What stood there.
        lines: The lines of the statement, or of a compound statement's head.
    """

    place: str
    line: int
    kind: str
    start: int
    end: int
    text: str
    before: str
    lines: tuple[int, int] = (0, 0)

    def applied(self, source: bytes) -> bytes:
        """Return the changed program."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants_of(source: bytes) -> list[Mutant]:
    """Return each change of a program. Some are no program any more: ``compiles`` tells."""
    return list(_Finder(source).found())


def compiles(source: bytes) -> bool:
    """Tell whether this is a program."""
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


class _Finder:
    """Walks a program, and leaves out what no test could notice: annotations, docstrings, ``__all__``."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def found(self) -> Iterator[Mutant]:
        yield from self.within(ast.parse(self.source), (), (0, 0))

    def within(self, node: ast.AST, place: tuple[str, ...], lines: tuple[int, int]) -> Iterator[Mutant]:
        if isinstance(node, ast.stmt):
            lines = _lines(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            place = (*place, node.name)
        if _is_dead(node):
            return
        for kind, changed, text in self.changes(node):
            start, end = self.span(changed) if isinstance(changed, ast.AST) else changed
            before = self.source[start:end].decode()
            line = _line(self.source, start)
            yield Mutant(".".join(place), line, kind, start, end, text, before, lines)
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "type_params"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield from self.within(child, place, lines)

    def changes(  # noqa: C901, PLR0912 - a table of kinds
        self, node: ast.AST
    ) -> Iterator[tuple[str, ast.AST | tuple[int, int], str]]:
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield from self.swap(
                "comparison", node.left, node.comparators[0], _COMPARISONS[type(node.ops[0])]
            )
        elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            yield from self.swap("arithmetic", node.left, node.right, _ARITHMETIC[type(node.op)])
        elif isinstance(node, ast.BoolOp):
            words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield from self.swap("and/or", node.values[0], node.values[1], words)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield "without not", node, f"({self.text(node.operand)})"
        elif isinstance(node, ast.Constant):
            yield from self.constant(node)
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield "condition", node.test, f"(not ({self.text(node.test)}))"
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield "filter", test, "True"
        elif isinstance(node, ast.Return) and node.value and not _is_nothing(node.value):
            yield "returns None", node.value, "None"
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
            yield "without the statement", node, "pass"
        elif isinstance(node, ast.Continue | ast.Break):
            yield "loop", node, "break" if isinstance(node, ast.Continue) else "continue"
        elif isinstance(node, ast.Raise):
            yield "without raise", node, "pass"
        elif isinstance(node, ast.Call) and (named := [each for each in node.keywords if each.arg]):
            yield from (("without an argument", each, "**{}") for each in named)

    def constant(self, node: ast.Constant) -> Iterator[tuple[str, ast.AST, str]]:
        if isinstance(node.value, bool):
            yield "constant", node, str(not node.value)
        elif isinstance(node.value, int | float):
            yield "constant", node, repr(node.value + 1)
        elif isinstance(node.value, str | bytes) and self.text(node)[-1:] in {'"', "'"}:
            yield "constant", node, repr(type(node.value)()) if node.value else repr("XX")

    def swap(
        self, kind: str, left: ast.AST, right: ast.AST, words: tuple[str, str]
    ) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Exchange an operator, which has no place of its own: it is between its operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        at = self.source[start:end].find(words[0].encode())
        if at >= 0:
            yield kind, (start + at, start + at + len(words[0])), words[1]

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.source[start:end].decode()

    def span(self, node: ast.AST) -> tuple[int, int]:
        if isinstance(node, ast.expr | ast.stmt | ast.keyword):
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            return (
                self.starts[node.lineno - 1] + node.col_offset,
                self.starts[node.end_lineno - 1] + node.end_col_offset,
            )
        raise TypeError(node)


def _is_dead(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(
            isinstance(each, ast.Name) and each.id in {"__all__", "__slots__"} for each in node.targets
        )
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    # Their pieces have no places of their own before Python 3.12.
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_nothing(node: ast.AST) -> bool:
    # Its callers look at the truth of it.
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _lines(node: ast.stmt) -> tuple[int, int]:
    body = getattr(node, "body", None)
    assert node.end_lineno is not None
    return node.lineno, max(node.lineno, body[0].lineno - 1) if body else node.end_lineno


def _line(source: bytes, at: int) -> int:
    return source.count(b"\n", 0, at) + 1
