"""What the reader tells of all files together, in the form that rules ask for it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chime_shim.fix._successor_facts import CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._source import Source
    from chime_shim.scan import ScanResult
    from chime_shim.scan.reader import CallRef, Derived, Handler, Reading, Use

__all__ = ["Facts"]

_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Facts:
    """What the reader tells of all files together.

    Args:
        results: What was found.
        sources: The files.
    """

    results: Sequence[ScanResult]
    sources: Mapping[str, Source]

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What the reader tells of each file."""
        return {each.path: each.reading for each in self.results if each.reading is not None}

    @cached_property
    def _replies(self) -> Mapping[int, list[Derived]]:
        found = defaultdict(list)
        for reading in self.readings.values():
            for derived in reading.replies:
                for call in derived.calls:
                    found[id(call.node)].append(derived)
        return found

    def replies(self, call: ast.Call | None) -> list[Derived]:
        """Return the expressions that come out of the reply of a call."""
        return self._replies[id(call)] if call is not None else []

    @cached_property
    def _texts(self) -> Mapping[tuple[str, bool], list[tuple[Source, ast.Constant]]]:
        found = defaultdict(list)
        for source in self.sources.values():
            for node in source.texts:
                for word in set(_WORD.findall(node.value)):  # type: ignore[arg-type]
                    found[word, node.value == word].append((source, node))
        return found

    def texts_with(self, word: str) -> list[tuple[Source, ast.Constant]]:
        """Return the texts of all files that a word is a part of, each with its file."""
        return self._texts[word, False]

    @cached_property
    def _namings(self) -> dict[str, list[tuple[Source, ast.Constant]]]:
        return {}

    def namings(
        self, name: str, is_naming: Callable[[Source, ast.Constant], bool]
    ) -> list[tuple[Source, ast.Constant]]:
        """Return the texts that are a name, as far as they count; they are looked at once for each name."""
        if name not in self._namings:
            self._namings[name] = [each for each in self._texts[name, True] if is_naming(*each)]
        return self._namings[name]

    @cached_property
    def _changed(self) -> Mapping[str, list[tuple[str, ast.Name | ast.Attribute]]]:
        found = defaultdict(list)
        for path, source in self.sources.items():
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Name | ast.Attribute) and not isinstance(node.ctx, ast.Load):
                    found[node.id if isinstance(node, ast.Name) else node.attr].append((path, node))
        return found

    def changed(self, name: str) -> list[tuple[str, ast.Name | ast.Attribute]]:
        """Return where a name, or an attribute of that name, is bound or deleted, in all files."""
        return self._changed[name]

    @cached_property
    def _handlers(self) -> Mapping[int, Handler]:
        return {id(each.node): each for reading in self.readings.values() for each in reading.handlers}

    def handler(self, path: str, node: ast.AST | None) -> Handler | None:
        """Return the handler whose classes an expression is among."""
        source, inner = self.sources[path], node
        while (outer := source.parent(inner)) is not None and not isinstance(inner, ast.stmt):
            if id(outer) in self._handlers and inner in {getattr(outer, "type", None), _context(outer)}:
                return self._handlers[id(outer)]
            inner = outer
        return None

    def raisers(self, use: Use, group: ClientGroup, services: Mapping[int, str]) -> dict[str, list[str]]:
        """Tell which operations an exception of a client may come from, by the service that they are of now.

        Args:
            use: The exception.
            group: Whose clients it is of.
            services: Where the operations that move went, by the node of the finding.
        """
        handler = self.handler(use.path, use.node)
        inside = {id(call.node) for call in self._of(group, handler.calls)} if handler is not None else set()
        asked = group.of_kind("call", "kept", "operation")
        within = [each for each in asked if id(each.call) in inside]
        if not within or handler is None or not handler.complete:
            within = asked  # as the old class did
        found: dict[str, list[str]] = {}
        for each in within:
            found.setdefault(services.get(id(each.node), CLIENT), []).append(each.operation or each.name)
        return found

    def _of(self, group: ClientGroup, calls: Sequence[CallRef]) -> Iterator[CallRef]:
        origins = {each.origin for each in group.clients}
        return (call for call in calls if origins & set(call.origins))


def _context(node: ast.AST) -> ast.expr | None:
    return node.context_expr if isinstance(node, ast.withitem) else None
