"""Kinds of resources, as data, and the operations that need no rule of their own.

A backend's class reads as a table of its operations::

    CONNECTORS = Collection("VoiceConnector", key="VoiceConnectorId")

    class ChimeSDKVoiceBackend(Backend):
        get_voice_connector = CONNECTORS.getter()
        list_voice_connectors = CONNECTORS.lister()

A resource is a ``dict`` under AWS's names for its members. The output shape picks what it shows, so an
item may keep more than it shows, and one result serves the legacy and the successor's shape alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._errors import BadRequestException, NotFoundException
from chime_shim.emulator._paging import page
from chime_shim.emulator._store import SERIAL, Index, Item, Ordered, Selection, Store, equal_to, on

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Choice", "Collection", "Item", "Operation", "Params", "Setting", "pick"]

Params = Mapping[str, Any]
Operation = Callable[[Backend, Params], Item]
Choice = Callable[[Backend, Params], "Selection | None"]


# Compared by identity: a kind is declared once, and looked up with every request.
@dataclass(frozen=True, eq=False)
class Collection:
    """A kind of resource.

    Args:
        name: What AWS calls it in replies, such as ``"ProxySession"``.
        key: The member that names one.
        parent: What it belongs to, and disappears with.
        advance: Brings an item up to date, or removes it, and tells when it has to be called next. It is
            called for what is new, what was changed, and what is due, before anything is looked at.
        canonical: Turns a key as callers may write it into the one that is kept.
    """

    name: str
    key: str
    parent: Collection | None = None
    advance: Callable[[Backend, Item], datetime | None] | None = None
    canonical: Callable[[str], str] = str

    def store(self, backend: Backend) -> Mapping[str, Item]:
        """Return all items of the backend, up to date, by their key."""
        return self._store(backend).by_key

    def where(self, backend: Backend, index: Index, value: Hashable) -> Ordered:
        """Return the items that an index has under a value, up to date, in the order of creation."""
        return self._store(backend).where((index, value))

    def add(self, backend: Backend, item: Item) -> Item:
        """Keep a new item, and return what shows it."""
        item[SERIAL] = next(backend.serials)
        store = backend.stores[self]
        store.add(item[self.key], item)
        self._advance(backend, store, item)
        return self.show(item)

    def change(self, backend: Backend, item: Item, changes: Params | None = None, **more: Any) -> Item:
        """Change members of an item, by which it may be found, and return what shows it."""
        store = backend.stores[self]
        store.change(item, {**(changes or {}), **more})
        self._advance(backend, store, item)
        return self.show(item)

    def _store(self, backend: Backend) -> Store:
        now = backend.now()
        # Of all kinds, since what belongs to something, or to somebody, goes with it.
        for kind in [kind for kind in backend.stores if kind.advance]:
            store = backend.stores[kind]
            for item in store.due(now):
                if item[SERIAL] in store.ordered:  # it may have gone with another
                    kind._advance(backend, store, item)
        return backend.stores[self]

    def _advance(self, backend: Backend, store: Store, item: Item) -> None:
        when = self.advance(backend, item) if self.advance else None
        if when is not None:
            store.look_again(item, when)

    def show(self, item: Item) -> Item:
        """Return the result that shows one item: under its name, or its members on their own."""
        return {**item, self.name: item}

    def find(self, backend: Backend, params: Params) -> Item:
        """Return the item that the parameters name, within its owner if they name that too.

        Raises:
            NotFoundException: It does not exist, or what it should belong to does not.
        """
        item = self.store(backend).get(self.canonical(params[self.key]))
        if self.parent and self.parent.key in params:
            owner = self.parent.find(backend, params)
            item = item if item and item[self.parent.key] == owner[self.parent.key] else None
        if item is None:
            raise NotFoundException(f"{self.name} {params[self.key]} not found")
        return item

    def all(self, backend: Backend, params: Params) -> Ordered:
        """Return the items that belong to what the parameters name, in the order of creation."""
        return self._selected(backend, self._among(backend, params))

    def remove(self, backend: Backend, item: Item) -> None:
        """Forget an item, and all that belongs to it."""
        backend.stores[self].remove(item[self.key])
        for child in [other for other in backend.stores if other.parent is self]:
            for orphan in child.where(backend, on(self.key), (item[self.key],)):
                if orphan[child.key] in backend.stores[child].by_key:  # it may have gone with another
                    child.remove(backend, orphan)

    def _among(self, backend: Backend, params: Params) -> Item:
        if not self.parent:
            return {}
        return {self.parent.key: self.parent.find(backend, params)[self.parent.key]}

    def _selected(self, backend: Backend, members: Item, selection: Selection | None = None) -> Ordered:
        store = self._store(backend)
        if selection is None and not members:
            return store.ordered
        return store.where(selection or equal_to(members))

    def getter(self) -> Operation:
        """Make the operation that shows one item."""
        return lambda backend, params: self.show(self.find(backend, params))

    def deleter(self) -> Operation:
        """Make the operation that deletes one item."""

        def delete(backend: Backend, params: Params) -> Item:
            self.remove(backend, self.find(backend, params))
            return {}

        return delete

    def lister(self, *filters: str, only: Choice | None = None) -> Operation:
        """Make the operation that lists items, page by page.

        Args:
            filters: The parameters that, when given, an item's member of the same name must equal.
            only: Selects what is listed in another way.
        """

        def list_items(backend: Backend, params: Params) -> Item:
            members = {**self._among(backend, params), **pick(params, *filters)}
            items = self._selected(backend, members, only(backend, params) if only else None)
            others = sorted(params.keys() - {"MaxResults", "NextToken"})
            scope = f"{self.name} {pick(params, *others)}"
            shown, token = page(
                items.after, size=params.get("MaxResults"), token=params.get("NextToken"), scope=scope
            )
            owner = pick(params, self.parent.key) if self.parent else {}
            return {**owner, f"{self.name}s": shown, "NextToken": token}

        return list_items


@dataclass(frozen=True)
class Setting:
    """Something that a resource has once or not at all, kept in the resource itself.

    Args:
        name: What AWS calls it in replies, such as ``"Proxy"``.
        of: What it is a setting of.
        defaults: What those of its members are that a caller leaves out.
        always: Whether a resource has it, with its defaults, before it is put.
    """

    name: str
    of: Collection
    defaults: Params = field(default_factory=dict)
    always: bool = False

    def find(self, backend: Backend, params: Params) -> Item:
        """Return the setting of the resource that the parameters name.

        Raises:
            NotFoundException: The resource does not exist, or does not have it.
        """
        found: Item | None = self.of.find(backend, params).get(self.name)
        if found is None and not self.always:
            raise NotFoundException(f"{self.of.name} {params[self.of.key]} has no {self.name}")
        return dict(self.defaults) if found is None else found

    def put(self, backend: Backend, params: Params, value: Item) -> Item:
        """Set it, and return what shows it."""
        self.of.find(backend, params)[self.name] = value
        return {self.name: value}

    def getter(self) -> Operation:
        """Make the operation that shows the setting."""
        return lambda backend, params: {self.name: self.find(backend, params)}

    def putter(self) -> Operation:
        """Make the operation that sets it, in place of what was there, to the parameter of its name."""
        return lambda backend, params: self.put(
            backend, params, {**self.defaults, **params.get(self.name, {})}
        )

    def deleter(self, unless: Setting | None = None) -> Operation:
        """Make the operation that takes the setting away.

        Args:
            unless: A setting that has to be taken away before.
        """

        def delete(backend: Backend, params: Params) -> Item:
            self.find(backend, params)
            owner = self.of.find(backend, params)
            if unless and unless.name in owner:
                raise BadRequestException(f"{self.name} is needed by {unless.name}: delete that first")
            del owner[self.name]
            return {}

        return delete


def pick(params: Params, *names: str) -> Item:
    """Return those of the parameters that were given."""
    return {name: params[name] for name in names if name in params}
