"""Calls that make containers, and methods of containers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.builtin import Builtins
from chime_shim.scan.reader.heap import NOTHING
from chime_shim.scan.reader.items import declared
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    PLAIN,
    UNKNOWN,
    Box,
    BoxMethod,
    Caught,
    Class,
    Function,
    Instance,
    Property,
    Reply,
    Super,
    Text,
)

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Containers"]

_PUTTING = frozenset({"append", "add", "insert", "appendleft", "put", "put_nowait"})
_JUMBLING = frozenset({"reverse", "sort", "insert", "remove", "rotate"})


class Containers(Builtins):
    """Reads what is done with containers."""

    def _dict_made(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope, mapping=True)
        self._update(box, site)
        self.flow(boxed, site.result)

    def _update(self, box: Box, site: Site) -> None:
        for name, held in (*((None, held) for held, _ in site.args), *site.keywords):
            if name is not None:
                self.put(self.field(box, "<keys>"), Text(name))
                self.flow(held, self.item(box, name))
            else:
                self.each(held, site, partial(self._copy_into, box, site))

    def _copy_into(self, box: Box, site: Site, value: Value) -> None:
        if isinstance(value, Box) and value.mapping == box.mapping and box.mapping:
            self.copy(value, box)
            return
        target = self.item(box, None)
        if box.mapping:  # pairs
            pairs = Node()
            self.iterate_value(value, pairs, site.scope)
            self.each(pairs, site, lambda pair: self.pick(pair, 1, target) if isinstance(pair, Box) else None)
        else:
            self.iterate_value(value, target, site.scope)

    def _list_made(self, site: Site) -> None:
        """Read what makes one container of others, with all that is in them."""
        box, boxed = self.box(site.node or site, site.scope)
        for held, _ in site.args:
            self.elements(held, self.item(box, None), site.scope)
        self.flow(boxed, site.result)

    def _sorted(self, site: Site) -> None:
        self._list_made(site)
        self.each(site.result, site, lambda value: self._keyed(value, site))

    def _keyed(self, value: Value, site: Site) -> None:
        if isinstance(value, Box):
            self.call_with(self.argument(site, 9, "key"), [self.contents(value)], site.scope, Node())

    def _best(self, site: Site) -> None:
        """Read ``max`` and ``min``, of one container or of several things."""
        found = Node()
        if len(site.args) == 1:
            self.elements(site.args[0][0], found, site.scope)
        else:
            for held, _ in site.args:
                self.flow(held, found)
        self.flow(self.argument(site, 9, "default"), found)
        self.call_with(self.argument(site, 9, "key"), [found], site.scope, Node())
        self.flow(found, site.result)

    def _reduced(self, site: Site) -> None:
        element = Node()
        self.elements(self.argument(site, 1, "iterable"), element, site.scope)
        self.flow(self.argument(site, 2, "initial"), site.result)
        self.flow(element, site.result)
        self.call_with(self.argument(site, 0, "function"), [site.result, element], site.scope, site.result)

    def _default_dict(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope, mapping=True)
        self.call_with(self.argument(site, 0, "default_factory"), [], site.scope, self.item(box, None))
        for held, _ in site.args[1:]:
            self.each(held, site, partial(self._copy_into, box, site))
        self.flow(boxed, site.result)

    def _zip(self, site: Site) -> None:
        pair, paired = self.box((site.node, "pair"), site.scope)
        box, boxed = self.box(site.node, site.scope)
        for index, (held, _) in enumerate(site.args):
            self.elements(held, self.item(pair, index), site.scope)
        self.flow(paired, self.item(box, None))
        self.flow(boxed, site.result)

    def _enumerate(self, site: Site) -> None:
        pair, paired = self.box((site.node, "pair"), site.scope)
        box, boxed = self.box(site.node, site.scope)
        self.put(self.item(pair, 0), PLAIN)
        self.elements(self.argument(site, 0, "iterable"), self.item(pair, 1), site.scope)
        self.flow(paired, self.item(box, None))
        self.flow(boxed, site.result)

    def _map(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope)
        elements = []
        for held, _ in site.args[1:]:
            element = Node()
            self.elements(held, element, site.scope)
            elements.append(element)
        inner = Site(site.node, site.scope, self.argument(site, 0, "func"))
        inner.args = [(element, False) for element in elements]
        self.watch(inner.func, partial(self.call, inner), site.scope.module)
        self.flow(inner.result, self.item(box, None))
        self.flow(boxed, site.result)

    def _filter(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope)
        self.elements(self.argument(site, 1, "iterable"), self.item(box, None), site.scope)
        self.call_with(self.argument(site, 0, "function"), [self.item(box, None)], site.scope, Node())
        self.flow(boxed, site.result)

    def _first_element(self, site: Site) -> None:
        self.elements(self.argument(site, 0, "iterable"), site.result, site.scope)
        self.flow(self.argument(site, 1, "default"), site.result) if len(site.args) > 1 else None

    def _super(self, site: Site) -> None:
        scope: Scope | None = site.scope
        while scope is not None and scope.owner is None:
            scope = scope.parent
        if scope is not None and scope.receiver is not None and scope.owner is not None:
            self.put(site.result, Super(scope.owner, scope.receiver))
        else:
            self.put(site.result, FOREIGN)

    def _type(self, site: Site) -> None:
        if len(site.args) > 1:
            self.pass_away(site, "type(), which is not read")
            self.put(site.result, UNKNOWN)
            return
        self.each(
            self.argument(site, 0, "object"),
            site,
            lambda value: self.put(site.result, value.of if isinstance(value, Instance) else UNKNOWN),
        )

    def _property(self, site: Site) -> None:
        self.put(site.result, Property(site))

    def _names(self, site: Site) -> None:
        """Read ``globals()``, ``locals()`` and ``vars()``."""
        scope = site.scope
        if site.args:
            self.flow(self.load(site.args[0][0], "__dict__", scope), site.result)
            return
        whole = site.name == "globals"
        of = scope.module.scope if whole else scope
        box, boxed = self.box(site.node or site, of, mapping=True)
        for name, versions in list(of.history.items()):
            self.put(self.field(box, "<keys>"), Text(name))
            for _, held in versions:
                self.flow(held, self.item(box, name))
        self.flow(boxed, site.result)

    def _import_module(self, site: Site) -> None:
        self.each(
            self.argument(site, 0, "name"),
            site,
            lambda text: (
                self.flow(self.module_named(text.value, site.scope), site.result)
                if isinstance(text, Text)
                else self.put(site.result, UNKNOWN)
            ),
        )

    # Containers.

    def call_box_method(self, of: BoxMethod, site: Site) -> None:
        name, scope = of.name, site.scope
        box: Any = of.box
        if isinstance(box, Text):
            given = [next(iter(held.values), None) for held, _ in site.args if held.settled]
            texts = [each.value for each in given if isinstance(each, Text)]
            known = len(texts) == len(site.args) and not site.keywords
            self.put(site.result, Text(getattr(box.value, name)(*texts)) if known else UNKNOWN)
            return
        if isinstance(box, Function):
            for held, _ in site.args:
                self.each(held, site, partial(self._register, of, site))
            return
        if isinstance(box, Instance):
            if name in {"get", "pop", "setdefault"}:
                self.subscript(box, self.argument(site, 0, "key"), site.result, scope)
                self.flow(self.argument(site, 1, "default"), site.result)
            else:
                made, boxed = self.box(site.node or site, scope)
                inner, paired = self.box((site.node, "pair"), scope)
                for each in (*declared(box.of), "<items>"):
                    self.flow(self.field(box, each), self.item(inner if name == "items" else made, 1))
                self.flow(paired if name == "items" else NOTHING, self.item(made, None))
                self.flow(boxed, site.result)
            return
        if isinstance(box, Reply | Caught):
            self.subscript(box, self.argument(site, 0, "key"), site.result, scope)
            if site.node is not None:
                scope.module.derived.append((site.node, site.result))
            return
        if name in {"get", "pop", "setdefault", "__getitem__"} and site.args:
            default = site.args[1][0] if len(site.args) > 1 else NOTHING
            keys = site.args[0][0]
            if name == "setdefault" and site.node is not None:
                self.store_item(box, keys, default, scope, site.node, None, paired=False)
            if box.mapping:
                self.subscript(box, keys, site.result, scope)
            else:
                self.flow(self.contents(box), site.result)
            self.flow(default, site.result)
        elif name in _PUTTING and site.args:
            self.flow(site.args[-1][0], self.item(box, None))
            self.put(site.result, PLAIN)
        elif name in {"update", "extend", "extendleft", "union", "__or__"}:
            self._update(box, site)
            self.put(site.result, box)
        elif name in {"copy", "__iter__", "fromkeys"}:
            self.put(site.result, box)
        elif name in {"pop", "popleft", "popitem", "get", "get_nowait"}:
            self.flow(self.contents(box), site.result)
        elif name in {"keys", "values", "items"}:
            self._view(box, name, site)
        elif name in {"send", "asend"} and site.args:
            self.flow(site.args[0][0], self.field(box.node, "<sent>"))
            self.flow(self.contents(box), site.result)
        else:
            self.pass_away(site, f"{site.name}(), which is not read")
            self.put(site.result, PLAIN)
        if name in _JUMBLING or (name == "pop" and not box.mapping):
            self.jumble(box)

    def _register(self, of: BoxMethod, site: Site, value: Value) -> None:
        """Read ``run.register(int, f)`` or ``@run.register``: a function may be called in another's place."""
        if isinstance(value, Function):
            self.put(self.field(of.box, "<registered>"), value)
        self.put(site.result, value if isinstance(value, Function) else of)

    def _view(self, box: Box, name: str, site: Site) -> None:
        scope = site.scope
        view, viewed = self.box((site.node, name), scope)
        if name == "items":
            pair, paired = self.box((site.node, "pair"), scope)
            self.flow(self.field(box, "<keys>"), self.item(pair, 0))
            self.flow(self.contents(box), self.item(pair, 1))
            self.flow(paired, self.item(view, None))
        else:
            source = self.field(box, "<keys>") if name == "keys" else self.contents(box)
            self.flow(source, self.item(view, None))
        self.flow(viewed, site.result)

    def iterate_value(self, value: Value, target: Node, scope: Scope) -> None:
        """Let what an iteration over a value gives flow to a node."""
        self.elements(Node([value]), target, scope)

    def iterate(self, value: Value, target: Node, scope: Scope) -> None:
        if isinstance(value, Reply | Caught):
            self.derive(value, None, target)
        elif isinstance(value, Class):
            for name in value.names:
                self.flow(self.field(value, name), target)
        elif isinstance(value, Instance):
            for name in declared(value.of) if not self.has(value.of, "__iter__") else ():
                self.flow(self.field(value, name), target)  # as a NamedTuple is unpacked
            for name in ("__iter__", "__next__"):
                method, made = Node(), Node()
                self.attribute(value, name, method, scope)
                self.call_with(method, [], scope, made)
                if name == "__next__":
                    self.flow(made, target)
                else:
                    self.watch(
                        made,
                        lambda each: (
                            self.iterate_value(each, target, scope) if isinstance(each, Box) else None
                        ),
                        scope.module,
                    )
            self.put(target, FOREIGN)
        else:
            self.put(target, PLAIN if value is PLAIN or isinstance(value, Text) else UNKNOWN)
