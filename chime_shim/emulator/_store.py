"""The items of one kind in one backend, found by key, by what they are indexed by, and page by page.

Nothing here looks at every item to find some of them: what a request costs must not grow with what others
have stored. An index is made when it is first asked for, and kept up to date from then on.
"""

from __future__ import annotations

import functools
import heapq
import itertools
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

Item = dict[str, Any]
Index = Callable[[Item], Iterable[Hashable]]
"""What items are found by: it returns the values under which an item is entered."""

Selection = tuple[Index, Hashable]
"""An index, and the value to look up in it."""

SERIAL = "#"
"""Under this key an item keeps its place in the order of creation. No shape has a member that begins so."""


@functools.cache
def on(*members: str) -> Index:
    """Index items by some of their members, taken together; by each element of one that is a frozenset.

    Args:
        members: Their names. The same names always give the same index.
    """

    def values(item: Item) -> Iterable[Hashable]:
        each = (item.get(name) for name in members)
        return itertools.product(*(one if isinstance(one, frozenset) else (one,) for one in each))

    return values


def equal_to(members: Mapping[str, Hashable]) -> Selection:
    """Select the items that have these members."""
    names = sorted(members)
    return on(*names), tuple(members[name] for name in names)


class Ordered:
    """Items in the order of their creation; a walk may begin anywhere."""

    def __init__(self) -> None:
        self._serials: list[int] = []
        self._items: dict[int, Item] = {}

    def add(self, item: Item) -> None:
        """Take an item in, at its place."""
        serial = item[SERIAL]
        if self._serials and serial < self._serials[-1]:
            insort(self._serials, serial)
        else:
            self._serials.append(serial)
        self._items[serial] = item

    def discard(self, item: Item) -> None:
        """Take an item out."""
        del self._items[item[SERIAL]]
        del self._serials[bisect_left(self._serials, item[SERIAL])]

    def after(self, serial: int | None = None) -> Iterator[Item]:
        """Walk from the oldest to the newest, or begin after a serial."""
        start = 0 if serial is None else bisect_right(self._serials, serial)
        return (self._items[self._serials[place]] for place in range(start, len(self._serials)))

    def before(self, serial: int | None = None) -> Iterator[Item]:
        """Walk from the newest to the oldest, or begin before a serial."""
        end = len(self._serials) if serial is None else bisect_left(self._serials, serial)
        return (self._items[self._serials[place]] for place in range(end - 1, -1, -1))

    def since(self, member: str, least: Any) -> int:
        """Return the serial before the first item whose member is at least so much; it must never fall."""
        place = bisect_left(self._serials, least, key=lambda serial: self._items[serial][member])
        return self._serials[place] - 1 if place < len(self._serials) else self.end

    @property
    def end(self) -> int:
        """A serial after all others."""
        return self._serials[-1] + 1 if self._serials else 0

    def __getitem__(self, serial: int) -> Item:
        return self._items[serial]

    def __contains__(self, serial: int) -> bool:
        return serial in self._items

    def __iter__(self) -> Iterator[Item]:
        return iter(list(self.after()))

    def __len__(self) -> int:
        return len(self._serials)


_NOTHING = Ordered()


class Store:
    """All items of one kind.

    Attributes:
        by_key: The items, by what names them.
        ordered: The items, in the order of creation.
    """

    def __init__(self) -> None:
        self.by_key: dict[str, Item] = {}
        self.ordered = Ordered()
        self._indexes: dict[Index, dict[Hashable, Ordered]] = {}
        self._due: list[tuple[Any, int]] = []

    def __len__(self) -> int:
        return len(self.ordered)

    def add(self, key: str, item: Item) -> None:
        """Keep a new item."""
        self.by_key[key] = item
        self.ordered.add(item)
        for index, entries in self._indexes.items():
            _enter(entries, index, item)

    def change(self, item: Item, changes: Item) -> None:
        """Change members of an item, and what it is found by."""
        self._leave(item)
        item.update(changes)
        for index, entries in self._indexes.items():
            _enter(entries, index, item)

    def remove(self, key: str) -> None:
        """Forget an item."""
        item = self.by_key.pop(key)
        self.ordered.discard(item)
        self._leave(item)

    def where(self, selection: Selection) -> Ordered:
        """Return the items that an index has under a value, in the order of creation."""
        index, value = selection
        if index not in self._indexes:
            entries: dict[Hashable, Ordered] = {}
            for item in self.ordered.after():
                _enter(entries, index, item)
            self._indexes[index] = entries
        return self._indexes[index].get(value, _NOTHING)

    def look_again(self, item: Item, when: Any) -> None:
        """Remember that an item changes by itself at some time."""
        heapq.heappush(self._due, (when, item[SERIAL]))

    def due(self, now: Any) -> list[Item]:
        """Return the items that may have changed by themselves by now; they are then no longer remembered."""
        serials = set()
        while self._due and self._due[0][0] <= now:
            serials.add(heapq.heappop(self._due)[1])
        return [self.ordered[serial] for serial in sorted(serials) if serial in self.ordered]

    def _leave(self, item: Item) -> None:
        for index, entries in self._indexes.items():
            for value in set(index(item)):
                entries[value].discard(item)
                if not entries[value]:
                    del entries[value]


def _enter(entries: dict[Hashable, Ordered], index: Index, item: Item) -> None:
    for value in set(index(item)):
        entries.setdefault(value, Ordered()).add(item)
