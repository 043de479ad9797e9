"""Calls of Python's own functions that put clients into something, or take them out."""

from __future__ import annotations

import ast
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from chime_shim.routes._names import operation_of
from chime_shim.scan.reader.heap import NOTHING
from chime_shim.scan.reader.items import declared
from chime_shim.scan.reader.makers import Makers
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    LEGACY_SERVICE,
    PLAIN,
    UNKNOWN,
    Class,
    Client,
    External,
    Function,
    Instance,
    Partial,
    Text,
)

if TYPE_CHECKING:
    from chime_shim.scan.reader.site import Site
    from chime_shim.scan.reader.values import Value

__all__ = ["Builtins"]


class Builtins(Makers):
    """Reads calls of functions of Python itself."""

    # Functions of Python itself.

    def _getattr(self, site: Site) -> None:
        node, scope = site.node, site.scope
        of, named = self.argument(site, 0, ""), self.argument(site, 1, "")
        self.flow(self.argument(site, 2, ""), site.result) if len(site.args) > 2 else None
        if node is None or len(site.args) < 2:
            self.put(site.result, UNKNOWN)
            return
        place = node.args[1] if len(node.args) > 1 else node

        def ask(text: Value) -> None:
            if not isinstance(text, Text):
                if text is not PLAIN:
                    self.each(
                        of,
                        site,
                        lambda value: (
                            self.records.refer(scope.module, place, "dynamic", "", value)
                            if isinstance(value, Client) and value.service == LEGACY_SERVICE
                            else None
                        ),
                    )
                    self.put(site.result, UNKNOWN)
                return
            operation = operation_of(text.value)
            if text.node is not None and text.module is not None:
                # A class that hands on what it lacks: the attribute is where it was asked for.
                if operation is not None:
                    self.records.use(text.module, text.node, "call", operation, of, text.node.value)
                self.flow(self.load(of, text.value, scope), site.result)
                return
            self.flow(self.load(of, text.value, scope, place), site.result)
            if operation is not None and not text.value[:1].isupper():
                self.records.use(scope.module, place, "getattr", operation, of, node.args[0])

        self.each(named, site, ask)

    def _setattr(self, site: Site) -> None:
        self._pairs(site)
        if len(site.args) < 3 or site.node is None:
            return
        node, scope = site.node, site.scope
        of, named, held = (held for held, _ in site.args[:3])

        def keep(value: Value) -> None:
            self.each(
                named,
                site,
                lambda text: (
                    self.store(value, text.value, held, scope, node)
                    if isinstance(text, Text)
                    else self.escape(
                        held, node, "attribute", "it is kept under a name that is not written here", scope
                    )
                ),
            )

        self.each(of, site, keep)

    def _not_bound(self, site: Site) -> None:
        """Read ``staticmethod(f)`` and ``classmethod(f)``."""
        kind = site.name

        def make(value: Value) -> None:
            made: Value = value
            if isinstance(value, Function):
                held = self.field(value, f"<{kind}>")
                if not held.values:
                    self.put(held, replace(value, decorators=value.decorators | {kind}, variants={}))
                made = next(iter(held.values))
            self.put(site.result, made)

        self.each(self.argument(site, 0, "function"), site, make)

    def _unmade(self, site: Site) -> None:
        """Read ``dataclasses.astuple`` and ``asdict``."""
        mapping = site.name.endswith("asdict")
        box, boxed = self.box(site.node or site, site.scope, mapping=mapping)

        def take(value: Value) -> None:
            for index, name in enumerate(declared(value.of) if isinstance(value, Instance) else ()):
                self.flow(self.field(value, name), self.item(box, name if mapping else index))

        self.each(self.argument(site, 0, "obj"), site, take)
        self.flow(boxed, site.result)

    def _nothing(self, site: Site) -> None:
        self._pairs(site)
        self.put(site.result, PLAIN)

    def _partial_made(self, site: Site) -> None:
        self._pairs(site)
        self.put(site.result, Partial(site) if site.args and not site.args[0][1] else UNKNOWN)

    def _partial_method_made(self, site: Site) -> None:
        self._pairs(site)
        self.put(site.result, Partial(site, method=True) if site.args and not site.args[0][1] else UNKNOWN)

    def _method_caller(self, site: Site) -> None:
        caller = site.again((Node([External("operator.methodcaller()")]), False), *site.args[:1])
        self.put(site.result, Partial(caller))

    def _method_called(self, site: Site) -> None:
        node, scope = site.node, site.scope
        named, of = self.argument(site, 0, ""), self.argument(site, 1, "")

        def ask(text: Value) -> None:
            if not isinstance(text, Text):
                return
            held, (*above, last) = of, text.value.split(".")
            for name in above:
                held = self.load(held, name, scope)
            operation = operation_of(last)
            if operation is not None and node is not None and node.args:
                self.records.use(scope.module, node, "getattr", operation, held, node.args[0])
            else:
                self.flow(self.load(held, last, scope), site.result)

        self.each(named, site, ask)
        self.put(site.result, UNKNOWN)

    def _cast(self, site: Site) -> None:
        told = self.annotated(site.node.args[0], site.scope) if site.node and site.node.args else NOTHING
        self.flow(told, site.result)
        held = self.argument(site, 1, "val")
        # What the annotation tells is better than nothing.
        self.each(held, site, lambda value: self.put(site.result, FOREIGN if value is UNKNOWN else value))

    def _type_variable(self, site: Site) -> None:
        for each in site.node.keywords if site.node is not None else ():
            if each.arg == "bound":
                self.flow(self.annotated(each.value, site.scope), site.result)

    def _successor(self, site: Site) -> None:
        self.each(self.argument(site, 1, "service"), site, lambda text: self._made(site, text, ""))

    def _environment(self, site: Site) -> None:
        self.flow(self.argument(site, 1, "default"), site.result)
        self.put(site.result, UNKNOWN)

    def _factory(self, site: Site) -> None:
        self.call_with(self.argument(site, 0, "factory"), [], site.scope, site.result)

    def _kept_as_it_is(self, site: Site) -> None:
        """Read ``lru_cache(f)``, and ``lru_cache(maxsize=1)(f)``."""
        self.flow(site.args[0][0] if site.args else self.external("functools.cache"), site.result)

    def _replaced(self, site: Site) -> None:
        """Read ``dataclasses.replace``: one thing stands for both."""
        held = self.argument(site, 0, "obj")
        self.flow(held, site.result)

        def change(value: Value) -> None:
            for name, given in site.keywords:
                if name is not None:
                    self.store(value, name, given, site.scope, site.node or given)  # type: ignore[arg-type]

        self.each(held, site, change)

    def _new(self, site: Site) -> None:
        def make(of: Value) -> None:
            if isinstance(of, Class):
                self.put(site.result, self.instance(of, ()))
            elif isinstance(of, Instance):
                self.put(site.result, of)  # ``__new__`` is read as if it were a method

        self.each(self.argument(site, 0, "cls"), site, make)

    def _run_text(self, site: Site) -> None:
        """Read ``exec`` and ``eval``: clients that their text names go out of sight."""
        node, scope = site.node, site.scope
        given = node.args[0] if node is not None and node.args else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            with contextlib.suppress(SyntaxError, ValueError):
                for each in ast.walk(ast.parse(given.value)):
                    if isinstance(each, ast.Name):
                        reason = f"it is used in a text that {site.name}() runs"
                        self.escape(self.find(each.id, scope), given, "construct", reason, scope)
        self._pairs(site)
        self.put(site.result, UNKNOWN)

    def _field(self, site: Site) -> None:
        for name in ("default_factory", "factory"):
            self.call_with(self.argument(site, 9, name), [], site.scope, site.result)
        self.flow(self.argument(site, 9, "default"), site.result)
