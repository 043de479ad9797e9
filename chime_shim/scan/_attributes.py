"""Reading attributes: of clients, sessions, modules, classes and what they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.scan._base import Arguments
from chime_shim.scan._expressions import Expressions, written
from chime_shim.scan._known import SESSION_MAKERS, SESSION_MEMBERS
from chime_shim.scan._values import (
    EMPTY,
    NOTHING_KNOWN,
    SESSION,
    Bound,
    Box,
    BoxMethod,
    Class,
    Client,
    ClientMember,
    Elsewhere,
    External,
    Function,
    Instance,
    Mock,
    ModuleValue,
    Partial,
    Super,
    Text,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Value, Values

__all__ = ["Attributes"]

_PROPERTIES = frozenset({"property", "cached_property", "functools.cached_property", "abc.abstractproperty"})
_MOST_BASES = 20


def decorators(node: ast.AST) -> frozenset[str]:
    """Return the names of a function's decorators, as they are written."""
    return frozenset(written(each) for each in getattr(node, "decorator_list", ()))


class Attributes(Expressions):
    """Reads attributes."""

    def attribute(self, values: Values, name: str, scope: Scope, node: ast.expr | None = None) -> Values:
        """Return what an attribute of any of the values holds."""
        found = []
        for value in values:
            reader = _READERS.get(type(value))
            found.append(NOTHING_KNOWN if reader is None else reader(self, value, name, scope, node))
        return found[0] if len(found) == 1 else EMPTY.union(*found)

    def _of_client(self, of: Client, name: str, *_: Any) -> Values:
        return frozenset({ClientMember(of, name)})

    def _of_client_member(self, of: ClientMember, name: str, scope: Scope, node: ast.expr | None) -> Values:
        if of.name == "exceptions":
            if node is not None:
                self.record(scope).reference(node, "exceptions", name, frozenset({of.client}))
            return NOTHING_KNOWN
        if (of.name, name) in {("meta", "client"), ("stubber", "client")}:
            return frozenset({of.client})
        if of.name == "stubber":
            return frozenset({ClientMember(of.client, f"stubber.{name}")})
        return NOTHING_KNOWN

    def _of_external(self, of: External, name: str, *_: Any) -> Values:
        if of == SESSION or of.name in SESSION_MAKERS:
            if name in SESSION_MEMBERS:
                return frozenset({External("boto3.client")})
            return frozenset({SESSION}) if name in {"_session", "session"} else NOTHING_KNOWN
        if (of.name, name) == ("boto3", "DEFAULT_SESSION"):
            return frozenset({SESSION})
        return frozenset({External(f"{of.name}.{name}")})

    def _of_elsewhere(self, of: Elsewhere, name: str, *_: Any) -> Values:
        if of.name:
            return frozenset({of})
        return self.exported(of.path, name)

    def exported(self, path: str, name: str) -> Values:
        """Return what a module of the tree has under a name; the module may not be read yet."""
        module = self.project.modules.get(path)
        if module is not None:
            return self._of_module(ModuleValue(module), name)
        return frozenset({Elsewhere(path, name)})

    def _of_module(self, of: ModuleValue, name: str, *_: Any) -> Values:
        module = of.module
        named = self.module_name(module, name)
        held = (named or EMPTY) | self.get((module, "global", name))
        if held or named is not None:
            return held
        for star in self.get((module, "stars")):
            held |= self.attribute(frozenset({star}), name, self.project.scopes[module])
        if held:
            return held
        below = self.project.submodule(module.path, name)
        if below is not None:
            return self.project.module_values(below)
        module.relevance.add(name)
        return NOTHING_KNOWN

    def bases(self, of: Class) -> Iterator[Class | None]:
        """Give a class and its bases, in the order of look-ups; None for a foreign one."""
        todo: list[Class] = [of]
        seen: set[Class] = set()
        while todo and len(seen) < _MOST_BASES:
            first = todo.pop(0)
            if first in seen:
                continue
            seen.add(first)
            yield first
            for base in first.bases:
                for value in base:
                    if isinstance(value, Class):
                        todo.append(value)
                    elif value != External("builtins.object"):
                        yield None

    def lookup_class(self, of: Class, name: str) -> Values | None:
        """Find an attribute in a class or its bases."""
        foreign = False
        for each in self.bases(of):
            if each is None:
                foreign = True
                continue
            held = self.get((each, "attribute", name))
            if held or (each, "attribute", name) in self.facts:
                return held
        return NOTHING_KNOWN if foreign else None

    def _of_instance(self, of: Instance, name: str, scope: Scope, node: ast.expr | None) -> Values:
        if name == "__class__":
            return frozenset({of.of})
        held = self.get((of, "attribute", name))
        in_class = self.lookup_class(of.of, name)
        if in_class is not None and not (held and in_class is NOTHING_KNOWN):
            held |= self._bound(in_class, of)
        if held or (of, "attribute", name) in self.facts or in_class is not None:
            return held
        return self._delegated(of, name, scope, node)

    def _delegated(self, of: Instance, name: str, scope: Scope, node: ast.expr | None) -> Values:
        found: Values = EMPTY
        for hook in self.lookup_class(of.of, "__getattr__") or EMPTY:
            if isinstance(hook, Function):
                asked = frozenset({Text(name, node, scope.module)})
                found |= self.invoke(hook, Arguments([asked]), of)
        for each in self.bases(of.of):
            if each is not None:
                each.scope.module.relevance.add(name)
        return found

    def _bound(self, held: Values, to: Value) -> Values:
        found: Values = EMPTY
        for value in held:
            if not isinstance(value, Function) or value.owner is None:
                found |= {value}
                continue
            names = decorators(value.node)
            if names & _PROPERTIES or any(name.endswith(".getter") for name in names):
                found |= self.invoke(value, Arguments(), to)
            elif "staticmethod" in names:
                found |= {value}
            elif "classmethod" in names:
                found |= {Bound(to.of if isinstance(to, Instance) else to, value)}
            else:
                found |= {Bound(to, value)}
        return found

    def _of_class(self, of: Class, name: str, *_: Any) -> Values:
        found: Values = EMPTY
        for value in self.lookup_class(of, name) or EMPTY:
            if isinstance(value, Function) and "classmethod" in decorators(value.node):
                found |= {Bound(of, value)}
            else:
                found |= {value}
        return found

    def _of_super(self, of: Super, name: str, *_: Any) -> Values:
        for each in list(self.bases(of.of))[1:]:
            if each is None:
                continue
            held = self.get((each, "attribute", name))
            if held:
                return self._bound(held, of.to)
        return NOTHING_KNOWN

    def _of_box(self, of: Box, name: str, *_: Any) -> Values:
        return frozenset({BoxMethod(of, name)})

    def _of_mock(self, of: Mock, name: str, scope: Scope, node: ast.expr | None) -> Values:
        if name in {"return_value", "side_effect"}:
            return frozenset({Mock(self.call(of.of, Arguments(), scope, None))})
        inner = of.of - NOTHING_KNOWN
        return frozenset({Mock(self.attribute(inner, name, scope))}) if inner else NOTHING_KNOWN

    def _of_partial(self, of: Partial, name: str, *_: Any) -> Values:
        return of.function if name == "func" else NOTHING_KNOWN

    def _of_text(self, of: Text, name: str, *_: Any) -> Values:
        # A member of an enumeration, where its value is kept in the place of the member.
        return frozenset({of}) if name == "value" else NOTHING_KNOWN


_READERS: dict[type[Value], Callable[[Any, Any, str, Scope, ast.expr | None], Values]] = {
    Box: Attributes._of_box,
    Class: Attributes._of_class,
    Client: Attributes._of_client,
    ClientMember: Attributes._of_client_member,
    Elsewhere: Attributes._of_elsewhere,
    External: Attributes._of_external,
    Instance: Attributes._of_instance,
    Mock: Attributes._of_mock,
    ModuleValue: Attributes._of_module,
    Partial: Attributes._of_partial,
    Super: Attributes._of_super,
    Text: Attributes._of_text,
}
