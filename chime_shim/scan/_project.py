"""The modules that are read together, and how their names lead from one to another."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem
from chime_shim.scan._reader import Reader
from chime_shim.scan._relevance import Relevance
from chime_shim.scan._scope import Module, Scope
from chime_shim.scan._source import parse
from chime_shim.scan._values import EMPTY, Elsewhere, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

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
        self._conftests_of: dict[str, list[str]] = {}
        self._tops = {part.removesuffix(".py") for path in files for part in path.split(os.sep)}
        self.edges: dict[str, tuple[str, ...]] = {}
        self.readers: dict[str, tuple[tuple[str, ...], Reader]] = {}
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
        while True:
            for paths in self._components():
                if any(self.readers.get(path, (None, None))[0] != paths for path in paths):
                    self._analyse(paths)
            wanted, self._wanted = sorted(self._wanted), set()
            if not wanted:
                return
            for path in wanted:
                self.read(path)

    def _analyse(self, paths: tuple[str, ...]) -> None:
        self.reader = Reader(self)
        for path in paths:
            self.readers[path] = (paths, self.reader)
        modules = [self.modules[path] for path in paths]
        try:
            for _ in range(_MOST_PASSES):
                if not self.reader.pass_over(modules):
                    return
        except Exception as error:  # noqa: BLE001 - one odd module is not to stop the run
            self._give_up(paths, error)

    def _give_up(self, paths: tuple[str, ...], error: Exception) -> None:
        if len(paths) > 1:
            # Whichever it is: the others are read without it.
            for path in paths:
                self._analyse((path,))
                self.readers[path] = (paths, self.readers[path][1])
            return
        (path,) = paths
        deep = isinstance(error, RecursionError)
        reason = "is nested too deeply" if deep else f"cannot be understood ({error!r}): please report it"
        self.problems[path] = Problem(self.modules[path].path, reason)

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
            above = self._conftest_paths(os.path.dirname(path))
            self.edges[path] = (*dict.fromkeys(self.imported(text, path)), *above)
            for other in self.edges[path]:
                if other in leader:
                    leader[find(path)] = find(other)
        groups: dict[str, list[str]] = {}
        for path in texts:
            groups.setdefault(find(path), []).append(path)
        return [tuple(group) for group in groups.values()]

    def _conftests(self, path: str) -> Iterator[str]:
        """Give the modules that are read of those from which pytest takes fixtures for a module."""
        for found in self._conftest_paths(os.path.dirname(path)):
            if found in self.modules and found != path:
                yield found

    def _conftest_paths(self, directory: str) -> list[str]:
        if directory not in self._conftests_of:
            above = os.path.dirname(directory)
            further = [] if above == directory else self._conftest_paths(above)
            path = os.path.join(directory, "conftest.py")
            self._conftests_of[directory] = [path, *further] if path in self.files else further
        return self._conftests_of[directory]

    def forget(self) -> None:
        """Let go of all modules, and of what refers to itself, so that it takes no garbage collector."""
        for scope in self.scopes.values():
            scope.names.clear()
        for _, reader in self.readers.values():
            vars(reader).clear()
        for module in self.modules.values():
            module.tree.body.clear()
            module.names.clear()
        self.modules.clear()
        self.scopes.clear()
        self.readers.clear()

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
        if not parts or parts[0] not in self._tops:
            return None
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
                if "." not in name and self.readers[path][1].leads_to_client(values)
            }
            if names:
                found[path] = names
        return found

    def imports_any(self, source: bytes, path: str, exporters: Collection[str]) -> bool:
        """Tell whether a module that is not read imports one of these, or may have fixtures from it."""
        if any(each in exporters for each in self._conftest_paths(os.path.dirname(path))):
            return True
        text = source.decode(errors="replace")
        return any(imported in exporters for imported in self.imported(text, path))

    def imported(self, text: str, path: str) -> Iterator[str]:
        """Give the modules of the tree that a text imports, and those that it takes from packages."""
        for match in _IMPORT.finditer(text):
            module, names = match["module"], match["names"]
            for name in [module] if module else _names(match["modules"]):
                found = self.resolve(name, path)
                if found is None:
                    continue
                yield found
                if names is not None and found.endswith("__init__.py"):
                    below = (self.submodule(found, each) for each in _names(names))
                    yield from (each for each in below if each is not None)
        if "patch" in text or "setattr" in text:
            yield from self._patched(text, path)

    def _patched(self, text: str, path: str) -> Iterator[str]:
        """Give the modules that a text names in quotes, as ``patch`` takes them."""
        for match in _DOTTED.finditer(text):
            name = match[1]
            while "." in name:
                name = name.rpartition(".")[0]
                found = self.resolve(name, path)
                if found is not None:
                    yield found
                    break


_DOTTED = re.compile(r"""["']([A-Za-z_]\w*(?:\.\w+)+)["']""")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)"
    r"|import[ \t]+(?P<modules>[^\n]*))",
    re.MULTILINE,
)


def _names(listed: str) -> list[str]:
    text = re.sub(r"#.*", "", listed).strip("() \t")
    return [each.split()[0] for each in text.replace("\\", " ").split(",") if each.split()]
