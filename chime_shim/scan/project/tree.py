"""The modules that are read together, and which file an import leads to."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem, ScanResult
from chime_shim.scan.project import noqa
from chime_shim.scan.project.paths import Paths
from chime_shim.scan.project.prefilter import calls_removed
from chime_shim.scan.project.source import parse
from chime_shim.scan.reader.findings import Judge
from chime_shim.scan.reader.reach import is_source
from chime_shim.scan.reader.reader import Reader
from chime_shim.scan.reader.scope import Module
from chime_shim.scan.reader.solver import EndlessError
from chime_shim.scan.reader.told import Teller
from chime_shim.scan.reader.values import Bound, ModuleValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from chime_shim.scan.reader.reading import Reading
    from chime_shim.scan.reader.values import Value

__all__ = ["Project"]

_MOST_FOLLOWED = 3_000
"""How many modules without a word about Chime are read because a client may get there."""

_UNNAMED = "<unnamed>"
"""Among the names that lead to a client: clients of a service that the source does not tell."""

_NESTING = 3_000
"""How deep Python may go: an expression takes some calls for each of its levels."""


class Project(Paths):
    """Modules that are read together.

    Args:
        files: All files of the tree.
        load: Reads one of them.
        whole: Whether results tell all that a rewrite needs.
    """

    def __init__(
        self, files: Collection[str], load: Callable[[str], bytes | Problem], *, whole: bool = True
    ) -> None:
        super().__init__(files)
        self.modules: dict[str, Module] = {}
        self.problems: dict[str, Problem] = {}
        self._load = load
        self._new: list[Module] = []
        self._edges: dict[str, tuple[str, ...]] = {}
        self._told: Teller | None = None
        self._whole = whole
        self._analysed = False
        self._followed = 0
        self.reader = Reader(self)

    def read(self, path: str, source: str | bytes | None = None) -> bool:
        """Take a module up, to be analysed; tell whether that is possible, otherwise it is a problem."""
        if path in self.modules or path in self.problems:
            return path in self.modules
        if self._followed >= _MOST_FOLLOWED:
            reason = f"not read: a client leads to more than {_MOST_FOLLOWED:,} modules; scan it by itself"
            self.problems[path] = Problem(path, reason)
            return False
        loaded = self._load(path) if source is None else source
        parsed = loaded if isinstance(loaded, Problem) else parse(loaded, path)
        if isinstance(parsed, Problem):
            self.problems[path] = parsed
            return False
        self._followed += self._analysed
        text, tree = parsed
        self.modules[path] = Module(path, text, tree, text.split("\n"), whole=self._whole)
        return True

    def module(self, path: str) -> Module | None:
        """Return a module that is read."""
        return self.modules.get(path)

    def fail(self, module: Module, error: Exception) -> None:
        """Pass a module over that cannot be understood."""
        reason = f"cannot be understood ({error!r}): please report it"
        if isinstance(error, RecursionError):
            reason = "is nested too deeply"
        elif isinstance(error, EndlessError):
            reason = "is too entangled: what flows where in it could not be followed to an end"
        self.problems.setdefault(module.path, Problem(module.path, reason))

    def analyse(self, tick: Callable[[], object] | None = None) -> None:
        """Read all modules that were taken up, until nothing is new; call ``tick`` now and then."""
        self._analysed = True
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, _NESTING))
        try:
            for path in sorted(self.modules):
                module = self.modules[path]
                if module.scope is None:
                    self.reader.take(module)
                    if tick is not None:
                        tick()
            self.reader.settle(tick)
        finally:
            sys.setrecursionlimit(before)

    def result(self, path: str) -> ScanResult:
        """Return what there is in a module."""
        if path in self.problems:
            return ScanResult(path, problem=self.problems[path])
        module = self.modules[path]
        judge = Judge(self.reader, module)
        try:
            findings, suppressed = noqa.split(judge.findings(), module.lines)
            kept, references = judge.kept(), judge.references()
        except Exception as error:  # noqa: BLE001 - costs the module or file that it is about, and no other
            self.fail(module, error)
            return ScanResult(path, problem=self.problems[path])
        something = findings or kept or references or suppressed
        reading = self.reading(path) if self._whole and something else None
        return ScanResult(
            path,
            tuple(findings),
            tuple(kept),
            tuple(references),
            tuple(suppressed),
            None,
            reading,
            module.tree,
        )

    def reading(self, path: str) -> Reading:
        """Return what the reader tells of a module."""
        return self._teller().reading(self.modules[path])

    def _teller(self) -> Teller:
        if self._told is None:
            self._told = Teller(self.reader, self.modules.values())
        return self._told

    def conftests(self, path: str) -> Iterator[Module]:
        """Give the modules that are read of those from which pytest takes fixtures for a module."""
        for found in self.conftest_paths(os.path.dirname(path)):
            if found in self.modules and found != path:
                yield self.modules[found]

    def groups(self, texts: Mapping[str, str]) -> list[tuple[str, ...]]:
        """Put modules together that import one another, or take fixtures from one another."""
        leader = {path: path for path in texts}

        def find(path: str) -> str:
            while leader[path] != path:
                leader[path] = path = leader[leader[path]]
            return path

        for path, text in texts.items():
            above = self.conftest_paths(os.path.dirname(path))
            for other in (*dict.fromkeys(self.imported(text, path)), *above):
                if other in leader:
                    leader[find(path)] = find(other)
        groups: dict[str, list[str]] = {}
        for path in texts:
            groups.setdefault(find(path), []).append(path)
        return [tuple(group) for group in groups.values()]

    def forget(self) -> None:
        """Let go of all modules: what refers to itself is left to whoever ends the process."""
        self.modules.clear()
        self.reader = Reader(self)

    # Modules that nobody has looked at, for want of a word about Chime in them.

    def exporters(self) -> dict[str, set[str]]:
        """Return the modules from which a legacy client can be got at, and the names that lead to it."""
        found = {}
        leading = self.reader.leading()
        for path, module in self.modules.items():
            held = module.scope.names if module.scope else {}
            names = {
                name for name, node in held.items() if any(leads(value, leading) for value in node.values)
            }
            names |= self.reader.open_ends(module)
            if module.unnamed:
                names.add(_UNNAMED)
            if names:
                found[path] = names
        more = True
        while more:  # a star hands all of them on
            more = False
            for path, module in self.modules.items():
                for star in module.stars:
                    for value in star.values:
                        given = (
                            found.get(value.module.path, set()) if isinstance(value, ModuleValue) else set()
                        )
                        if not given <= found.get(path, set()):
                            found.setdefault(path, set()).update(given)
                            more = True
        return found

    def importers(self, exporters: Mapping[str, set[str]], plain: Iterable[str]) -> dict[str, bytes]:
        """Find the modules that are not read yet, and use a name of these by which there is a client."""
        unnamed = {path for path, names in exporters.items() if _UNNAMED in names}
        names = sorted({re.escape(name) for each in exporters.values() for name in each} - {_UNNAMED})
        if not names and not unnamed:
            return {}
        pattern = re.compile(rf"\b(?:{'|'.join(names)})\b|\bimport[ \t]+\*".encode() if names else rb"(?!)")
        if "__getattr__" in names:  # a module that makes what it is asked for
            pattern = re.compile(rb"\bimport\b")
        found = {}
        for path in plain:
            if path in self.modules or path in self.problems:
                continue
            fixtures = self.conftest_paths(os.path.dirname(path))
            if not names and not calls_removed(self._bytes(path)):
                continue
            sources = (*self._imports_of(path), *fixtures)
            data = b"" if exporters.keys().isdisjoint(sources) else self._bytes(path)
            if pattern.search(data) or (not unnamed.isdisjoint(sources) and calls_removed(data)):
                found[path] = data
        return found

    def _bytes(self, path: str) -> bytes:
        data = self._load(path)
        return data if isinstance(data, bytes) else b""

    def _imports_of(self, path: str) -> tuple[str, ...]:
        """Return the modules of the tree that a module imports which is not read."""
        known = self._edges.get(path)
        if known is None:
            text = self._bytes(path).decode(errors="replace")
            known = self._edges[path] = tuple(dict.fromkeys(self.imported(text, path)))
        return known


def leads(value: Value, leading: Collection[Value]) -> bool:
    """Tell whether a legacy client can be got at from a value."""
    return is_source(value) or (value.function if isinstance(value, Bound) else value) in leading
