"""What functions of other libraries make of their arguments, by their names."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.imports import Imports
from chime_shim.scan.reader.libraries import (
    CLIENT_MAKERS,
    HARMLESS,
    KEEPERS,
    MOCKS,
    PATCHES,
    SESSION_MAKERS,
    SHOWN,
    STUBBERS,
)
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    PLAIN,
    SESSION,
    UNKNOWN,
    Box,
    External,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.site import Site
    from chime_shim.scan.reader.values import Value

__all__ = ["Externals"]

_PATCHING = ("patch", "setattr", "mock")


class Externals(Imports):
    """Reads calls of other libraries."""

    def call_external(self, of: External, site: Site) -> None:
        name = of.name
        if name in CLIENT_MAKERS:
            self._make(site)
            return
        if name in SESSION_MAKERS:
            self.put(site.result, SESSION)
            return
        handler = _EXTERNALS.get(name)
        if handler is not None:
            handler(self, site)
            return
        if name in STUBBERS:
            self.each(self.argument(site, 0, "client"), site, partial(self._stub, site))
        elif name.startswith(MOCKS) or name in PATCHES:
            self._test_double(name, site)
        elif name in SHOWN:
            held = self.argument(site, 0, "")
            self.flow(held, site.result)
        elif name.endswith((".enter_context", ".enter_async_context")):
            held = self.argument(site, 0, "cm")
            self.each(held, site, lambda value: self._enter(value, site.result, site.scope))
        elif name in HARMLESS or name.startswith("logging."):
            self.put(site.result, PLAIN if name.startswith("builtins.") else UNKNOWN)
        elif name.endswith((".Depends", ".Security")):
            made = Node()
            self.call_with(self.argument(site, 0, "dependency"), [], site.scope, made)
            self.flow(made, site.result)
            # A generator gives what it yields.
            self.each(made, site, lambda each: self._yielded(each, site.result))
            self.put(site.result, UNKNOWN)
            self.pass_away(site, f"{name}(), which is not read")
        else:
            self._keep(name, site)
            self.pass_away(site, f"{site.name or name}(), which is not read")
            if site.node is not None and any(word in site.name for word in _PATCHING):
                self._patch(site)
            self.flow(self.external(f"{name}()"), site.result)

    def _keep(self, name: str, site: Site) -> None:
        """Read ``queue.put(client)`` and ``queue.get()``: all of a kind are taken for one."""
        of, _, method = name.rpartition(".")
        if KEEPERS.fullmatch(f"{name}()"):
            self.flow(self.argument(site, 9, "default"), self.external(f"{name}()[kept]"))
        if KEEPERS.fullmatch(of):
            kept = self.external(f"{of}[kept]")
            if method in {"put", "put_nowait", "set"}:
                self.flow(self.argument(site, 0, "item"), kept)
            elif method in {"get", "get_nowait"}:
                self.flow(kept, site.result)

    def _yielded(self, value: Value, target: Node) -> None:
        if isinstance(value, Box) and isinstance(value.node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.flow(self.contents(value), target)


_EXTERNALS: dict[str, Callable[[Any, Site], None]] = {
    "builtins.classmethod": Externals._not_bound,
    "builtins.staticmethod": Externals._not_bound,
    "builtins.delattr": Externals._nothing,
    "builtins.dict": Externals._dict_made,
    "attr.asdict": Externals._unmade,
    "attr.astuple": Externals._unmade,
    "attr.Factory": Externals._factory,
    "attr.evolve": Externals._replaced,
    "attr.field": Externals._field,
    "attr.ib": Externals._field,
    "attrs.asdict": Externals._unmade,
    "attrs.astuple": Externals._unmade,
    "attrs.Factory": Externals._factory,
    "attrs.evolve": Externals._replaced,
    "attrs.field": Externals._field,
    "builtins.enumerate": Externals._enumerate,
    "builtins.eval": Externals._run_text,
    "builtins.exec": Externals._run_text,
    "builtins.filter": Externals._filter,
    "builtins.frozenset": Externals._list_made,
    "builtins.getattr": Externals._getattr,
    "builtins.globals": Externals._names,
    "builtins.hasattr": Externals._nothing,
    "builtins.list": Externals._list_made,
    "builtins.locals": Externals._names,
    "builtins.map": Externals._map,
    "builtins.max": Externals._best,
    "builtins.min": Externals._best,
    "builtins.next": Externals._first_element,
    "builtins.object.__new__": Externals._new,
    "builtins.object.__setattr__": Externals._setattr,
    "builtins.property": Externals._property,
    "builtins.reversed": Externals._list_made,
    "builtins.set": Externals._list_made,
    "builtins.setattr": Externals._setattr,
    "builtins.sorted": Externals._sorted,
    "builtins.super": Externals._super,
    "builtins.tuple": Externals._list_made,
    "builtins.type": Externals._type,
    "builtins.vars": Externals._names,
    "builtins.zip": Externals._zip,
    "builtins.__import__": Externals._import_module,
    "chime_shim.successor": Externals._successor,
    "collections.deque": Externals._list_made,
    "collections.OrderedDict": Externals._dict_made,
    "collections.defaultdict": Externals._default_dict,
    "dataclasses.asdict": Externals._unmade,
    "dataclasses.astuple": Externals._unmade,
    "dataclasses.field": Externals._field,
    "dataclasses.replace": Externals._replaced,
    "django.utils.functional.cached_property": Externals._property,
    "functools.cached_property": Externals._property,
    "functools.cache": Externals._kept_as_it_is,
    "functools.lru_cache": Externals._kept_as_it_is,
    "functools.partial": Externals._partial_made,
    "functools.partialmethod": Externals._partial_method_made,
    "functools.reduce": Externals._reduced,
    "functools.singledispatch": Externals._kept_as_it_is,
    "importlib.import_module": Externals._import_module,
    "itertools.chain": Externals._list_made,
    "itertools.cycle": Externals._list_made,
    "itertools.islice": Externals._list_made,
    "itertools.product": Externals._zip,
    "itertools.zip_longest": Externals._zip,
    "operator.attrgetter": Externals._method_caller,
    "operator.methodcaller": Externals._method_caller,
    "operator.methodcaller()": Externals._method_called,
    "pydantic.Field": Externals._field,
    "pydantic.PrivateAttr": Externals._field,
    "os.environ.get": Externals._environment,
    "os.getenv": Externals._environment,
    "typing.TypeVar": Externals._type_variable,
    "typing.cast": Externals._cast,
}
