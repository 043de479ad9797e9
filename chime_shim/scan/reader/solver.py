"""Nodes that hold values, edges along which they flow, and a worklist until nothing changes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

__all__ = ["MOST_VALUES", "EndlessError", "Node", "Solver", "Value"]

_TICKS = 50_000

MOST_VALUES = 40
"""How many values a node holds before all but legacy clients are no longer told apart."""


class EndlessError(Exception):
    """A module takes many more steps than any that is meant to be run."""


class Value:
    """Anything that an expression may hold."""

    __slots__ = ()


class Node:
    """What one version of a variable, an attribute, a parameter or the like may hold.

    Its values never become fewer. ``settled`` nodes are shared, and get no further ones.
    """

    __slots__ = ("settled", "targets", "values", "watchers")

    def __init__(self, values: Iterable[Value] = (), *, settled: bool = False) -> None:
        self.values: dict[Value, None] = dict.fromkeys(values)
        self.targets: dict[Node, None] | None = None
        self.watchers: list[tuple[Callable[[Value], object], Any, Collection[type] | None]] | None = None
        self.settled = settled


class Solver:
    """Moves values along edges.

    Args:
        failed: Is told of the owner of a watcher that raised an exception.
    """

    def __init__(self, failed: Callable[[Any, Exception], object]) -> None:
        self._failed = failed
        self._news: deque[tuple[Node, Value]] = deque()
        self._tasks: deque[tuple[Callable[[Any], object], Any, Any]] = deque()

    def put(self, node: Node, value: Value) -> None:
        """Let a node hold a value."""
        if value not in node.values:
            if len(node.values) >= MOST_VALUES:
                value = self.coarse(value)
                if value in node.values:
                    return
            node.values[value] = None
            if node.targets is not None:
                self._news.append((node, value))
            if node.watchers is not None:
                for watcher, owner, kinds in node.watchers:
                    if kinds is None or type(value) in kinds:
                        self._tasks.append((watcher, value, owner))

    def coarse(self, value: Value) -> Value:
        """Return what stands for a value among too many of them."""
        return value

    def flow(self, source: Node, target: Node) -> None:
        """Let all that a node holds, now and later, flow to another one."""
        if source is target:
            return
        if not source.settled:
            if source.targets is None:
                source.targets = {}
            elif target in source.targets:
                return
            source.targets[target] = None
        for value in source.values:
            self.put(target, value)

    def watch(
        self,
        node: Node,
        watcher: Callable[[Any], object],
        owner: Any,
        kinds: Collection[type] | None = None,
    ) -> None:
        """Call ``watcher`` once for each value, of some kinds, that a node holds now and later."""
        for value in node.values:
            if kinds is None or type(value) in kinds:
                self._tasks.append((watcher, value, owner))
        if not node.settled:
            if node.watchers is None:
                node.watchers = []
            node.watchers.append((watcher, owner, kinds))

    def later(self, task: Callable[[Any], object], given: Any, owner: Any) -> None:
        """Do something when it is its turn."""
        self._tasks.append((task, given, owner))

    def run(self, tick: Callable[[], object] | None = None) -> None:
        """Go on until nothing changes; call ``tick`` now and then."""
        news, tasks, put = self._news, self._tasks, self.put
        count = 0
        while news or tasks:
            count += 1
            if tick is not None and not count % _TICKS:
                tick()
            while news:
                node, value = news.popleft()
                for target in node.targets or ():
                    put(target, value)
            if tasks:
                task, given, owner = tasks.popleft()
                owner.steps += 1
                if owner.steps > owner.most_steps:
                    if owner.steps == owner.most_steps + 1:
                        self._failed(owner, EndlessError())
                    continue
                try:
                    task(given)
                except Exception as error:  # noqa: BLE001 - costs the module or file that it is about, and no other
                    self._failed(owner, error)
