"""Statements: all of them are read, whether they can be reached or not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan._rules import operation_of
from chime_shim.scan.reader.expressions import dotted, number_of, same_name, written
from chime_shim.scan.reader.externals import Externals
from chime_shim.scan.reader.heap import ANY, NOTHING
from chime_shim.scan.reader.scope import Scope
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    PLAIN,
    UNKNOWN,
    Box,
    Caught,
    Class,
    Function,
    Instance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from chime_shim.scan.reader.values import Value

__all__ = ["Statements"]

_SWALLOWING = ("suppress", "raises", "assertRaises", "assertRaisesRegex", "assertLogs", "warns")
_MAKES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class Statements(Externals):
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

    # Binding.

    def assign(self, target: ast.AST, held: Node, scope: Scope, value: ast.expr | None = None) -> None:
        """Bind a target of an assignment; ``value`` is what is assigned, if it is written there."""
        if isinstance(target, ast.Name):
            self.bind_name(target.id, held, scope, target)
        elif isinstance(target, ast.Attribute):
            of, name = self.evaluate(target.value, scope), target.attr
            operation = operation_of(name)
            if operation is not None and not name[:1].isupper():
                self.records.use(scope.module, target, "mock", operation, of, target.value)
            self.watch(of, lambda each: self.store(each, name, held, scope, target), scope.module)
            self.stores.append((of, held, target, scope))
            if not held.settled:
                scope.module.binds.append((target, dotted(target) or name, held))
        elif isinstance(target, ast.Subscript):
            of, keys = self.evaluate(target.value, scope), self.evaluate(target.slice, scope)
            paired = value is not None and same_name(target.slice, value)
            key = number_of(target.slice)
            self.watch(
                of,
                lambda each: self.store_item(each, keys, held, scope, target, key, paired=paired),
                scope.module,
            )
            self.stores.append((of, held, target, scope))
        elif isinstance(target, ast.Tuple | ast.List):
            starred = False
            for index, element in enumerate(target.elts):
                starred = starred or isinstance(element, ast.Starred)
                self.assign(element, self._unpacked(held, None if starred else index, scope), scope)
        elif isinstance(target, ast.Starred):
            box, boxed = self.box(target, scope)
            self.flow(held, self.item(box, None))
            self.assign(target.value, boxed, scope)
        else:
            self.unfollowed(target, scope)

    def _unpacked(self, source: Node, index: int | None, scope: Scope) -> Node:
        target = Node()

        def unpack(value: Value) -> None:
            if isinstance(value, Box) and not value.mapping:
                self.pick(value, index, target)
            else:
                self.iterate(value, target, scope)

        self.watch(source, unpack, scope.module)
        return target

    def bind_name(self, name: str, held: Node, scope: Scope, target: ast.AST | None = None) -> None:
        """Bind a name."""
        if held.settled and scope.kind != "function" and scope.temporary.isdisjoint((name,)):
            fresh = Node()  # others may set it from outside
            self.flow(held, fresh)
            held = fresh
        if target is not None and not held.settled:
            scope.module.binds.append((target, name, held))
        if name in scope.globals:
            self.flow(held, self.cell(scope.module.scope, name))
        elif name in scope.nonlocals:
            outer = scope.parent
            while outer is not None and (outer.kind != "function" or name not in outer.history):
                outer = outer.parent
            if outer is not None:
                self.flow(held, self.cell(outer, name))
        scope.set(name, held)
        if scope.kind == "class" and scope.owner is not None:
            scope.owner.names.add(name)
            self.flow(held, self.field(scope.owner, name))

    def _assignment(self, node: ast.Assign, scope: Scope) -> None:
        held = self.evaluate(node.value, scope)
        for target in node.targets:
            self.assign(target, held, scope, node.value)

    def _annotated_assignment(self, node: ast.AnnAssign, scope: Scope) -> None:
        told = self.annotated(node.annotation, scope)
        nodes = [] if told is NOTHING else [told]
        if node.value is not None:
            nodes.append(self.evaluate(node.value, scope))
        if nodes:
            self.assign(node.target, self.joined(nodes), scope, node.value)
        elif not isinstance(node.target, ast.Name):
            self.unfollowed(node.target, scope)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        held = self.evaluate(node.value, scope)
        before = self.evaluate(node.target, scope)
        if isinstance(node.target, ast.Attribute | ast.Subscript | ast.Name):
            after = Node()

            def add(value: Value) -> None:
                if isinstance(value, Box):
                    self.elements(held, self.item(value, None), scope)
                    self.put(after, value)
                    self.watch(
                        held,
                        lambda each: self.copy(each, value)
                        if isinstance(each, Box) and each.mapping and value.mapping
                        else None,
                        scope.module,
                    )

            self.watch(before, add, scope.module)
            if isinstance(node.op, ast.Add):
                self.flow(self.sum(node, before, held, scope), after)
            else:
                self.put(after, UNKNOWN)
            self.escape(held, node.value, "construct", "it is an operand, which is not followed", scope)
            self.assign(node.target, after, scope)

    def _delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                scope.set(target.id, ANY)
            else:
                self.unfollowed(target, scope)

    def _return(self, node: ast.Return, scope: Scope) -> bool:
        held = self.evaluate(node.value, scope)
        self.flow(held, scope.returns)
        if node.value is not None and not held.settled:
            scope.returned.append((node.value, held))
        return True

    def _raise(self, node: ast.Raise, scope: Scope) -> bool:
        self.unfollowed(node, scope)
        return True

    def _break(self, node: ast.Break, scope: Scope) -> bool:
        if scope.leaving:
            scope.leaving[-1][0].append(dict(scope.names))
        return True

    def _continue(self, node: ast.Continue, scope: Scope) -> bool:
        if scope.leaving:
            scope.leaving[-1][1].append(dict(scope.names))
        return True

    def _global(self, node: ast.Global, scope: Scope) -> None:
        scope.globals.update(node.names if scope.kind == "function" else ())

    def _nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        scope.nonlocals.update(node.names)

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        self.evaluate(node.value, scope)

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
        self._loop(node, scope, lambda: self.assign(node.target, element, scope))

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
                self.assign(item.optional_vars, entered, scope)
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
            self.evaluate(handler.type, scope)
            scope.module.handlers.append((handler, node.body))
            if handler.name is not None:
                self.bind_name(handler.name, Node([Caught(handler)]), scope)
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

        cases = [lambda case=case: read(case) for case in node.cases]  # type: ignore[misc]
        return self._branches(scope, *cases, otherwise=True)

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
                    held, lambda of, to=value, at=keys: self.subscript(of, at, to, scope), scope.module  # type: ignore[misc]
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
            for name in of.of.names:
                self.flow(self.field(of, name), target)
        self.put(target, of if not isinstance(of, Instance) else PLAIN)

    # Definitions.

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        owner = scope.owner if scope.kind == "class" else None
        decorators = [(each, self.evaluate(each, scope)) for each in node.decorator_list]
        function = self.define(node, scope, owner)
        held: Node = Node([function])
        for decorator, decorating in reversed(decorators):
            held = self.decorated(function, decorator, decorating, held, scope)
        self.bind_name(node.name, held, scope)

    def define(self, node: Any, scope: Scope, owner: Class | None) -> Function:
        """Make a function of a definition; it is read when it is called, or at last."""
        around = scope
        while around.kind == "class" and around.parent is not None:
            around = around.parent
        names = frozenset(written(each) for each in getattr(node, "decorator_list", ()))
        function = Function(node, around, owner, around.moment(), names)
        spec = node.args
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        positional = [*spec.posonlyargs, *spec.args]
        pairs = list(zip(positional[len(positional) - len(spec.defaults) :], spec.defaults, strict=True))
        pairs += zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
        for parameter, value in pairs:
            if value is not None:
                function.defaults[parameter.arg] = self.evaluate(value, scope)
        for parameter in (*positional, *spec.kwonlyargs, spec.vararg, spec.kwarg):
            if parameter is not None and parameter.annotation is not None:
                function.told[parameter.arg] = self.annotated(parameter.annotation, scope)
        if getattr(node, "returns", None) is not None:
            self.annotated(node.returns, scope)
        self.functions.append(function)
        return function

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        of = Class(node, scope)
        self.classes.append(of)
        for decorator in node.decorator_list:
            self.call_with(self.evaluate(decorator, scope), [Node([of])], scope, Node())
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        of.bases = [self.evaluate(base, scope) for base in node.bases]
        for keyword in node.keywords:
            reason = "it is given to a class as it is made"
            self.escape(self.evaluate(keyword.value, scope), keyword.value, "construct", reason, scope)
        inner = Scope(scope.module, scope, "class", of)
        inner.depth, inner.branches = scope.depth, scope.branches
        self.execute(node.body, inner)
        self.bind_name(node.name, Node([of]), scope)

    def _alias(self, node: Any, scope: Scope) -> None:
        """Read ``type X = ...``."""
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        self.bind_name(node.name.id, self.evaluate(node.value, scope), scope)

    stores: list[tuple[Node, Node, ast.AST, Scope]]
    classes: list[Class]


def _bound(loop: ast.AST) -> Iterable[str]:
    """Give the names that are bound in a loop."""
    todo, names = [loop], {}
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
    ast.Import: Externals._import,
    ast.ImportFrom: Externals._import_from,
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
