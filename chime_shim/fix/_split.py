"""One client becomes several: each has a name of its own, and each call the name that it needs."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from chime_shim.fix._client_groups import place
from chime_shim.fix._imports import alias_of, module_of, replaces
from chime_shim.fix._naming import last_name, renamed
from chime_shim.fix._scopes import Scope, scopes
from chime_shim.fix._sites import CLIENT
from chime_shim.fix._source import Edit, applied
from chime_shim.fix.rules.clients import Unclear, made

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._facts import Facts
    from chime_shim.fix._source import Source
    from chime_shim.scan.reader import Use

    # From a module's path and a name in it to the paths of those that import it.
    WhoImports = Callable[[str, str], set[str]]

__all__ = ["Split"]

_EXPORTS = {"__all__", "__slots__"}
_NAMING = {"object", "setattr", "delattr", "getattr", "hasattr", "setitem"}
_SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Split:
    """A client that is assigned to one name, so that there can be several beside it, or in its place.

    Args:
        group: All that is known of it.
        sources: The files that it is used in.
        importers: Tells which files import a name from a module.
        path: The one that it is made in.
        statement: The assignment.
        call: What makes the client.
        name: The last part of the name.
    """

    group: ClientGroup
    sources: Mapping[str, Source]
    importers: WhoImports
    path: str
    statement: ast.Assign
    call: ast.Call
    name: str

    @classmethod
    def of(cls, group: ClientGroup, facts: Facts, importers: WhoImports) -> Split:
        """Find out how a client can become several.

        Args:
            group: The client.
            facts: What the reader tells of all files.
            importers: Tells which files import a name from a module.

        Raises:
            Unclear: If it cannot.
        """
        if len(group.clients) != 1:
            typed = [each for each in group.clients if each.origin.how != "made"]
            if len(typed) == len(group.clients) - 1:
                raise Unclear(
                    "its type is annotated as that of one service", (typed[0].origin.path, typed[0].node)
                )
            raise Unclear("it is one of several clients that reach the same calls")
        (client,) = group.clients
        path, call, sources = client.origin.path, client.node, facts.sources
        if path not in sources or not isinstance(call, ast.Call):
            raise Unclear("where it is made is not seen here")
        statement = sources[path].parent(call)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            raise Unclear("it is not simply assigned to a name")
        name = last_name(statement.targets[0])
        if name is None:
            raise Unclear("it is not simply assigned to a name")
        dotted = rf"(?:[\w.]+\.)?{re.escape(module_of(path))}\.(?:\w+\.)*{name}(?:\.\w+)*"
        parts = (each for each in facts.texts_with(name) if re.fullmatch(dotted, str(each[1].value)))
        for source, node in (*parts, *facts.namings(name, _is_naming)):
            where = next(each for each, known in sources.items() if known is source)
            raise Unclear(f"{name} is named in a text, such as that of a patch", (where, node))
        for user in sorted(importers(path, name) - sources.keys()):
            if replaces(user, module_of(path), name):
                raise Unclear(f"{PurePath(user).name} puts something in the place of {name}")
        used = {each: sources[each] for each in group.paths if each in sources}
        split = cls(group, used, importers, path, statement, call, name)
        split._check(facts)
        return split

    @property
    def source(self) -> Source:
        """The file that it is made in."""
        return self.sources[self.path]

    def _check(self, facts: Facts) -> None:
        for use in self.group.of_kind("stubber"):
            raise Unclear("a Stubber is around it, which stubs one client", place(use))
        binder = self._binder
        if binder is not None and binder.bound[self.name] > 1:
            raise Unclear("its name is bound more than once")
        for use in self._binds_of_others():
            raise Unclear("it goes by the same name elsewhere", place(use))
        for path, node in facts.changed(self.name):
            if isinstance(node.ctx, ast.Del) and path in self.sources:
                raise Unclear("it is deleted", (path, node))
            if isinstance(node.ctx, ast.Store) and self._is_given(path, node):
                raise Unclear(f"{self.name} is given another value elsewhere", (path, node))

    @cached_property
    def _scopes(self) -> Mapping[str, list[Scope]]:
        return {path: scopes(source.tree) for path, source in self.sources.items()}

    @cached_property
    def _binder(self) -> Scope | None:
        """The scope that the name is bound in; None for an attribute."""
        if not isinstance(self.statement.targets[0], ast.Name):
            return None
        around = self.source.around(self.statement, *_SCOPES)
        return next(each for each in self._scopes[self.path] if each.node is around).binder(self.name)

    def _is_given(self, path: str, node: ast.Name | ast.Attribute) -> bool:
        """Tell whether an attribute of that name is set from outside, or once more in the same class."""
        if node is self.statement.targets[0] or not isinstance(node, ast.Attribute):
            return False
        if getattr(node.value, "id", "") not in {"self", "cls"}:
            return True
        around = self.source.around(self.statement, ast.ClassDef)
        return path == self.path and around is not None and self.source.around(node, ast.ClassDef) is around

    def _binds_of_others(self) -> Iterator[Use]:
        """Give where the client is given to an attribute of the same name, of something else."""
        target = self.statement.targets[0]
        for use in self.group.of_kind("bind"):
            node = use.node
            if isinstance(node, ast.Attribute) and node is not target and node.attr == self.name:
                yield use

    def calls_it_so(self, path: str, node: ast.expr | None) -> bool:
        """Tell whether an expression is the client, by the name that it is made under."""
        if node is None or path not in self.sources or last_name(node) != self.name:
            return False
        binder = self._binder
        if isinstance(node, ast.Attribute):
            # Of an object, of a class, or of a module.
            is_local = binder is not None and isinstance(binder.node, ast.FunctionDef | ast.AsyncFunctionDef)
            return not is_local
        if binder is None or not isinstance(node, ast.Name):
            return False
        reading = next(each for each in self._scopes[path] if node in each.read.get(self.name, ()))
        if path == self.path:
            return reading.binder(self.name) is binder
        is_imported = binder.outer is None and alias_of(self.sources[path], self.name) is not None
        return is_imported and reading.binder(self.name) is self._scopes[path][0]

    def is_needed(self, gone: Collection[int]) -> bool:
        """Tell whether the old client is used by anything other than the expressions that go.

        Args:
            gone: The ids of these.
        """
        reads = {id(each.node) for each in self.group.of_kind("read")}
        reads |= {id(each.receiver) for each in self.group.uses if each.receiver is not None}
        return bool(reads - set(gone)) or bool(self.importers(self.path, self.name) - self.sources.keys())

    def receiver(self, path: str, node: ast.expr, service: str) -> str:
        """Return what the client of ``service`` is called, in the place of ``node``.

        Raises:
            Unclear: If it is not called by its name there.
        """
        text = self.sources[path].segment(node)
        if service == CLIENT:
            return text
        if not self.calls_it_so(path, node):
            raise Unclear(f"it is called {text} where its exceptions are caught")
        return text[: len(text) - len(self.name)] + renamed(self.name, service)

    def imports(
        self, used: Mapping[str, Collection[str]], gone: Collection[int]
    ) -> Iterator[tuple[str, Edit]]:
        """Import the clients by their names in other modules.

        Args:
            used: The services of the calls in each file.
            gone: The ids of the expressions that are the old client no more.
        """
        for path in sorted(self.sources.keys() - {self.path}):
            alias = alias_of(self.sources[path], self.name)
            names = [renamed(self.name, each) for each in used.get(path, ()) if each != CLIENT]
            if alias is None or not names:
                continue
            reads = self._scopes[path]
            left = {id(node) for scope in reads for node in scope.read.get(self.name, ())} - set(gone)
            if left or CLIENT in used[path]:
                names.insert(0, self.name)
            yield path, self.sources[path].replace_item(alias, names)

    def edits(self, services: Sequence[str], *, unsafe: bool) -> list[Edit]:
        """Assign a client for each of ``services``, in their order.

        Raises:
            Unclear: If a name is taken, or it is not clear how to make the clients.
        """
        start, end = self.source.start(self.statement), self.source.end(self.statement)
        text = self.source.text[start:end]
        target = self.source.end(self.statement.targets[0]) - start
        lines = []
        for service in services:
            if service == CLIENT:
                lines.append(text)
                continue
            name = renamed(self.name, service)
            if any(re.search(rf"\b{name}\b", source.text) for source in self.sources.values()):
                raise Unclear(f"the name {name} is taken")
            edits = [Edit(target - len(self.name), target, name)]
            edits += [
                Edit(each.start - start, each.end - start, each.text)
                for each in made(
                    self.source,
                    self.call,
                    service,
                    unsafe=unsafe,
                    is_shared=partial(self.importers, self.path),
                )
            ]
            if not all(0 <= each.start <= each.end <= len(text) for each in edits):
                raise Unclear("its arguments are not written where it is made")
            lines.append(applied(text, edits))
        indent = self.source.indent(start)
        if self.source.text[self.source.line_start(start) : start].strip():
            raise Unclear("it is not assigned on a line of its own")
        return [Edit(start, end, f"{self.source.newline}{indent}".join(lines))]


def _is_naming(source: Source, node: ast.Constant) -> bool:
    """Tell whether a text that is a name speaks of what has it: ``setattr(app, "chime", x)``, ``__all__``."""
    around = source.around(node, ast.Call, ast.Assign, ast.Subscript)
    if isinstance(around, ast.Subscript):
        return around.slice is node and _is_namespace(around.value)
    if isinstance(around, ast.Assign):
        return getattr(around.targets[0], "id", None) in _EXPORTS
    called = around.func if isinstance(around, ast.Call) else None
    is_naming = getattr(called, "id", None) in _NAMING or getattr(called, "attr", None) in _NAMING
    return is_naming and isinstance(around, ast.Call) and not _is_boto3(around)


def _is_namespace(node: ast.expr) -> bool:
    name = getattr(node, "attr", None) or getattr(getattr(node, "func", None), "id", None)
    return name in {"__dict__", "globals", "locals", "vars"}


def _is_boto3(call: ast.Call) -> bool:
    """Tell whether a call is about boto3's own ``client``."""
    return bool(call.args) and getattr(call.args[0], "id", "") == "boto3"
