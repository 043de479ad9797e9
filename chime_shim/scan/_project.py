"""The modules that are read together, and how their names lead from one to another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem
from chime_shim.scan._paths import Paths
from chime_shim.scan._reader import Reader
from chime_shim.scan._relevance import Relevance
from chime_shim.scan._scope import Module, Scope
from chime_shim.scan._source import parse
from chime_shim.scan._values import EMPTY, Elsewhere, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from chime_shim.scan._values import Values

__all__ = ["Project"]

_MOST_PASSES = 6
"""How often modules are read, while there is still something new to learn."""

_MOST_JOINS = 2
"""How often modules may be taken up while others are read."""


class Project(Paths):
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
        super().__init__(files)
        self.modules: dict[str, Module] = {}
        self.scopes: dict[Module, Scope] = {}
        self.problems: dict[str, Problem] = {}
        self._load = load
        self._everything = everything
        self._wanted: set[str] = set()
        self.edges: dict[str, tuple[str, ...]] = {}
        self.readers: dict[str, Reader] = {}
        self._settled: set[Reader] = set()
        self._alone: set[str] = set()
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
        """Take up a module of the tree, when the others have been read."""
        if path not in self.modules and path not in self.problems:
            self._wanted.add(path)

    def analyse(self) -> None:
        """Read all modules until there is nothing new to learn: together those that import one another."""
        for count in range(_MOST_PASSES):
            unsettled = False
            for paths in self._components():
                reader = self._reader_of(paths)
                if reader not in self._settled and not self._settles(paths, reader):
                    unsettled = True
            wanted, self._wanted = sorted(self._wanted), set()
            for path in wanted if count < _MOST_JOINS else ():
                self.read(path)
                unsettled = True
            if not unsettled:
                return
        self._settled.update(self.readers.values())

    def _reader_of(self, paths: tuple[str, ...]) -> Reader:
        """Return the reader of modules; when further ones join, that which knows the most of them goes on."""
        known = [self.readers[path] for path in paths if path in self.readers]
        reader = max(known, key=lambda each: len(each.modules), default=None) or Reader(self)
        if len(reader.modules) < len(paths):
            reader.take_up(self.modules[path] for path in paths)
            self._settled.discard(reader)
        self.readers.update(dict.fromkeys(paths, reader))
        return reader

    def _settles(self, paths: tuple[str, ...], reader: Reader) -> bool:
        """Read modules once more, and tell whether that was enough."""
        self.reader = reader
        try:
            if reader.pass_over():
                return False
        except Exception as error:  # noqa: BLE001 - one odd module is not to stop the run
            return self._give_up(paths, error)
        self._settled.add(reader)
        return True

    def _give_up(self, paths: tuple[str, ...], error: Exception) -> bool:
        if len(paths) > 1:
            # Whichever it is: the others are read without it.
            self._alone.update(paths)
            for path in paths:
                del self.readers[path]
            settled = [self._settles((path,), self._reader_of((path,))) for path in paths]
            return all(settled)
        (path,) = paths
        deep = isinstance(error, RecursionError)
        reason = "is nested too deeply" if deep else f"cannot be understood ({error!r}): please report it"
        self.problems[path] = Problem(self.modules[path].path, reason)
        self._settled.add(self.readers[path])
        return True

    def _components(self) -> list[tuple[str, ...]]:
        return self.groups({path: module.text for path, module in self.modules.items()})

    def groups(self, texts: Mapping[str, str]) -> list[tuple[str, ...]]:
        """Put modules together that import one another, or take fixtures from one another."""
        leader = {path: path for path in texts}

        def find(path: str) -> str:
            while leader[path] != path:
                leader[path] = path = leader[leader[path]]
            return path

        for path, text in texts.items():
            if path not in self.edges:
                above = self.conftest_paths(os.path.dirname(path))
                self.edges[path] = (*dict.fromkeys(self.imported(text, path)), *above)
            for other in self.edges[path]:
                if other in leader and self._alone.isdisjoint((path, other)):
                    leader[find(path)] = find(other)
        groups: dict[str, list[str]] = {}
        for path in texts:
            groups.setdefault(find(path), []).append(path)
        return [tuple(group) for group in groups.values()]

    def _conftests(self, path: str) -> Iterator[str]:
        """Give the modules that are read of those from which pytest takes fixtures for a module."""
        for found in self.conftest_paths(os.path.dirname(path)):
            if found in self.modules and found != path:
                yield found

    def forget(self) -> None:
        """Let go of all modules, and of what refers to itself, so that it takes no garbage collector."""
        for scope in self.scopes.values():
            scope.names.clear()
        for reader in self.readers.values():
            vars(reader).clear()
        for module in self.modules.values():
            module.tree.body.clear()
            module.names.clear()
        self.modules.clear()
        self.scopes.clear()
        self.readers.clear()

    # Names.

    def module_values(self, path: str) -> Values:
        """Return a module of the tree as a value."""
        module = self.modules.get(path)
        return frozenset({Elsewhere(path) if module is None else ModuleValue(module)})

    def exported_or_submodule(self, path: str, name: str) -> Values:
        """Return what ``from path import name`` binds."""
        module = self.modules.get(path)
        if module is None or (
            self.reader.module_name(module, name) is None and not self.reader.get((module, "global", name))
        ):
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
        for each in (module, *(self.modules[path] for path in self._conftests(module.path))):
            values = self.reader.module_name(each, name)
            if values is not None:
                yield values

    # Modules that nobody has looked at, for want of a word about Chime in them.

    def exporters(self) -> dict[str, set[str]]:
        """Return the modules from which a legacy client can be got at, and the names that lead to it."""
        found = {}
        for path, module in self.modules.items():
            names = {
                name
                for name, values in module.names.items()
                if "." not in name and self.readers[path].leads_to_client(values)
            }
            if names:
                found[path] = names
        return found

    def imports_any(self, source: bytes, path: str, exporters: Collection[str]) -> bool:
        """Tell whether a module that is not read imports one of these, or may have fixtures from it."""
        if any(each in exporters for each in self.conftest_paths(os.path.dirname(path))):
            return True
        text = source.decode(errors="replace")
        return any(imported in exporters for imported in self.imported(text, path))
