"""Calls of what stands for another callable: partials, mocks, and instances that can be called."""

from __future__ import annotations

from functools import partial

from chime_shim.scan.reader.items import Items
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import Instance, Mock, Partial, mocked

__all__ = ["Wrapped"]


class Wrapped(Items):
    """Reads calls of what stands for another callable."""

    def _call_instance(self, of: Instance, site: Site) -> None:
        if of in site.entered:
            self._go_round(site)
            return
        inner = Site(site.node, site.scope, Node())
        inner.args, inner.keywords, inner.result = site.args, site.keywords, site.result
        inner.entered = {*site.entered, of}
        self.attribute(of, "__call__", inner.func, site.scope)
        self.watch(inner.func, partial(self.call, inner), site.scope.module)

    def _go_round(self, site: Site) -> None:
        """Let the arguments of what is called by itself, without end, go out of sight."""
        for held in (*(held for held, _ in site.args), *(held for _, held in site.keywords)):
            if site.node is not None:
                reason = "it is given to a callable that is made of itself"
                self.escape(held, site.node, "argument", reason, site.scope)

    def _call_partial(self, of: Partial, site: Site) -> None:
        made: Site = of.site
        if made.node in site.entered:
            self._go_round(site)
            return
        inner = Site(site.node, site.scope, made.args[0][0])
        inner.args = [*made.args[1:], *site.args]
        given = {name for name, _ in site.keywords}
        inner.keywords = [*(each for each in made.keywords if each[0] not in given), *site.keywords]
        inner.result = site.result
        inner.entered = {*site.entered, made.node}
        self.watch(inner.func, partial(self.call, inner), site.scope.module)

    def _call_mock(self, of: Mock, site: Site) -> None:
        inner = Site(site.node, site.scope, site.func)
        inner.args, inner.keywords = site.args, site.keywords
        if not isinstance(of.of, Mock):
            self.call(inner, of.of)
        self.watch(inner.result, lambda value: self.put(site.result, mocked(value)), site.scope.module)
