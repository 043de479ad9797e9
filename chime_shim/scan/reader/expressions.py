"""Expressions: every field of every node is read; what has no rule of its own lets clients escape."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import operation_of
from chime_shim.scan.reader.heap import ANY, NOTHING
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.texts import Texts
from chime_shim.scan.reader.values import UNKNOWN, Box, Client
from chime_shim.scan.reader.written import dotted, number_of, same_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Expressions"]

# A hook on an operation, as in "provide-client-params.chime.CreateMeeting".
_EVENT = re.compile(r"[a-z][a-z-]*\.chime\.(?P<operation>[A-Z]\w+)(?:\.\w+)?")


class Expressions(Texts):
    """Reads expressions."""

    def evaluate(self, node: ast.expr | None, scope: Scope) -> Node:
        """Read an expression, with all that is in it."""
        if node is None:
            return NOTHING
        reader = _READERS.get(type(node))
        return self.unfollowed(node, scope) if reader is None else reader(self, node, scope)

    def unfollowed(self, node: ast.AST, scope: Scope) -> Node:
        """Read what has no rule of its own: all that is in it, and clients are lost from sight there."""
        for name in node._fields:
            value = getattr(node, name, None)
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.stmt):
                    self.execute([child], scope)
                elif isinstance(child, ast.expr):
                    reason = f"it is used in a {type(node).__name__}, which is not followed"
                    self.escape(self.evaluate(child, scope), child, "construct", reason, scope)
                elif isinstance(child, ast.AST) and not isinstance(child, ast.expr_context | ast.operator):
                    self.unfollowed(child, scope)
        return ANY

    def _name(self, node: ast.Name, scope: Scope) -> Node:
        found = self.find(node.id, scope)
        if not found.settled and scope.module.whole:
            scope.module.reads.append((node, node.id, found))
        return found

    def _constant(self, node: ast.Constant, scope: Scope) -> Node:
        value = node.value
        if not isinstance(value, str):
            return ANY if isinstance(value, bytes) else NOTHING  # bytes may be decoded
        event = _EVENT.fullmatch(value) if ".chime." in value else None
        if event and (operation := operation_of(event["operation"])):
            client = Node([Client("chime", self.origin(node, scope))])
            self.records.use(scope.module, node, "event", operation, client)
        return self.text(value)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Node:
        return self.member(node, scope, None)

    def member(self, node: ast.Attribute, scope: Scope, call: ast.Call | None) -> Node:
        """Read an attribute."""
        receiver = self.evaluate(node.value, scope)
        operation = operation_of(node.attr)
        if operation is not None and not node.attr[:1].isupper():
            kind: Any = "reference" if call is None else "call"
            self.records.use(scope.module, node, kind, operation, receiver, node.value, call)
        found = self.load(receiver, node.attr, scope, node)
        if not found.settled and scope.module.whole:
            scope.module.reads.append((node, dotted(node) or node.attr, found))
        return found

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Node:
        source = self.evaluate(node.value, scope)
        target = Node()
        if isinstance(node.slice, ast.Slice):
            self.evaluate(node.slice, scope)
            self.watch(source, lambda value: self._sliced(value, node, target, scope), scope.module)
            return target
        keys = self.evaluate(node.slice, scope)
        if source is ANY:
            return ANY
        key = number_of(node.slice)
        self.watch(source, lambda value: self.subscript(value, keys, target, scope, key), scope.module)
        if scope.module.whole:
            scope.module.derived.append((node, target))
        return target

    def _sliced(self, value: Value, node: ast.AST, target: Node, scope: Scope) -> None:
        if isinstance(value, Box):
            box, boxed = self.box(node, scope)
            self.flow(self.contents(value), self.item(box, None))
            self.flow(boxed, target)
        else:
            self.put(target, UNKNOWN)

    def _slice(self, node: ast.Slice, scope: Scope) -> Node:
        for part in (node.lower, node.upper, node.step):
            self.evaluate(part, scope)
        return NOTHING

    def _display(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Node:
        if not node.elts:
            return self.box(node, scope)[1]
        nodes = [self.evaluate(each, scope) for each in node.elts]
        box, boxed = self.box(node, scope)
        unordered = isinstance(node, ast.Set)
        for index, (element, held) in enumerate(zip(node.elts, nodes, strict=True)):
            if isinstance(element, ast.Starred):
                unordered = True  # how many there are is not known
                self.elements(held, self.item(box, None), scope)
            else:
                self.flow(held, self.item(box, None if unordered else index))
        return boxed

    def _dict(self, node: ast.Dict, scope: Scope) -> Node:
        box, boxed = self.box(node, scope, mapping=True)
        for key, value in zip(node.keys, node.values, strict=True):
            held = self.evaluate(value, scope)
            if key is None:
                self.watch(
                    held,
                    lambda each: self.copy(each, box) if isinstance(each, Box) else None,
                    scope.module,
                )
            else:
                self.store_item(
                    box, self.evaluate(key, scope), held, scope, value, number_of(key), paired=False
                )
        return boxed

    def _comprehension(self, node: Any, scope: Scope) -> Node:
        names = {
            each.id
            for generator in node.generators
            for each in ast.walk(generator.target)
            if isinstance(each, ast.Name)
        }
        before = {name: scope.names.get(name) for name in names}
        outer, scope.temporary = scope.temporary, scope.temporary | names
        scope.branches += 1
        for generator in node.generators:
            source, element = self.evaluate(generator.iter, scope), Node()
            self.elements(source, element, scope)
            self.assign(generator.target, element, scope)
            for condition in generator.ifs:
                self.evaluate(condition, scope)
        box, boxed = self.box(node, scope, mapping=isinstance(node, ast.DictComp))
        if isinstance(node, ast.DictComp):
            keys, held = self.evaluate(node.key, scope), self.evaluate(node.value, scope)
            self.store_item(box, keys, held, scope, node, None, paired=same_name(node.key, node.value))
        else:
            self.flow(self.evaluate(node.elt, scope), self.item(box, None))
        scope.branches -= 1
        scope.temporary = outer
        for name, version in before.items():
            if version is None:
                scope.names.pop(name, None)
            else:
                scope.names[name] = version
        return boxed

    def _call(self, node: ast.Call, scope: Scope) -> Node:
        called = node.func
        func = (
            self.member(called, scope, node)
            if isinstance(called, ast.Attribute)
            else self.evaluate(called, scope)
        )
        site = Site(node, scope, func)
        for argument in node.args:
            site.args.append((self.evaluate(argument, scope), isinstance(argument, ast.Starred)))
        for keyword in node.keywords:
            site.keywords.append((keyword.arg, self.evaluate(keyword.value, scope)))
        return self._template(node, site) or self.enter(site)

    def _compare(self, node: ast.Compare, scope: Scope) -> Node:
        for side in (node.left, *node.comparators):
            held = self.evaluate(side, scope)
            if not held.settled:
                scope.module.derived.append((side, held))
            elif isinstance(side, ast.Constant) and isinstance(side.value, str):
                # As a hook or a mock of botocore's tells operations apart.
                operation = operation_of(side.value) if side.value[:1].isupper() else None
                if operation is not None:
                    self.records.use(scope.module, side, "name", operation, ANY)
        return NOTHING

    def _parts(self, node: ast.AST, scope: Scope) -> Node:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child, scope)
        return NOTHING

    def _or(self, node: ast.BoolOp, scope: Scope) -> Node:
        return self.joined([self.evaluate(value, scope) for value in node.values])

    def _if(self, node: ast.IfExp, scope: Scope) -> Node:
        self.evaluate(node.test, scope)
        return self.joined([self.evaluate(node.body, scope), self.evaluate(node.orelse, scope)])

    def _same(self, node: ast.Await | ast.Starred, scope: Scope) -> Node:
        return self.evaluate(node.value, scope)

    def _walrus(self, node: ast.NamedExpr, scope: Scope) -> Node:
        held = self.evaluate(node.value, scope)
        self.assign(node.target, held, scope)
        return held

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Node:
        return Node([self.define(node, scope, None)])

    def _yield(self, node: ast.Yield | ast.YieldFrom, scope: Scope) -> Node:
        held = self.evaluate(node.value, scope)
        scope.yielding = True
        function = scope.function
        if not held.settled:
            scope.returned.append((node, held))
        if not isinstance(node, ast.YieldFrom):
            self.flow(held, scope.yields)
            return ANY if function is None else self.field(function.node, "<sent>")
        self.elements(held, scope.yields, scope)
        ended = Node()
        self.watch(
            held,
            lambda value: self.flow(self.field(value, "<ended>"), ended) if isinstance(value, Box) else None,
            scope.module,
        )
        return ended


_READERS: dict[type[ast.expr], Callable[[Any, Any, Scope], Node]] = {
    ast.Attribute: Expressions._attribute,
    ast.Await: Expressions._same,
    ast.BinOp: Expressions._operation,
    ast.BoolOp: Expressions._or,
    ast.Call: Expressions._call,
    ast.Compare: Expressions._compare,
    ast.Constant: Expressions._constant,
    ast.Dict: Expressions._dict,
    ast.DictComp: Expressions._comprehension,
    ast.FormattedValue: Expressions._parts,
    ast.GeneratorExp: Expressions._comprehension,
    ast.IfExp: Expressions._if,
    ast.JoinedStr: Expressions._joined_text,
    ast.Lambda: Expressions._lambda,
    ast.List: Expressions._display,
    ast.ListComp: Expressions._comprehension,
    ast.Name: Expressions._name,
    ast.NamedExpr: Expressions._walrus,
    ast.Set: Expressions._display,
    ast.SetComp: Expressions._comprehension,
    ast.Slice: Expressions._slice,
    ast.Starred: Expressions._same,
    ast.Subscript: Expressions._subscript,
    ast.Tuple: Expressions._display,
    ast.UnaryOp: Expressions._parts,
    ast.Yield: Expressions._yield,
    ast.YieldFrom: Expressions._yield,
}
