"""One client becomes several: each has a name of its own, and each use the name that it needs."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from chime_shim.fix._imports import alias_of
from chime_shim.fix._naming import last_name, receiver_of, renamed
from chime_shim.fix._sites import CLIENT
from chime_shim.fix._source import Edit, applied
from chime_shim.fix.rules.clients import Unclear, made

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._source import Source

    # From a module's path and a name in it to the paths of those that import it.
    WhoImports = Callable[[str, str], set[str]]

__all__ = ["Split"]


_NAMING = {"object", "setattr", "delattr", "getattr", "hasattr", "setitem"}


@dataclass(frozen=True)
class Split:
    """A client that is assigned to one name and used by it, so that it can become several.

    Args:
        group: All that is known of it.
        sources: The files that it is used in.
        path: The one that it is made in.
        statement: The assignment.
        call: What makes the client.
        name: The last part of the name.
    """

    group: ClientGroup
    sources: Mapping[str, Source]
    path: str
    statement: ast.Assign
    call: ast.Call
    name: str

    @classmethod
    def of(cls, group: ClientGroup, sources: Mapping[str, Source], importers: WhoImports) -> Split:
        """Find out how a client can become several.

        Args:
            group: The client.
            sources: The files that were scanned.
            importers: Tells which files import a name from a module.

        Raises:
            Unclear: If it cannot.
        """
        clients = group.of_kind("client")
        if len(group.origins) != 1 or len(clients) != 1:
            raise Unclear("it is one of several clients that reach the same calls")
        path, call = clients[0].path, clients[0].node
        assert isinstance(call, ast.Call)
        statement = sources[path].parent(call)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            raise Unclear("it is not simply assigned to a name")
        name = last_name(statement.targets[0])
        if name is None:
            raise Unclear("it is not simply assigned to a name")
        if any(_is_named(each, PurePath(path).stem, name) for each in sources.values()):
            raise Unclear(f"{name} is named in a string, such as that of a patch")
        used = {each: sources[each] for each in group.paths}
        split = cls(group, used, path, statement, call, name)
        split._check_uses()
        split._check_imports(importers)
        return split

    @property
    def source(self) -> Source:
        """The file that it is made in."""
        return self.sources[self.path]

    def _check_uses(self) -> None:
        group = self.group
        seen = list(self._clients())
        if None in seen or any(last_name(each) != self.name for each in seen if each is not None):
            raise Unclear("it is not always called by the same name")
        if group.of_kind("stubber"):
            raise Unclear("a Stubber is around it, which stubs one client")
        if group.of_kind("annotation"):
            raise Unclear("its annotation names one class")
        uses = {id(each.node) for each in group.of_kind("use")}
        if uses - {id(each) for each in seen}:
            raise Unclear("it is passed on")
        if {id(each.node) for each in group.of_kind("holder")} - {id(self.statement.targets[0])}:
            raise Unclear("it goes by several names")

    def _clients(self) -> Iterator[ast.expr | None]:
        """Give each expression that is the client."""
        for used in self.group.findings:
            yield receiver_of(self.sources[used.path], used)
        for kept in self.group.kept:
            if isinstance(kept.node, ast.Attribute):
                yield kept.node.value
        for reference in self.group.of_kind("exceptions"):
            yield _client_of(reference.node)

    def _check_imports(self, importers: WhoImports) -> None:
        others = self.sources.keys() - {self.path}
        of_module = isinstance(self.source.parent(self.statement), ast.Module)
        if not of_module:
            if others:
                raise Unclear("it is used in other modules as well")
            return
        unseen = importers(self.path, self.name) - others
        if unseen:
            raise Unclear(f"{PurePath(min(unseen)).name} imports it as well, and makes no call that is seen")
        for path in others:
            if self._names_in(path) and alias_of(self.sources[path], self.name) is None:
                raise Unclear("it is used in other modules as well, and how it gets there is not seen")

    def _names_in(self, path: str) -> bool:
        """Tell whether the client goes by its bare name in another module."""
        nodes = {id(each) for each in self._clients() if isinstance(each, ast.Name)}
        return any(id(node) in nodes for node in ast.walk(self.sources[path].tree))

    def receiver(self, path: str, node: ast.expr, service: str) -> str:
        """Return what the client of ``service`` is called, in the place of ``node``."""
        text = self.sources[path].segment(node)
        return text if service == CLIENT else text[: len(text) - len(self.name)] + renamed(self.name, service)

    def imports(self, used: Mapping[str, Collection[str]]) -> Iterator[tuple[str, Edit]]:
        """Import the clients by their names in other modules.

        Args:
            used: The services of the calls in each file.
        """
        for path in self.sources.keys() - {self.path}:
            alias = alias_of(self.sources[path], self.name) if self._names_in(path) else None
            if alias is not None:
                names = [self.name if each == CLIENT else renamed(self.name, each) for each in used[path]]
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
                for each in made(self.source, self.call, service, unsafe=unsafe)
            ]
            if not all(0 <= each.start <= each.end <= len(text) for each in edits):
                raise Unclear("its arguments are not written where it is made")
            lines.append(applied(text, edits))
        indent = self.source.indent(start)
        if self.source.text[self.source.line_start(start) : start].strip():
            raise Unclear("it is not assigned on a line of its own")
        return [Edit(start, end, f"{self.source.newline}{indent}".join(lines))]


def _is_named(source: Source, module: str, name: str) -> bool:
    """Tell whether a name is spoken of in a string: ``patch("app.chime")``, ``__all__``."""
    dotted = re.compile(rf"(?:[\w.]+\.)?{re.escape(module)}\.(?:\w+\.)*{name}(?:\.\w+)*")
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if dotted.fullmatch(node.value):
            return True
        around = source.around(node, ast.Call, ast.Assign)
        called = around.func if isinstance(around, ast.Call) else None
        names = {getattr(called, "id", None), getattr(called, "attr", None)}
        exported = isinstance(around, ast.Assign) and getattr(around.targets[0], "id", None) == "__all__"
        of_boto3 = isinstance(around, ast.Call) and _is_boto3(around)
        if node.value == name and not of_boto3 and (names & _NAMING or exported):
            return True
    return False


def _is_boto3(call: ast.Call) -> bool:
    """Tell whether a call is about boto3's own ``client``."""
    return bool(call.args) and getattr(call.args[0], "id", "") == "boto3"


def _client_of(node: ast.AST | None) -> ast.expr | None:
    """Return the client of ``client.exceptions.X``."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        return node.value.value
    return None
