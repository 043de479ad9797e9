"""The tree as text: its modules, what they import and what they define, without importing any of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "chime_shim"

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules():
    """All modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    """A room is a file or a directory beside the package's ``__init__``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def rooms():
    return sorted({room_of(path) for path in modules()})


def imported(path):
    """The dotted names that a module imports, wherever in the file: late, or for type checkers, too."""
    package = ("chime_shim", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def rooms_imported(path):
    """The rooms that a module imports from; the package's own public names count as ``__init__``."""
    for name in imported(path):
        first, *rest = name.split(".")
        if first == "chime_shim":
            yield rest[0] if rest and rest[0] in rooms() else "__init__"


def defined(path):
    """The names that a module binds at its top by itself."""
    for node in parse(path).body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
            )


def passed_on(path):
    """The names that a module takes from its package; lazy ones are declared for type checkers."""
    for node in parse(path).body:
        for each in node.body if isinstance(node, ast.If) else [node]:
            if isinstance(each, ast.ImportFrom) and (each.level or each.module.startswith("chime_shim.")):
                yield from (alias.asname or alias.name for alias in each.names)
