"""Modules that import a name from another one: where it has to be imported by its new names."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chime_shim.fix._source import Source

__all__ = ["Importers", "alias_of", "nobody"]


@dataclass(frozen=True)
class Importers:
    """The files that may import from each other, whether there is a legacy call in them or not.

    Args:
        files: Gives their paths; it is called when somebody asks.
    """

    files: Callable[[], Iterable[str]]

    def __call__(self, path: str, name: str) -> set[str]:
        """Return the files that seem to use ``name`` of the module ``path``: too many rather than too few."""
        file = Path(path).resolve()
        module = re.escape(file.parent.name if file.stem == "__init__" else file.stem)
        imported = rf"\bfrom\s+[\w.]*\b{module}\s+import\s*(?:\([^)]*|[^\n]*?)\b(?:{re.escape(name)}\b|\*)"
        relative = rf"\bfrom\s+\.+\s+import\s*(?:\([^)]*|[^\n]*?)\b{re.escape(name)}\b"
        pattern = re.compile(rf"{imported}|{relative}|\b{module}\.{re.escape(name)}\b".encode())
        return {each for each in self.files() if each != path and _has(each, pattern)}


def nobody(_path: str, _name: str) -> set[str]:
    """Return the importers of a text that stands alone."""
    return set()


def _has(path: str, pattern: re.Pattern[bytes]) -> bool:
    from chime_shim.scan.project.files import load

    content = load(path)
    return isinstance(content, bytes) and pattern.search(content) is not None


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
