"""Modules that import a name from another one: where it has to be imported by its new names."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chime_shim.fix._source import Source

__all__ = ["Importers", "alias_of", "module_of", "nobody", "replaces"]


_IMPORT = re.compile(r"\bfrom\s+([\w.]+)\s+import\s*(\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)")
_DOTTED = re.compile(r"\b(\w+)\.(\w+)(?=\W|$)")
_SET = re.compile(r"\b(?!self\b|cls\b)\w+\.(\w+)[ \t]*=(?!=)")


@dataclass(frozen=True)
class Importers:
    """The files that may import from each other, whether there is a legacy call in them or not.

    They are all read when somebody asks for the first time.

    Args:
        files: Gives their paths.
    """

    files: Callable[[], Iterable[str]]

    def __call__(self, path: str, name: str) -> set[str]:
        """Return the files that seem to use ``name`` of the module ``path``: too many rather than too few."""
        module = module_of(path)
        keys = [(module, name), (module, "*"), ("", name), (f".{module}", name), ("=", name)]
        return set().union(*(self._users.get(key, ()) for key in keys)) - {path}

    @cached_property
    def _users(self) -> dict[tuple[str, str], set[str]]:
        from chime_shim.scan.project.files import load

        found: dict[tuple[str, str], set[str]] = {}
        paths = list(self.files())
        modules = set(map(module_of, paths))
        for path in paths:
            content = load(path)
            for key in _used(content.decode(errors="replace"), modules) if isinstance(content, bytes) else ():
                found.setdefault(key, set()).add(path)
        return found


def module_of(path: str) -> str:
    """Return the last part of a module's name."""
    file = Path(path).resolve()
    return file.parent.name if file.stem == "__init__" else file.stem


def _used(text: str, modules: set[str]) -> Iterator[tuple[str, str]]:
    """Give what a text takes from modules, after a dot if it is by a dot, and what it sets."""
    for module, names in _IMPORT.findall(text):
        last = module.rpartition(".")[2]
        yield from ((last, name) for name in re.findall(r"\w+|\*", names))
    yield from (("=", name) for name in _SET.findall(text))
    for module, name in _DOTTED.findall(text):
        if module in modules:
            yield f".{module}", name


def replaces(path: str, module: str, name: str) -> bool:
    """Tell whether a file that was not read puts something in the place of a name, as tests do."""
    from chime_shim.scan.project.files import load

    content = load(path)
    text = content.decode(errors="replace") if isinstance(content, bytes) else ""
    module = re.escape(module)
    quoted = rf"""["'][\w.]*\b{module}\.(?:\w+\.)*{name}\b|\b(?:setattr|object)\([^()]*["']{name}["']"""
    return name in _SET.findall(text) or re.search(quoted, text) is not None


def nobody(_path: str, _name: str) -> set[str]:
    """Return the importers of a text that stands alone."""
    return set()


def alias_of(source: Source, name: str) -> ast.alias | None:
    """Return the place where a file imports a name from a module; None if there is not exactly one."""
    found = [
        alias
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == name and alias.asname is None
    ]
    return found[0] if len(found) == 1 else None
