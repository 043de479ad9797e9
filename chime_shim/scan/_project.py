"""The modules that are read together, and how their names lead from one to another."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from chime_shim.scan._reader import Reader
from chime_shim.scan._relevance import Relevance
from chime_shim.scan._scope import Module, Scope
from chime_shim.scan._source import parse
from chime_shim.scan._finding import Problem
from chime_shim.scan._values import EMPTY, Elsewhere, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from chime_shim.scan._values import Values

__all__ = ["Project"]

_MOST_PASSES = 10


class Project:
    """Modules that are read together.

    Args:
        files: All files of the tree.
        load: Reads one of them.
        everything: Whether to read all lines, instead of those that matter.
    """

    def __init__(
        self,
        files: Collection[str],
        load: Callable[[str], bytes | Problem],
        *,
        everything: bool = False,
    ) -> None:
        self.files = frozenset(files)
        self.modules: dict[str, Module] = {}
        self.scopes: dict[Module, Scope] = {}
        self.problems: dict[str, Problem] = {}
        self._load = load
        self._everything = everything
        self._wanted: set[str] = set()
        self._resolved: dict[tuple[str, str], str | None] = {}
        self.reader = Reader(self)

    def read(self, path: str, source: str | bytes | None = None) -> None:
        """Take up a module; one that cannot be read is a problem."""
        if path in self.modules or path in self.problems:
            return
        loaded = self._load(path) if source is None else source
        parsed = loaded if isinstance(loaded, Problem) else parse(loaded, path)
        if isinstance(parsed, Problem):
            self.problems[path] = parsed
            return
        text, tree = parsed
        relevance = Relevance(text, everything=self._everything)
        self.modules[path] = Module(path, text, tree, relevance, text.split("\n"))

    def want(self, path: str) -> None:
        """Take up a module of the tree, for the next pass."""
        if path not in self.modules and path not in self.problems:
            self._wanted.add(path)

    def analyse(self) -> None:
        """Read all modules until there is nothing new to learn."""
        for _ in range(_MOST_PASSES):
            changed = self.reader.pass_over(list(self.modules.values()))
            wanted, self._wanted = sorted(self._wanted), set()
            for path in wanted:
                self.read(path)
            grown = [module.relevance.missed() for module in self.modules.values()]
            if not changed and not wanted and not any(grown):
                return

    # Names.

    def resolve(self, name: str, importer: str) -> str | None:
        """Return the file of a module, as imported from ``importer``; None if the tree has none."""
        directory = os.path.dirname(importer)
        key = (name, directory)
        if key not in self._resolved:
            self._resolved[key] = self._find(name, directory)
        return self._resolved[key]

    def _find(self, name: str, directory: str) -> str | None:
        stripped = name.lstrip(".")
        level = len(name) - len(stripped)
        parts = stripped.split(".") if stripped else []
        if level:
            for _ in range(level - 1):
                directory = os.path.dirname(directory)
            return self._file(directory, parts)
        for base in self._bases(directory):
            found = self._file(base, parts)
            if found is not None:
                return found
        return None

    def _bases(self, directory: str) -> Iterator[str]:
        """Give the directories that a module may be imported from, the nearest first."""
        yield directory
        while True:
            above = os.path.dirname(directory)
            if above == directory:
                return
            directory = above
            yield directory
            source = os.path.join(directory, "src") if directory else "src"
            yield source
            if not directory:
                return

    def _file(self, base: str, parts: list[str]) -> str | None:
        path = os.path.join(base, *parts) if parts else base
        for candidate in (os.path.join(path, "__init__.py"), f"{path}.py"):
            if candidate in self.files:
                return candidate
        return None

    def submodule(self, path: str, name: str) -> str | None:
        """Return the file of a module in a package."""
        if os.path.basename(path) != "__init__.py":
            return None
        return self._file(os.path.dirname(path), [name])

    def module_values(self, path: str) -> Values:
        """Return a module of the tree as a value."""
        module = self.modules.get(path)
        return frozenset({Elsewhere(path) if module is None else ModuleValue(module)})

    def exported_or_submodule(self, path: str, name: str) -> Values:
        """Return what ``from path import name`` binds."""
        module = self.modules.get(path)
        if module is None or (name not in module.names and not self.reader.get((module, "global", name))):
            below = self.submodule(path, name)
            if below is not None:
                return self.module_values(below)
        return self.reader.exported(path, name)

    def find_dotted(self, name: str, scope: Scope) -> Values:
        """Return what ``"package.module.attribute"`` is, in the tree."""
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            path = self.resolve(".".join(parts[:count]), scope.module.path)
            if path is None:
                continue
            values = self.module_values(path)
            self.want(path)
            for part in parts[count:]:
                values = self.reader.attribute(values, part, scope)
            return values
        return EMPTY

    def fixtures(self, name: str, module: Module) -> Iterator[Values]:
        """Give what may be a pytest fixture of this name, the nearest first."""
        if name in module.names:
            yield module.names[name]
        directory = os.path.dirname(module.path)
        while True:
            path = os.path.join(directory, "conftest.py")
            found = self.modules.get(path)
            if found is not None and name in found.names:
                yield found.names[name]
            above = os.path.dirname(directory)
            if above == directory:
                return
            directory = above

    # Modules that nobody has looked at, for want of a word about Chime in them.

    def exporters(self) -> dict[str, set[str]]:
        """Return the modules from which a legacy client can be got at, and the names that lead to it."""
        found = {}
        for path, module in self.modules.items():
            names = {
                name
                for name, values in module.names.items()
                if "." not in name and self.reader.leads_to_client(values)
            }
            if names:
                found[path] = names
        return found

    def imports_any(self, source: bytes, path: str, exporters: Collection[str]) -> bool:
        """Tell whether a module that is not read imports one of these, or may have fixtures from it."""
        directory = os.path.dirname(path)
        for exporter in exporters:
            above = os.path.dirname(exporter)
            if os.path.basename(exporter) == "conftest.py" and (directory + os.sep).startswith(above):
                return True
        for match in _IMPORT.finditer(source):
            module, names = match["module"], match["names"]
            for name in [module.decode(errors="replace")] if module else _names(match["modules"]):
                found = self.resolve(name, path)
                if found in exporters:
                    return True
                if found is None or names is None:
                    continue
                if any(self.submodule(found, each) in exporters for each in _names(names)):
                    return True
        return False


_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)"
    rb"|import[ \t]+(?P<modules>[^\n]*))",
    re.MULTILINE,
)


def _names(listed: bytes) -> list[str]:
    text = re.sub(r"#.*", "", listed.decode(errors="replace")).strip("() \t")
    return [each.split()[0] for each in text.replace("\\", " ").split(",") if each.split()]
