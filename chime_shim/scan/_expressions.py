"""Reading expressions."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from chime_shim.scan._base import Arguments
from chime_shim.scan._known import NAMING_MEMBERS, OTHER_MEMBERS, kept_methods
from chime_shim.scan._rules import operation_of
from chime_shim.scan._texts import Texts
from chime_shim.scan._values import (
    EMPTY,
    NOTHING_KNOWN,
    Box,
    Client,
    External,
    Function,
    Mock,
    Text,
    legacy_clients,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan._finding import Kind
    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Expressions", "dotted", "written"]

# A hook on an operation, as in "provide-client-params.chime.CreateMeeting".
_EVENT = re.compile(r"[a-z][a-z-]*\.chime\.(?P<operation>[A-Z]\w+)(?:\.\w+)?")

_BUILTINS = frozenset(
    {"delattr", "dict", "enumerate", "getattr", "globals", "hasattr", "iter", "list", "locals", "next"}
    | {"reversed", "set", "setattr", "sorted", "super", "tuple", "type", "vars", "zip", "map", "frozenset"}
)


def dotted(node: ast.AST) -> str | None:
    """Return ``"a.b.c"`` for an attribute of an attribute of a name; None for all else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or not parts:
        return None
    return ".".join([node.id, *reversed(parts)])


def written(node: ast.expr) -> str:
    """Return the dotted name of what is called or used as a decorator, as far as it has one."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Name):
        return node.id
    return dotted(node) or (node.attr if isinstance(node, ast.Attribute) else "")


class Expressions(Texts):
    """Reads expressions."""

    def evaluate(self, node: ast.expr | None, scope: Scope) -> Values:
        """Read an expression, with all that is in it."""
        if node is None:
            return EMPTY
        self.steps += 1
        reader = _READERS.get(type(node))
        if reader is not None:
            return reader(self, node, scope)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child, scope)
        return NOTHING_KNOWN

    def _value_of_name(self, node: ast.Name, scope: Scope) -> Values:
        values = scope.find(node.id)
        if values is None:
            values = self.module_name(scope.module, node.id)
        if values is None:
            known = self.get((scope.module, "global", node.id))
            values = known or self.star_imported(scope, node.id)
            if not values:
                builtin = node.id in _BUILTINS
                return frozenset({External(f"builtins.{node.id}")}) if builtin else NOTHING_KNOWN
        else:
            values |= (
                self.get((scope.module, "global", node.id)) if self._is_global(node.id, scope) else EMPTY
            )
        self._note_use(node, node.id, values, scope)
        return values

    @staticmethod
    def _is_global(name: str, scope: Scope) -> bool:
        owner: Scope | None = scope
        while owner is not None and owner.parent is not None:
            if name in owner.names and name not in owner.globals:
                return False
            owner = owner.parent
        # While the module itself is read, its statements come in their order.
        return scope.kind != "module"

    def star_imported(self, scope: Scope, name: str) -> Values:
        """Look up a name in the modules that are imported with a star."""
        found = EMPTY
        for star in self.get((scope.module, "stars")):
            found |= self.attribute(frozenset({star}), name, scope)
        return found

    def _note_use(self, node: ast.expr, name: str, values: Values, scope: Scope) -> None:
        if values and legacy_clients(values):
            self.record(scope).reference(node, "use", name, values)

    def _value_of_constant(self, node: ast.Constant, scope: Scope) -> Values:
        if not isinstance(node.value, str):
            return EMPTY
        event = _EVENT.fullmatch(node.value)
        operation = operation_of(event["operation"]) if event else None
        if operation:
            client = Client("chime", self.origin(node, scope))
            self.record(scope).use(node, "event", operation, frozenset({client}))
        return frozenset({Text(node.value, node, scope.module)})

    def _value_of_attribute(self, node: ast.Attribute, scope: Scope) -> Values:
        return self.member(node, scope)[1]

    def member(
        self, node: ast.Attribute, scope: Scope, call: ast.Call | None = None
    ) -> tuple[Values, Values]:
        """Read an attribute; return what it is of, and what it holds."""
        receiver = self.evaluate(node.value, scope)
        path = dotted(node)
        local = scope.find(path) if path is not None else None
        values = local or self.attribute(receiver, node.attr, scope, node)
        self.note_member(node, receiver, scope, call)
        self._note_use(node, path or node.attr, values, scope)
        return receiver, values

    def note_member(self, node: ast.Attribute, receiver: Values, scope: Scope, call: ast.Call | None) -> None:
        """Note that an attribute is an operation, if it is one."""
        clients = legacy_clients(receiver)
        operation = operation_of(node.attr)
        if operation is None or node.attr[:1].isupper():
            if clients:
                self.note_other_member(node, receiver, scope)
            return
        mocked: Values = frozenset()
        for value in receiver:
            if isinstance(value, Mock):
                mocked |= value.of
        if legacy_clients(mocked):
            self.record(scope).use(node, "mock", operation, mocked, receiver=node.value)
            return
        if not clients:
            self.demand(node.value, scope)
        kind: Kind = "reference" if call is None else "call"
        if isinstance(node.ctx, ast.Store | ast.Del):
            kind = "mock"
        self.record(scope).use(node, kind, operation, receiver, receiver=node.value, call=call)

    def note_other_member(self, node: ast.Attribute, receiver: Values, scope: Scope) -> None:
        """Note an attribute of a legacy client that is no removed operation."""
        if node.attr in NAMING_MEMBERS or node.attr in OTHER_MEMBERS or node.attr.startswith("_"):
            return
        if node.attr in kept_methods():
            self.record(scope).keep(node, node.attr)

    def _value_of_call(self, node: ast.Call, scope: Scope) -> Values:
        if isinstance(node.func, ast.Attribute):
            _, function = self.member(node.func, scope, node)
        else:
            function = self.evaluate(node.func, scope)
        return self.call(function, self._arguments(node, scope), scope, node)

    def _arguments(self, node: ast.Call, scope: Scope) -> Arguments:
        arguments = Arguments()
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                values = self.evaluate(argument.value, scope)
                elements = self.elements(values)
                arguments.positional += elements
            else:
                arguments.positional.append(self.evaluate(argument, scope))
        for keyword in node.keywords:
            values = self.evaluate(keyword.value, scope)
            if keyword.arg is not None:
                arguments.keywords[keyword.arg] = values
                continue
            for box in values:
                if isinstance(box, Box):
                    for key, held in self.items(box).items():
                        if isinstance(key, str):
                            arguments.keywords.setdefault(key, held)
        return arguments

    def _value_of_comparison(self, node: ast.Compare, scope: Scope) -> Values:
        for side in (node.left, *node.comparators):
            values = self.evaluate(side, scope)
            if not isinstance(side, ast.Constant):
                continue
            for text in texts(values):
                # As a hook or a mock of botocore's tells operations apart.
                if text.value[:1].isupper() and operation_of(text.value):
                    self.record(scope).use(side, "name", text.value, NOTHING_KNOWN)
        return NOTHING_KNOWN

    def _value_of_or(self, node: ast.BoolOp, scope: Scope) -> Values:
        return frozenset().union(*[self.evaluate(value, scope) for value in node.values])

    def _value_of_if(self, node: ast.IfExp, scope: Scope) -> Values:
        self.evaluate(node.test, scope)
        return self.evaluate(node.body, scope) | self.evaluate(node.orelse, scope)

    def _value_of_await(self, node: ast.Await | ast.Starred, scope: Scope) -> Values:
        return self.evaluate(node.value, scope)

    def _value_of_walrus(self, node: ast.NamedExpr, scope: Scope) -> Values:
        values = self.evaluate(node.value, scope)
        owner = scope
        while owner.kind == "comprehension" and owner.parent is not None:
            owner = owner.parent
        self.assign(node.target, values, owner)
        return values

    def _value_of_lambda(self, node: ast.Lambda, scope: Scope) -> Values:
        function = self.functions.get((node, scope.key))
        if function is None:
            function = self.functions[node, scope.key] = Function(node, scope)
        function.scope = scope
        if scope.module.relevance.covers(node):
            self.pending.append((function, None))
        return frozenset({function})

    def _value_of_yield(self, node: ast.Yield | ast.YieldFrom, scope: Scope) -> Values:
        values = self.evaluate(node.value, scope)
        owner = scope
        while owner.kind == "comprehension" and owner.parent is not None:
            owner = owner.parent
        owner.yielded = True
        if isinstance(node, ast.YieldFrom):
            values = frozenset().union(*self.elements(values))
        owner.yields |= values
        return NOTHING_KNOWN

    def origin(self, node: ast.AST, scope: Scope, how: Any = "made") -> Any:
        """Return the place of a node, as that where a client comes from."""
        from chime_shim.scan._finding import Origin

        span = self.record(scope).span(node)
        return Origin(scope.module.path, span.line, span.column, how)


_READERS: dict[type[ast.expr], Callable[[Any, Any, Scope], Values]] = {
    ast.Attribute: Expressions._value_of_attribute,
    ast.Await: Expressions._value_of_await,
    ast.BinOp: Expressions._value_of_plus,
    ast.BoolOp: Expressions._value_of_or,
    ast.Call: Expressions._value_of_call,
    ast.Compare: Expressions._value_of_comparison,
    ast.Constant: Expressions._value_of_constant,
    ast.Dict: Expressions._value_of_dict,
    ast.DictComp: Expressions._value_of_comprehension,
    ast.GeneratorExp: Expressions._value_of_comprehension,
    ast.IfExp: Expressions._value_of_if,
    ast.JoinedStr: Expressions._value_of_joined,
    ast.Lambda: Expressions._value_of_lambda,
    ast.List: Expressions._value_of_box,
    ast.ListComp: Expressions._value_of_comprehension,
    ast.Name: Expressions._value_of_name,
    ast.NamedExpr: Expressions._value_of_walrus,
    ast.Set: Expressions._value_of_box,
    ast.SetComp: Expressions._value_of_comprehension,
    ast.Starred: Expressions._value_of_await,
    ast.Subscript: Expressions._value_of_subscript,
    ast.Tuple: Expressions._value_of_box,
    ast.Yield: Expressions._value_of_yield,
    ast.YieldFrom: Expressions._value_of_yield,
}
