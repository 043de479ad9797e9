"""What was seen while reading, and what it amounts to."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from chime_shim.scan._finding import CONFIDENCES, Finding, Kept, Origin, Reference, Span
from chime_shim.scan._known import DISTINCTIVE
from chime_shim.scan._rules import method_name
from chime_shim.scan._values import UNKNOWN, Client, Text, legacy_clients

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.routes import Route
    from chime_shim.scan._finding import Confidence, Kind, ReferenceKind
    from chime_shim.scan._scope import Module
    from chime_shim.scan._values import Value, Values

__all__ = ["Records"]


class _Key(NamedTuple):
    node: int
    what: str
    name: str


@dataclass(slots=True)
class _Seen:
    node: ast.AST
    values: set[Value] = field(default_factory=set)
    receiver: ast.AST | None = None
    call: ast.Call | None = None
    cut: bool = True


@dataclass(slots=True)
class Records:
    """What was seen in one module; the same place may be read several times, with other values."""

    module: Module
    uses: dict[_Key, _Seen] = field(default_factory=dict)
    kept: dict[_Key, ast.AST] = field(default_factory=dict)
    references: dict[_Key, _Seen] = field(default_factory=dict)
    cut: bool = False

    def add(self, earlier: Records) -> None:
        """Add what was seen earlier: it was read in full, as long as that did not take too much."""
        self.kept = {**earlier.kept, **self.kept}
        for mine, others in ((self.uses, earlier.uses), (self.references, earlier.references)):
            for key, other in others.items():
                seen = mine.setdefault(key, other)
                seen.values |= other.values
                seen.cut = seen.cut and other.cut

    def use(
        self,
        node: ast.AST,
        kind: Kind,
        operation: str,
        values: Values,
        *,
        receiver: ast.AST | None = None,
        call: ast.Call | None = None,
    ) -> None:
        """Note the use of an operation; ``values`` is what it is called on."""
        seen = self.uses.setdefault(_Key(id(node), kind, operation), _Seen(node))
        seen.values |= values
        seen.cut = seen.cut and self.cut
        seen.receiver = receiver
        seen.call = call or seen.call

    def keep(self, node: ast.AST, method: str) -> None:
        """Note the use of an operation that ``chime`` still has."""
        self.kept[_Key(id(node), "kept", method)] = node

    def reference(self, node: ast.AST, kind: ReferenceKind, name: str, values: Values) -> None:
        """Note something else that leans on a legacy client."""
        seen = self.references.setdefault(_Key(id(node), kind, name), _Seen(node))
        seen.values |= values
        seen.cut = seen.cut and self.cut

    def findings(self) -> Iterator[Finding]:
        """Give the legacy operations, in the order of the source."""
        found = [self._finding(key, seen) for key, seen in self.uses.items()]
        yield from sorted(
            (each for each in found if each is not None), key=lambda each: (each.span, each.operation)
        )

    def _finding(self, key: _Key, seen: _Seen) -> Finding | None:
        clients = legacy_clients(seen.values)
        receiver = "" if seen.receiver is None else self._written(seen.receiver)
        if not clients:
            why = self._why_possible(key, seen, receiver)
            if why is None:
                return None
            return self._make(key, seen, "possible", why, receiver, ())
        confidence, why = self._judge(clients, seen, receiver)
        return self._make(key, seen, confidence, why, receiver, tuple({each.origin: 0 for each in clients}))

    def _make(
        self,
        key: _Key,
        seen: _Seen,
        confidence: Confidence,
        why: str,
        receiver: str,
        origins: tuple[Origin, ...],
    ) -> Finding:
        return Finding(
            self.module.path,
            self.span(seen.node),
            key.name,
            key.what,  # type: ignore[arg-type]
            confidence,
            why,
            receiver,
            origins,
            self.module.lines[seen.node.lineno - 1].strip(),  # type: ignore[attr-defined]
            _parameters(seen.call) if key.what == "call" else None,
            _lines(seen.call or seen.node),
            seen.node,
            seen.call,
        )

    def _why_possible(self, key: _Key, seen: _Seen, receiver: str) -> str | None:
        """Say why a use may be a legacy one although nothing tells what it is called on; None: it may not."""
        from chime_shim.routes import ROUTES

        route: Route = ROUTES[key.name]
        if any(value is not UNKNOWN for value in seen.values) or method_name(key.name) not in DISTINCTIVE:
            return None
        if route.to is not None and route.to in self.module.text:
            return None
        return (
            f"the source does not tell what {receiver or 'it'} is, but hardly anything else has this method"
        )

    def _judge(self, clients: list[Client], seen: _Seen, receiver: str) -> tuple[Confidence, str]:
        first = clients[0]
        place = f"line {first.origin.line}"
        if first.origin.path != self.module.path:
            place = f"{first.origin.path}, {place}"
        source = {
            "made": f'made as a "chime" client in {place}',
            "annotated": f"annotated as a ChimeClient in {place}",
        }[first.origin.how]
        worst = max((CONFIDENCES.index(each.confidence), each.why) for each in clients)
        others = sorted({each.service for each in seen.values if isinstance(each, Client)} - {"chime"})
        why = source
        confidence = CONFIDENCES[max(worst[0], int(seen.cut))]
        if worst[1]:
            why += f"; {worst[1]}"
        if seen.cut:
            why += "; the modules around it are too tangled to follow in full"
        if others:
            why += f"; may be a client of {' or '.join(others)} as well"
        elif any(not isinstance(each, Client | Text) for each in seen.values):
            why += "; may be something else as well"
        else:
            return confidence, f"{receiver} is {why}" if receiver else why
        confidence = CONFIDENCES[max(worst[0], 1)]
        return confidence, f"{receiver} is {why}" if receiver else why

    def other_references(self) -> Iterator[Reference]:
        """Give what else leans on legacy clients, in the order of the source."""
        found = []
        for key, seen in self.references.items():
            clients = legacy_clients(seen.values)
            if not clients:
                continue
            confidence, _ = self._judge(clients, seen, "")
            origins = tuple({each.origin: 0 for each in clients})
            found.append(
                Reference(
                    self.module.path,
                    self.span(seen.node),
                    key.what,  # type: ignore[arg-type]
                    key.name,
                    confidence,
                    origins,
                    seen.node,
                )
            )
        yield from sorted(found, key=lambda each: (each.span, each.kind))

    def kept_calls(self) -> Iterator[Kept]:
        """Give the uses of operations that ``chime`` still has, in the order of the source."""
        found = [Kept(self.module.path, self.span(node), key.name, node) for key, node in self.kept.items()]
        yield from sorted(found, key=lambda each: each.span)

    def span(self, node: ast.AST) -> Span:
        """Return where a node is, in characters: the parser counts bytes."""
        line, end = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        return Span(
            line,
            self._characters(line, node.col_offset),  # type: ignore[attr-defined]
            end,
            self._characters(end, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def _written(self, node: ast.AST) -> str:
        span = self.span(node)
        if span.line == span.end_line:
            return self.module.lines[span.line - 1][span.column : span.end_column]
        return ast.unparse(node)

    def _characters(self, line: int, offset: int) -> int:
        text = self.module.lines[line - 1]
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def _parameters(call: ast.Call | None) -> tuple[str, ...] | None:
    if call is None or call.args or any(each.arg is None for each in call.keywords):
        return None
    return tuple(each.arg for each in call.keywords if each.arg is not None)


def _lines(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.end_lineno  # type: ignore[attr-defined]
