"""Statements: all of them are read, whether they can be reached or not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.errors import Errors
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    PLAIN,
    Box,
    Caught,
    Instance,
)
from chime_shim.scan.reader.written import assigned, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Statements"]

_SWALLOWING = ("suppress", "raises", "assertRaises", "assertRaisesRegex", "assertLogs", "warns")
_MAKES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class Statements(Errors):
    """Reads statements."""

    def execute(self, body: Sequence[ast.stmt], scope: Scope) -> bool:
        """Read statements, and tell whether what comes after them is hardly reached."""
        ended = False
        for statement in body:
            reader = _READERS.get(type(statement))
            if reader is None:
                self.unfollowed(statement, scope)
            elif reader(self, statement, scope):
                ended = True
        return ended

    # Branches.

    def join(self, scope: Scope, *branches: dict[str, Node]) -> None:
        """Go on with whatever any of the branches left behind."""
        first, *others = branches
        joined = dict(first)
        for name in {name: 0 for each in others for name in each if joined.get(name) is not each[name]}:
            versions = dict.fromkeys(each[name] for each in branches if name in each)
            joined[name] = self.joined(versions)
        scope.names = joined

    def _branches(self, scope: Scope, *bodies: Callable[[], bool], otherwise: bool = False) -> bool:
        """Read bodies of which one is run, or perhaps none; tell whether nothing comes after them."""
        before = scope.names
        ended: list[dict[str, Node]] = []
        left = [dict(before)] if otherwise else []
        scope.branches += 1
        for body in bodies:
            scope.names = dict(before)
            (ended if body() else left).append(scope.names)
        scope.branches -= 1
        self.join(scope, *(left or ended))
        return not left

    def _if_statement(self, node: ast.If, scope: Scope) -> bool:
        self.evaluate(node.test, scope)
        bodies: list[Callable[[], bool]] = [lambda body=node.body: self.execute(body, scope)]  # type: ignore[misc]
        rest = node.orelse
        while len(rest) == 1 and isinstance(rest[0], ast.If):  # a long chain is nested as deep as it is long
            inner = rest[0]

            def read(inner: ast.If = inner) -> bool:
                self.evaluate(inner.test, scope)
                return self.execute(inner.body, scope)

            bodies.append(read)
            rest = inner.orelse
        return self._branches(scope, *bodies, lambda: self.execute(rest, scope))

    def _for(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        source, element = self.evaluate(node.iter, scope), Node()
        self.elements(source, element, scope)
        given = self.told_by_comment(node, element, scope)
        self._loop(node, scope, lambda: self.assign(node.target, given, scope))

    def _while(self, node: ast.While, scope: Scope) -> None:
        self._loop(node, scope, lambda: self.evaluate(node.test, scope))

    def _loop(self, node: Any, scope: Scope, start: Callable[[], object]) -> None:
        outermost = scope.loop is None
        if outermost:
            scope.loop = scope.serial
        rounds = {}
        for name in _bound(node):
            rounds[name] = Node()
            if name in scope.names:
                self.flow(scope.names[name], rounds[name])
        scope.names |= rounds
        before = dict(scope.names)
        scope.branches += 1
        scope.leaving.append(([], []))
        start()
        self.execute(node.body, scope)
        broken, continued = scope.leaving.pop()
        for names in (scope.names, *continued):
            for name, version in rounds.items():
                if name in names:
                    self.flow(names[name], version)
        if outermost:
            scope.loop = None
        scope.names = before
        self.execute(node.orelse, scope)
        scope.branches -= 1
        self.join(scope, scope.names, *broken)

    def _with(self, node: ast.With | ast.AsyncWith, scope: Scope) -> bool:
        swallows = False
        for item in node.items:
            held, entered = self.evaluate(item.context_expr, scope), Node()
            name = written(item.context_expr).rpartition(".")[2]
            if name in _SWALLOWING:
                swallows = True
                scope.module.handlers.append((item, node.body))
                self.put(entered, Caught(item))
            self.watch(held, lambda value, into=entered: self._enter(value, into, scope), scope.module)  # type: ignore[misc]
            if item.optional_vars is not None:
                self.assign(item.optional_vars, self.told_by_comment(node, entered, scope), scope)
        before = dict(scope.names)
        scope.tries.append({})
        scope.branches += 1
        ended = self.execute(node.body, scope)
        scope.branches -= 1
        tried = scope.tries.pop()
        if ended or swallows:
            self._rejoin(scope, before, tried)
        return False  # a context manager may swallow what is raised in it

    def _enter(self, value: Value, target: Node, scope: Scope) -> None:
        if isinstance(value, Instance):
            entered = Node()
            for name in ("__enter__", "__aenter__"):
                method = Node()
                self.attribute(value, name, method, scope)
                self.call_with(method, [], scope, entered)
            names = {name for each in self.classes_of(value.of) for name in each.names}
            if names.isdisjoint({"__enter__", "__aenter__"}):
                self.put(target, value)
            self.flow(entered, target)
        elif isinstance(value, Box):
            self.flow(self.contents(value), target)
        else:
            self.put(target, value)

    def _rejoin(self, scope: Scope, before: dict[str, Node], tried: dict[str, list[Node]]) -> None:
        """Go on with what any of the statements of a block may have left behind."""
        names = {**before, **scope.names}
        for name, versions in tried.items():
            names[name] = self.joined([*([before[name]] if name in before else []), *versions])
        scope.names = names

    def _try(self, node: Any, scope: Scope) -> bool:
        before = dict(scope.names)
        scope.tries.append({})
        scope.branches += 1
        ended = self.execute(node.body, scope)
        ended = self.execute(node.orelse, scope) or ended
        tried = scope.tries.pop()
        left, dead = ([], [scope.names]) if ended else ([scope.names], [])
        for handler in node.handlers:
            self._rejoin(scope, before, tried)
            kinds = self.evaluate(handler.type, scope)
            scope.module.handlers.append((handler, node.body))
            if handler.name is not None:
                self.bind_name(handler.name, self.caught(handler, kinds, scope), scope)
            (dead if self.execute(handler.body, scope) else left).append(scope.names)
        self.join(scope, *(left or dead))
        scope.branches -= 1
        return self.execute(node.finalbody, scope) or not left

    def _match(self, node: ast.Match, scope: Scope) -> bool:
        subject = self.evaluate(node.subject, scope)
        if not subject.settled:
            scope.module.derived.append((node.subject, subject))

        def read(case: ast.match_case) -> bool:
            self._capture(case.pattern, subject, scope)
            self.evaluate(case.guard, scope)
            return self.execute(case.body, scope)

        cases = [lambda case=case: read(case) for case in node.cases]
        last = node.cases[-1]
        open_ended = last.guard is not None or not _takes_all(last.pattern)
        return self._branches(scope, *cases, otherwise=open_ended)

    def _capture(self, pattern: ast.pattern, held: Node, scope: Scope) -> None:
        """Bind what a pattern captures."""
        if isinstance(pattern, ast.MatchAs):
            if pattern.pattern is not None:
                self._capture(pattern.pattern, held, scope)
            if pattern.name is not None:
                self.bind_name(pattern.name, held, scope, pattern)
        elif isinstance(pattern, ast.MatchOr):
            for each in pattern.patterns:
                self._capture(each, held, scope)
        elif isinstance(pattern, ast.MatchSequence):
            starred = False
            for index, each in enumerate(pattern.patterns):
                starred = starred or isinstance(each, ast.MatchStar)
                self._capture(each, self._unpacked(held, None if starred else index, scope), scope)
        elif isinstance(pattern, ast.MatchStar):
            if pattern.name is not None:
                box, boxed = self.box(pattern, scope)
                self.flow(held, self.item(box, None))
                self.bind_name(pattern.name, boxed, scope, pattern)
        elif isinstance(pattern, ast.MatchMapping):
            for key, each in zip(pattern.keys, pattern.patterns, strict=True):
                keys, value = self.evaluate(key, scope), Node()
                self.watch(
                    held,
                    lambda of, to=value, at=keys: self.subscript(of, at, to, scope),  # type: ignore[misc]
                    scope.module,
                )
                self._capture(each, value, scope)
            if pattern.rest is not None:
                self.bind_name(pattern.rest, held, scope, pattern)
        elif isinstance(pattern, ast.MatchClass):
            self.evaluate(pattern.cls, scope)
            for each in pattern.patterns:
                inner = Node()
                self.watch(held, lambda of, to=inner: self._any_field(of, to), scope.module)  # type: ignore[misc]
                self._capture(each, inner, scope)
            for name, each in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
                self._capture(each, self.load(held, name, scope), scope)
        else:
            self.unfollowed(pattern, scope)

    def _any_field(self, of: Value, target: Node) -> None:
        if isinstance(of, Instance):
            for name in {
                name: 0 for each in self.classes_of(of.of) for name in (*each.names, *assigned(each.node))
            }:
                self.flow(self.field(of, name), target)
        self.put(target, of if not isinstance(of, Instance) else PLAIN)


def _takes_all(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and (pattern.pattern is None or _takes_all(pattern.pattern))


def _bound(loop: ast.AST) -> Iterable[str]:
    """Give the names that are bound in a loop."""
    todo: list[ast.AST] = [loop]
    names: dict[str, None] = {}
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                names[node.id] = None
            continue
        if isinstance(node, ast.alias):
            names[(node.asname or node.name).partition(".")[0]] = None
        elif isinstance(name := getattr(node, "name", None) or getattr(node, "rest", None), str):
            names[name] = None
        todo += ast.iter_child_nodes(node) if node is loop or not isinstance(node, _MAKES) else ()
    return names


_READERS: dict[type[ast.stmt], Callable[[Any, Any, Scope], Any]] = {
    ast.AnnAssign: Statements._annotated_assignment,
    ast.Assign: Statements._assignment,
    ast.AsyncFor: Statements._for,
    ast.AsyncFunctionDef: Statements._function,
    ast.AsyncWith: Statements._with,
    ast.AugAssign: Statements._augmented,
    ast.Break: Statements._break,
    ast.ClassDef: Statements._class,
    ast.Continue: Statements._continue,
    ast.Delete: Statements._delete,
    ast.Expr: Statements._expression,
    ast.For: Statements._for,
    ast.FunctionDef: Statements._function,
    ast.Global: Statements._global,
    ast.If: Statements._if_statement,
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import_from,
    ast.Match: Statements._match,
    ast.Nonlocal: Statements._nonlocal,
    ast.Raise: Statements._raise,
    ast.Return: Statements._return,
    ast.Try: Statements._try,
    ast.While: Statements._while,
    ast.With: Statements._with,
}
for _name, _reader in (("TryStar", Statements._try), ("TypeAlias", Statements._alias)):
    if hasattr(ast, _name):
        _READERS[getattr(ast, _name)] = _reader
