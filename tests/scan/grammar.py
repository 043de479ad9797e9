"""Programs with one legacy call each: in every field of every kind of node that this Python's grammar has.

The kinds and their fields come from ``ast`` itself: a construct that a later Python adds is tried as well.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = "client.create_meeting(ClientRequestToken='t')"
HEADER = 'import boto3\nclient = boto3.client("chime")\n'

# A program for each kind of node, so that each of its fields is there. Names in it mean nothing.
SAMPLES = {
    "AnnAssign": "a.b: c = d",
    "Assert": "assert a, b",
    "Assign": "a[b] = c",
    "AsyncFor": "async def f():\n    async for a[b] in c:\n        d\n    else:\n        e",
    "AsyncFunctionDef": "@a\nasync def f(b: c = d, *e: g, h: i = j, **k: l) -> m:\n    n",
    "AsyncWith": "async def f():\n    async with a as b[c]:\n        d",
    "Attribute": "a.b",
    "AugAssign": "a[b] += c",
    "Await": "async def f():\n    await a",
    "BinOp": "a - b",
    "BoolOp": "a and b",
    "Call": "a(b, *c, d=e, **g)",
    "ClassDef": "@a\nclass B(c, d=e):\n    g",
    "Compare": "a < b < c",
    "Delete": "del a[b], a.c",
    "Dict": "{a: b, **c}",
    "DictComp": "{a: b for c[d] in e if g}",
    "ExceptHandler": "try:\n    a\nexcept b:\n    c",
    "Expr": "a",
    "For": "for a[b] in c:\n    d\nelse:\n    e",
    "FormattedValue": "f'{a:{b}}'",
    "FunctionDef": "@a\ndef f(b: c = d, /, e: g = h, *i: j, k: l = m, **n: o) -> p:\n    q",
    "GeneratorExp": "(a for b[c] in d if e)",
    "If": "if a:\n    b\nelif c:\n    d\nelse:\n    e",
    "IfExp": "a if b else c",
    "Interpolation": "t'{a:{b}}'",
    "JoinedStr": "f'{a}'",
    "Lambda": "lambda a=b, *, c=d: e",
    "List": "[a, *b]",
    "ListComp": "[a for b[c] in d if e]",
    "Match": "match a:\n    case b.c if d:\n        e",
    "MatchClass": "match a:\n    case b.c(d.e, g=h.i):\n        j",
    "MatchMapping": "match a:\n    case {b.c: d.e}:\n        g",
    "MatchValue": "match a:\n    case b.c:\n        d",
    "NamedExpr": "(a := b)",
    "ParamSpec": "def f[**A = b](): c",
    "Raise": "raise a from b",
    "Return": "def f():\n    return a\n    b",
    "Set": "{a, *b}",
    "SetComp": "{a for b[c] in d if e}",
    "Slice": "a[b:c:d]",
    "Starred": "(*a,)",
    "Subscript": "a[b]",
    "TemplateStr": "t'{a}'",
    "Try": "try:\n    a\nexcept b as c:\n    d\nelse:\n    e\nfinally:\n    g",
    "TryStar": "try:\n    a\nexcept* b:\n    c\nelse:\n    d\nfinally:\n    e",
    "Tuple": "(a, b)",
    "TypeAlias": "type A[B: c] = d",
    "TypeVar": "def f[A: b = c](): d",
    "TypeVarTuple": "def f[*A = b](): c",
    "UnaryOp": "not a",
    "While": "while a:\n    b\nelse:\n    c",
    "With": "with a as b[c]:\n    d",
    "Yield": "def f():\n    a = yield b",
    "YieldFrom": "def f():\n    yield from a",
    "arg": "def f(a: b): c",
    "arguments": "def f(a=b, *, c=d): e",
    "comprehension": "[a for b in c if d]",
    "keyword": "a(b=c)",
    "match_case": "match a:\n    case b if c:\n        d",
    "withitem": "with a as b.c:\n    d",
}
"""Kinds without a field for an expression or a statement are not there."""


def kinds() -> set[str]:
    """Return the kinds of nodes that have a field in which an expression may stand."""
    holders = (ast.stmt, ast.expr, ast.pattern, ast.excepthandler, *_others())
    return {
        each.__name__
        for holder in holders
        for each in (holder, *holder.__subclasses__())
        if each._fields and not each.__module__.startswith("_") and _takes_expressions(each)
    }


def _others() -> Iterator[type[ast.AST]]:
    for name in ("arguments", "arg", "keyword", "withitem", "match_case", "comprehension", "type_param"):
        if hasattr(ast, name):
            yield getattr(ast, name)


# These hold names, numbers and operators, and nothing else; or are taken by no parser any more.
_PLAIN = {
    *(
        "Break",
        "Constant",
        "Continue",
        "Global",
        "Import",
        "ImportFrom",
        "MatchAs",
        "MatchOr",
        "MatchSequence",
    ),
    *("MatchSingleton", "MatchStar", "Name", "Nonlocal", "Pass", "alias"),
    *("stmt", "expr", "pattern", "excepthandler", "type_param"),
    *("Num", "Str", "Bytes", "NameConstant", "Ellipsis"),
}


def _takes_expressions(kind: type[ast.AST]) -> bool:
    return kind.__name__ not in _PLAIN


def programs() -> Iterator[tuple[str, str, int]]:
    """Give programs, each with its name and the lines with a call in it, from 1."""
    for kind, sample in SAMPLES.items():
        try:
            tree = ast.parse(sample)
        except SyntaxError:
            continue  # a later Python's
        places = [
            (parent, field, index)
            for parent in ast.walk(tree)
            for field in parent._fields
            for index, child in enumerate(_children(parent, field))
            if isinstance(child, ast.expr) and isinstance(getattr(child, "ctx", None) or ast.Load(), ast.Load)
        ]
        for number, (parent, field, index) in enumerate(places):
            if isinstance(parent, ast.MatchValue | ast.JoinedStr) or type(parent).__name__ == "TemplateStr":
                continue  # takes no calls
            if isinstance(_children(parent, field)[index], ast.JoinedStr):
                continue
            source = _with_call(sample, number)
            if source is not None:
                yield f"{type(parent).__name__}.{field} in {kind}, {index}", HEADER + source, kind


def _with_call(sample: str, number: int) -> str | None:
    tree = ast.parse(sample)
    call = ast.parse(CALL, mode="eval").body
    count = 0
    for parent in list(ast.walk(tree)):
        for field in parent._fields:
            for index, child in enumerate(_children(parent, field)):
                if isinstance(child, ast.expr) and isinstance(
                    getattr(child, "ctx", None) or ast.Load(), ast.Load
                ):
                    if count == number:
                        _put(parent, field, index, call)
                    count += 1
    try:
        source = ast.unparse(ast.fix_missing_locations(tree))
        ast.parse(source)
    except (SyntaxError, ValueError, AttributeError):
        return None  # a call may not stand there
    return source


def _children(parent: ast.AST, field: str) -> list[object]:
    value = getattr(parent, field, None)
    return value if isinstance(value, list) else [value]


def _put(parent: ast.AST, field: str, index: int, call: ast.expr) -> None:
    value = getattr(parent, field)
    if isinstance(value, list):
        value[index] = call
    else:
        setattr(parent, field, call)
