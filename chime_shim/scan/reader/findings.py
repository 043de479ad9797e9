"""From what was noted to what is told: findings with their confidence, references, and what is kept."""

from __future__ import annotations

import ast
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import method_name
from chime_shim.scan._finding import CONFIDENCES, Finding, Kept, Reference
from chime_shim.scan.reader.libraries import (
    DISTINCTIVE,
    EVERYBODYS,
    HOLDERS,
    NAMING_MEMBERS,
    OTHER_MEMBERS,
    kept_methods,
)
from chime_shim.scan.reader.values import (
    COARSE,
    FOREIGN,
    PLAIN,
    UNKNOWN,
    Client,
    Elsewhere,
    External,
    Mock,
    Text,
    Unnamed,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.scan._finding import Confidence, Origin, Span
    from chime_shim.scan.reader.reader import Reader
    from chime_shim.scan.reader.records import Noted, Seen
    from chime_shim.scan.reader.scope import Module
    from chime_shim.scan.reader.values import Value

__all__ = ["Judge", "origins_of"]

_NOTHING = frozenset({FOREIGN, PLAIN})


def origins_of(clients: Iterable[Client]) -> tuple[Origin, ...]:
    """Return where clients come from, each place once."""
    return tuple(dict.fromkeys(client.origin for client in clients))


class Judge:
    """Says what the uses in one module amount to."""

    def __init__(self, reader: Reader, module: Module) -> None:
        self.reader = reader
        self.module = module

    @cached_property
    def _by_hand(self) -> str:
        """What people wrote: not the comments of ``chime-shim fix``, which name services and operations."""
        return "\n".join(line for line in self.module.lines if not line.lstrip().startswith("# chime-shim: "))

    def span(self, node: ast.AST) -> Span:
        """Return where a node is."""
        return self.reader.records.span(self.module, node)

    def findings(self) -> list[Finding]:
        """Give the legacy operations, and the clients that are handed on, in the order of the source."""
        uses = self.reader.records.uses.get(self.module, {}).values()
        found = [each for each in map(self._finding, uses) if each is not None]
        found += self._handed_on()
        return sorted(found, key=lambda each: (each.span, each.operation))

    def _finding(self, seen: Seen) -> Finding | None:
        values = list(dict.fromkeys(value for node in seen.receivers for value in node.values))
        clients = legacy_clients(values)
        receiver = "" if seen.receiver is None else self._written(seen.receiver)
        kind = seen.kind
        if kind in {"call", "reference"} and isinstance(getattr(seen.node, "ctx", None), ast.Store | ast.Del):
            kind = "mock"
        if not clients:
            mocked = [value.of for value in values if isinstance(value, Mock)]
            clients = legacy_clients(mocked)
            kind = "mock" if clients else kind
            values = mocked if clients else values
        if clients:
            confidence, why = self.judge(clients, values, receiver)
            return self._make(seen, kind, confidence, why, receiver, origins_of(clients))
        if seen.only_clients:
            return None
        perhaps = self._why_possible(seen, values, receiver)
        return None if perhaps is None else self._make(seen, kind, "possible", perhaps, receiver, ())

    def _make(
        self,
        seen: Seen,
        kind: Any,
        confidence: Confidence,
        why: str,
        receiver: str,
        origins: tuple[Origin, ...],
    ) -> Finding:
        call = seen.call
        given = None
        if kind == "call" and call is not None and not call.args and all(each.arg for each in call.keywords):
            given = tuple(str(each.arg) for each in call.keywords)
        span = self.span(seen.node)
        around: Any = call or seen.node
        return Finding(
            self.module.path,
            span,
            seen.name,
            kind,
            confidence,
            why,
            receiver,
            origins,
            self.module.lines[span.line - 1].strip(),
            given,
            (around.lineno, around.end_lineno),
            seen.node,
            call,
        )

    def _why_possible(self, seen: Seen, values: list[Value], receiver: str) -> str | None:
        """Say why a use may be a legacy one although nothing tells what it is called on; None: it may not."""
        from chime_shim.routes import ROUTES

        named = {each.arg for each in seen.call.keywords if each.arg} if seen.call is not None else set()
        if named and not named <= _members(seen.name):
            return None
        known = [value for value in values if value not in _NOTHING and value is not UNKNOWN]
        unnamed = next((value for value in known if isinstance(value, Unnamed)), None)
        if unnamed is not None:
            services = {value.service for value in known if isinstance(value, Client)}
            if ROUTES[seen.name].to in services or not (named or method_name(seen.name) not in EVERYBODYS):
                return None
            place = f"line {unnamed.line}"
            if unnamed.path != self.module.path:
                place = f"{unnamed.path}, {place}"
            what = receiver or "it"
            return f"{what} is a client made in {place}, of a service that the source does not tell"
        if COARSE not in known and any(not _may_be_own(value) for value in known):
            return None
        to = ROUTES[seen.name].to
        text = self._by_hand
        if to is not None and to in text:
            return None
        if named:
            return (
                f"the source does not tell what {receiver or 'it'} is, but {seen.name} has these parameters"
            )
        if method_name(seen.name) not in DISTINCTIVE or not ("boto" in text or "chime" in text):
            return None
        return (
            f"the source does not tell what {receiver or 'it'} is, but hardly anything else has this method"
        )

    def judge(self, clients: list[Client], values: Iterable[Value], receiver: str) -> tuple[Confidence, str]:
        """Say how certain it is that something is one of these clients, and why."""
        first = clients[0]
        place = f"line {first.origin.line}"
        if first.origin.path != self.module.path:
            place = f"{first.origin.path}, {place}"
        how = 'made as a "chime" client' if first.origin.how == "made" else "annotated as a ChimeClient"
        why = f"{how} in {place}"
        worst = max((CONFIDENCES.index(each.confidence), each.why) for each in clients)
        if worst[1]:
            why += f"; {worst[1]}"
        rest = [value for value in values if self.counts(value)]
        others = sorted({each.service for each in rest if isinstance(each, Client)} - {"chime"})
        if others:
            why += f"; may be a client of {' or '.join(others)} as well"
        elif any(not isinstance(each, Client) for each in rest):
            why += "; may be something else as well"
        else:
            return CONFIDENCES[worst[0]], f"{receiver} is {why}" if receiver else why
        return CONFIDENCES[max(worst[0], 1)], f"{receiver} is {why}" if receiver else why

    def counts(self, value: Value) -> bool:
        """Tell whether a value is a thing of its own beside a client."""
        if value in _NOTHING or isinstance(value, Text):
            return False
        if isinstance(value, External):
            return len(self.reader.external(value.name).values) < 2
        return not (isinstance(value, Elsewhere) and self.reader.project.module(value.path) is not None)

    def alone(self, values: Iterable[Value]) -> bool:
        """Tell whether there is nothing but one client."""
        counting = [value for value in values if self.counts(value)]
        return len({getattr(each, "origin", None) for each in counting}) == 1 and all(
            isinstance(each, Client) for each in counting
        )

    def _handed_on(self) -> Iterator[Finding]:
        """Give the clients on which nothing is seen to be called, and that go out of sight."""
        for noted in self._noted("client"):
            for client in noted.clients:
                reason = self._way_out(client)
                if reason and client.origin not in self.reader.used():
                    span = self.span(noted.node)
                    why = f"nothing is seen to be called on it: {reason}"
                    yield Finding(
                        self.module.path,
                        span,
                        "",
                        "client",
                        "possible",
                        why,
                        "",
                        (client.origin,),
                        self.module.lines[span.line - 1].strip(),
                        None,
                        (span.line, span.end_line),
                        noted.node,
                    )
                    break

    def _way_out(self, client: Client) -> str | None:
        """Say how a client goes out of sight, if it does: also as what others may import."""
        for leak in self.reader.records.leaks.get(client.origin, {}).values():
            return leak.reason
        for name, node in self.module.scope.names.items():
            if any(each.origin == client.origin for each in legacy_clients(node.values)):
                return f"it is kept as {name} of this module, which others may use"
        return None

    def _noted(self, *kinds: str) -> list[Noted]:
        notes = self.reader.records.notes.get(self.module, {})
        return [each for each in notes.values() if each.kind in kinds]

    def references(self) -> list[Reference]:
        """Give what else leans on legacy clients, in the order of the source."""
        kinds = ("client", "service", "annotation", "exceptions", "stubber", "dynamic")
        found = [
            self._reference(each.node, each.kind, each.name, list(each.clients))
            for each in self._noted(*kinds)
        ]
        for kind, places in (("use", self.module.reads), ("holder", self.module.binds)):
            seen: dict[int, tuple[ast.AST, str, dict[Value, None]]] = {}
            for node, name, held in places:
                if legacy_clients(held.values):
                    seen.setdefault(id(node), (node, name, {}))[2].update(held.values)
            found += [self._reference(node, kind, name, list(values)) for node, name, values in seen.values()]
        return sorted(found, key=lambda each: (each.span, each.kind))

    def _reference(self, node: ast.AST, kind: Any, name: str, values: list[Value]) -> Reference:
        clients = legacy_clients(values)
        confidence, _ = self.judge(clients, values, "")
        span = self.span(node)
        return Reference(self.module.path, span, kind, name, confidence, origins_of(clients), node)

    def kept(self) -> list[Kept]:
        """Give the uses of operations that ``chime`` still has, in the order of the source."""
        found = [
            Kept(self.module.path, self.span(each.node), each.name, each.node) for each in self._noted("kept")
        ]
        for each in self._noted("member"):
            if each.name in kept_methods() and each.name not in {*NAMING_MEMBERS, *OTHER_MEMBERS}:
                found += [Kept(self.module.path, self.span(each.node), each.name, each.node)]
        return sorted(found, key=lambda each: each.span)

    def _written(self, node: ast.AST) -> str:
        span = self.span(node)
        if span.line == span.end_line:
            return self.module.lines[span.line - 1][span.column : span.end_column]
        return ast.unparse(node)


def _may_be_own(value: Value) -> bool:
    """Tell whether a value may come from the tree itself, by a way that is not followed."""
    return isinstance(value, Elsewhere) or (isinstance(value, External) and value.name.startswith(HOLDERS))


@cache
def _members(operation: str) -> frozenset[str]:
    """Return the parameters of a legacy operation."""
    from chime_shim.legacy_api.restored import legacy_model

    shape = legacy_model().operation_model(operation).input_shape
    return frozenset(shape.members if shape is not None else ())
