"""The tree as text: its modules, what they import and what they define, without importing any of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Import(NamedTuple):
    """One file of the package imports another, for whatever reason."""

    file: str
    target: str
    room: str
    target_room: str


@cache
def imports():
    """All imports between files of the package."""
    return sorted({each for path in modules() for each in _imports_of(path)})


def _imports_of(path):
    for name in imported(path):
        target = file_of(name)
        if target is not None and target != path:
            yield Import(shown(path), shown(target), room_of(path), room_of(target))


def file_of(name):
    """The file of the package that a dotted name is in, or None."""
    first, *rest = name.split(".")
    if first != "chime_shim":
        return None
    for length in range(len(rest), -1, -1):
        place = PACKAGE.joinpath(*rest[:length])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path in modules():
                return path
    return None


def shown(path):
    return path.relative_to(PACKAGE).as_posix()


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
