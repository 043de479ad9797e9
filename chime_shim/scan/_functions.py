"""Reading functions and classes of the tree: what they are called with, and what comes of it."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chime_shim.scan._attributes import decorators
from chime_shim.scan._base import DEPTH, MANY, MOST_VARIANTS, Arguments
from chime_shim.scan._externals import Externals
from chime_shim.scan._known import CONTEXT_MANAGERS
from chime_shim.scan._scope import Scope
from chime_shim.scan._values import (
    EMPTY,
    NOTHING_KNOWN,
    UNKNOWN,
    Box,
    Class,
    Client,
    ClientMember,
    External,
    Function,
    Instance,
    Mock,
    ModuleValue,
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from chime_shim.scan._values import Value, Values

__all__ = ["Functions"]


class Functions(Externals):
    """Reads functions and classes."""

    def invoke(self, function: Function, arguments: Arguments, to: Value | None = None) -> Values:
        """Return what a function of the tree returns."""
        node = function.node
        self.called.add((node, to))
        if not function.scope.module.relevance.covers(node):
            return self._if_it_mattered(function, arguments, to)
        bound = self.bind(function, arguments, to)
        key = MANY if self.spent else self.context(node, function.scope.key, to, tuple(sorted(bound.items())))
        if key not in self.memo:
            count = self.variants.get(node, 0)
            if key == MANY or count >= MOST_VARIANTS:
                key = (not self.spent and self.context(node, to)) or self.context(node)
                for name, values in bound.items():
                    self.add((key, name), values)
                    bound[name] = self.get((key, name))
            self.variants[node] = count + 1
        if key in self.memo:
            return self.memo[key]
        if key in self.running or self.depth >= DEPTH:
            return self.get(key)
        self.running.add(key)
        self.depth += 1
        try:
            returned = self._run(function, bound, to, key)
        finally:
            self.depth -= 1
            self.running.discard(key)
        self.memo[key] = returned
        self.add(key, returned)
        self._judge(function, returned)
        return returned

    def _if_it_mattered(self, function: Function, arguments: Arguments, to: Value | None) -> Values:
        """Let a function that nothing points to matter, once it is given something of interest."""
        given = [*arguments.positional, *arguments.keywords.values()]
        if any(self.matters(values) for values in given):
            for name, values in self.bind(function, arguments, to).items():
                if self.matters(values):
                    function.scope.module.relevance.add(name.lstrip("*"))
        return NOTHING_KNOWN

    def _judge(self, function: Function, returned: Values) -> None:
        relevance = function.scope.module.relevance
        if self.matters(returned):
            self.worthy.add(function)
            relevance.add(function.name)
            if function.owner is not None:
                self._worthy_class(function.owner)

    def _worthy_class(self, of: Class) -> None:
        self.worthy.add(of)
        of.scope.module.relevance.add(of.name)

    def _run(self, function: Function, bound: dict[str, Values], to: Value | None, key: Any) -> Values:
        node = function.node
        scope = Scope(function.scope.module, function.scope, "function", key, function.owner, to, function)
        scope.parameters = frozenset(name.lstrip("*") for name in bound)
        for name, values in bound.items():
            scope.bind(name.lstrip("*"), values)
            if to not in values and self.matters(values):
                scope.module.relevance.add(name.lstrip("*"))
        if isinstance(node, ast.Lambda):
            return self.evaluate(node.body, scope)
        self.execute(node.body, scope)
        if scope.yielded:
            managers = {name.rpartition(".")[2] for name in CONTEXT_MANAGERS} | {"fixture"}
            if {name.rpartition(".")[2] for name in decorators(node)} & managers:
                return frozenset(scope.yields)
            box = Box(node, key)
            self.put(box, None, frozenset(scope.yields))
            if self.matters(frozenset(scope.yields)):
                self.worthy.add(box)
            return frozenset({box})
        return frozenset(scope.returns)

    def bind(self, function: Function, arguments: Arguments, to: Value | None) -> dict[str, Values]:
        """Return what the parameters hold: names with a star for those that take all the rest."""
        spec = function.node.args
        names = [each.arg for each in (*spec.posonlyargs, *spec.args)]
        held = self._defaults(function)
        positional = list(arguments.positional)
        if to is not None and names and "staticmethod" not in decorators(function.node):
            held[names.pop(0)] = frozenset({to})
        why = f"passed to {function.name}() by the calls that were seen"
        for name in names:
            if positional:
                held[name] = with_doubt(positional.pop(0), why)
        known = {*names, *(each.arg for each in spec.kwonlyargs)}
        keywords = dict(arguments.keywords)
        for name in known & keywords.keys():
            held[name] = with_doubt(keywords.pop(name), why)
        if spec.vararg is not None:
            box = Box(spec.vararg, self.context(tuple(positional)))
            for index, values in enumerate(positional):
                self.put(box, index, values)
            held[f"*{spec.vararg.arg}"] = frozenset({box})
        if spec.kwarg is not None:
            box = Box(spec.kwarg, self.context(tuple(sorted(keywords.items()))), mapping=True)
            for name, values in keywords.items():
                self.put(box, name, values)
            held[f"**{spec.kwarg.arg}"] = frozenset({box})
        return held

    def _defaults(self, function: Function) -> dict[str, Values]:
        spec = function.node.args
        parameters = [*spec.posonlyargs, *spec.args]
        pairs = list(zip(parameters[len(parameters) - len(spec.defaults) :], spec.defaults, strict=True))
        pairs += [
            (name, value) for name, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value
        ]
        defaults = {name.arg: value for name, value in pairs}
        held: dict[str, Values] = {}
        for parameter in (*parameters, *spec.kwonlyargs):
            told = self.annotated(parameter.annotation, function.scope)
            if told:
                held[parameter.arg] = told
            elif parameter.arg in defaults:
                held[parameter.arg] = self.evaluate(defaults[parameter.arg], function.scope) | NOTHING_KNOWN
            else:
                held[parameter.arg] = self._fixture(parameter.arg, function) or NOTHING_KNOWN
            if legacy_clients(held[parameter.arg]):
                self.record(function.scope).reference(parameter, "holder", parameter.arg, held[parameter.arg])
        return held

    def _fixture(self, name: str, function: Function) -> Values:
        """Return what pytest gives to a parameter, if there is a fixture of its name."""
        if not function.scope.module.tests:
            return EMPTY
        for values in self.project.fixtures(name, function.scope.module):
            for value in values:
                if isinstance(value, Function) and any("fixture" in each for each in decorators(value.node)):
                    return self.invoke(value, Arguments())
        return EMPTY

    def demand_for(self, function: Function, node: ast.Call | None, scope: Scope) -> None:
        """Let the lines matter that tell what a function is called with, if that matters."""
        if node is not None and function.node in self.asked:
            for argument in (*node.args, *(each.value for each in node.keywords)):
                self.demand(argument, scope)

    def instantiate(self, of: Class, arguments: Arguments) -> Values:
        """Return what a class makes."""
        given = (
            tuple(values if self.matters(values) else EMPTY for values in arguments.positional),
            tuple(
                sorted((name, values) for name, values in arguments.keywords.items() if self.matters(values))
            ),
        )
        count = len(self.facts.get((of, "instances"), EMPTY))
        many = self.spent or count >= MOST_VARIANTS
        instance = Instance(of, MANY if many else self.context(of, given))
        self.add((of, "instances"), frozenset({instance}))
        if any(given[0]) or given[1]:
            self._worthy_class(of)
        starter = self.lookup_class(of, "__init__") or EMPTY
        functions = [value for value in starter if isinstance(value, Function)]
        for function in functions:
            self.invoke(function, arguments, instance)
        if not functions:
            self._fill_fields(of, instance, arguments)
        if of in self.worthy:
            self.worthy.add(instance)
        return frozenset({instance})

    def _fill_fields(self, of: Class, instance: Instance, arguments: Arguments) -> None:
        """Set the attributes that a dataclass or named tuple declares."""
        fields = [
            statement.target.id
            for each in reversed([each for each in self.bases(of) if each is not None])
            for statement in each.node.body
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        ]
        given = {**dict(zip(fields, arguments.positional, strict=False)), **arguments.keywords}
        for name, values in given.items():
            self.set_attribute(frozenset({instance}), name, values)

    def set_attribute(self, of: Values, name: str, values: Values) -> None:
        """Set an attribute of any of the values."""
        for value in of:
            if isinstance(value, Instance | Class):
                self.add((value, "attribute", name), values)
                if self.matters(values):
                    owner = value.of if isinstance(value, Instance) else value
                    owner.scope.module.relevance.add(name)
                    self.worthy.add(value)
                    self._worthy_class(owner)
            elif isinstance(value, ModuleValue):
                self.add((value.module, "global", name), values)

    def entered(self, values: Values, scope: Scope) -> Values:
        """Return what ``with`` binds."""
        found: Values = EMPTY
        for value in values:
            if isinstance(value, Instance):
                of = frozenset({value})
                enter = self.attribute(of, "__enter__", scope) | self.attribute(of, "__aenter__", scope)
                found |= self.call(enter, Arguments(), scope, None) - NOTHING_KNOWN or of
            elif isinstance(value, Client | ClientMember | External | Mock | Text):
                found |= {value}
            elif isinstance(value, Box):
                found |= frozenset().union(*self.elements(frozenset({value})))
            else:
                found |= {value if value is UNKNOWN else UNKNOWN}
        return found


def with_doubt(values: Values, why: str) -> Values:
    """Return the values with their legacy clients less than certain."""
    if not legacy_clients(values):
        return values
    return frozenset(
        replace(value, confidence="likely", why=why)
        if isinstance(value, Client) and value.confidence == "certain"
        else value
        for value in values
    )
