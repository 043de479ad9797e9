"""Reading lists, dictionaries and their like: what was put in, and what comes out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan._base import Base
from chime_shim.scan._scope import Scope
from chime_shim.scan._values import EMPTY, NOTHING_KNOWN, Box, BoxMethod, Key, Text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.scan._base import Arguments
    from chime_shim.scan._values import Values

__all__ = ["Containers"]

_MOST_ELEMENTS = 32
_MOST_KEYS = 256


class Containers(Base):
    """Reads containers."""

    def _value_of_subscript(self, node: ast.Subscript, scope: Scope) -> Values:
        values = self.evaluate(node.value, scope)
        keys = self.evaluate(node.slice, scope)
        return self.subscript(values, node.slice, keys)

    def subscript(self, values: Values, index: ast.expr, keys: Values) -> Values:
        """Return what is in a container."""
        found = EMPTY
        known: list[Any] = [text.value for text in texts(keys)]
        if isinstance(index, ast.Constant) and isinstance(index.value, int):
            known = [index.value]
        for value in values:
            if not isinstance(value, Box):
                found |= NOTHING_KNOWN
                continue
            items = self.items(value)
            if (
                known
                and None not in items
                and not any(isinstance(key, str) != value.mapping for key in known)
            ):
                hits = [items[key] for key in known if key in items]
                found |= frozenset().union(*hits) if hits else NOTHING_KNOWN
            else:
                found |= frozenset().union(*items.values())
        return found

    def _value_of_box(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Values:
        box = Box(node, scope.key)
        for index, element in enumerate(node.elts):
            if isinstance(element, ast.Starred):
                for values in self.elements(self.evaluate(element.value, scope)):
                    self.put(box, None, values)
            else:
                self.put(box, index, self.evaluate(element, scope))
        return frozenset({box})

    def _value_of_dict(self, node: ast.Dict, scope: Scope) -> Values:
        box = Box(node, scope.key, mapping=True)
        for key, value in zip(node.keys, node.values, strict=True):
            values = self.evaluate(value, scope)
            if key is None:
                for inner in values:
                    if isinstance(inner, Box):
                        for name, held in self.items(inner).items():
                            self.put(box, name, held)
                continue
            self.put_all(box, self.evaluate(key, scope), values)
        return frozenset({box})

    def put(self, box: Box, key: Any, values: Values) -> None:
        """Put something into a container; under None, if the key is not known or one of too many."""
        keys = self.facts.get((box, "keys"), EMPTY)
        if len(keys) > _MOST_KEYS:
            key = None
        if Key(key) not in keys:
            self.facts[box, "keys"] = keys | {Key(key)}
        self.add((box, key), values)

    def put_all(self, box: Box, keys: Values, values: Values) -> None:
        """Put something into a dictionary under whatever the key may be."""
        known = texts(keys)
        for text in known:
            self.put(box, text.value, values)
            self.add((box, "key texts"), frozenset({text}))
        if not known:
            self.put(box, None, values)

    def items(self, box: Box) -> dict[Any, Values]:
        """Return what is known to be in a container, by key."""
        keys = [each.key for each in self.get((box, "keys")) if isinstance(each, Key)]
        return {key: self.get((box, key)) for key in keys}

    def elements(self, values: Values) -> list[Values]:
        """Return what an iteration over any of the values gives, one after the other."""
        found: list[Values] = []
        for value in values:
            if isinstance(value, Box) and value.mapping:
                found += [frozenset({text}) for text in texts(self.get((value, "key texts")))]
            elif isinstance(value, Box):
                items = self.items(value)
                found += [items[key] for key in sorted(items, key=str)]
            elif isinstance(value, BoxMethod):
                found += self.elements(frozenset({value.box}))
            else:
                found.append(NOTHING_KNOWN)
        if len(found) > (1 if self.spent else _MOST_ELEMENTS):
            return [frozenset().union(*found)]
        return found

    def _call_box_method(
        self, of: BoxMethod, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        box, name = of.box, of.name
        if name in {"get", "pop", "setdefault", "__getitem__"} and node is not None and arguments.positional:
            default = arguments.positional[1] if len(arguments.positional) > 1 else EMPTY
            if name == "setdefault":
                self.put_all(box, arguments.positional[0], default)
            return self.subscript(frozenset({box}), node.args[0], arguments.positional[0]) | default
        if name in {"append", "add", "insert", "appendleft"} and arguments.positional:
            self.put(box, None, arguments.positional[-1])
        elif name in {"update", "extend"}:
            for values in arguments.positional:
                for inner in values:
                    if isinstance(inner, Box):
                        for key, held in self.items(inner).items():
                            self.put(box, key if box.mapping else None, held)
            for key, held in arguments.keywords.items():
                self.put(box, key, held)
        elif name == "copy":
            return frozenset({box})
        elif name in {"keys", "pop", "values", "items", "popitem"} and node is not None:
            return self._view(box, name, node)
        return EMPTY

    def _view(self, box: Box, name: str, node: ast.Call) -> Values:
        items = self.items(box)
        if name in {"pop", "popitem"}:
            return frozenset().union(*items.values())
        view = Box(node, self.context(box, name))
        for index, (key, held) in enumerate(sorted(items.items(), key=lambda item: str(item[0]))):
            keys = frozenset({Text(key)}) if isinstance(key, str) else NOTHING_KNOWN
            if name == "items":
                pair = Box(node, self.context(box, key))
                self.put(pair, 0, keys)
                self.put(pair, 1, held)
                self.put(view, index, frozenset({pair}))
            else:
                self.put(view, index, keys if name == "keys" else held)
        return frozenset({view})

    def _value_of_comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope
    ) -> Values:
        box = Box(node, scope.key, mapping=isinstance(node, ast.DictComp))
        inner = Scope(scope.module, scope, "comprehension", scope.key, scope.owner)
        for _ in self._rounds(node.generators, inner):
            if isinstance(node, ast.DictComp):
                self.put_all(box, self.evaluate(node.key, inner), self.evaluate(node.value, inner))
            else:
                self.put(box, None, self.evaluate(node.elt, inner))
        return frozenset({box})

    def _rounds(self, generators: list[ast.comprehension], scope: Scope) -> Iterator[None]:
        if not generators:
            yield
            return
        first, *others = generators
        outer = scope.parent if scope.parent is not None and not scope.names else scope
        for values in self.elements(self.evaluate(first.iter, outer)) or [EMPTY]:
            self.assign(first.target, values, scope)
            for condition in first.ifs:
                self.evaluate(condition, scope)
            yield from self._rounds(others, scope)
