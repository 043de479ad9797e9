"""From a call to its event: what the graft tells the hooks, written once for sync and async."""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chime_shim._graft.replacements import ForwardAfterAll
from chime_shim._graft.underway import Underway, outcome_of
from chime_shim.events import CallSite, LegacyCall, announce, emit, find_caller, warn_deprecated, warn_lost
from chime_shim.rollout import REPLACED, other_side, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, MutableMapping
    from types import TracebackType

    from chime_shim.rollout import Plan
    from chime_shim.routes import Route

__all__ = ["PAGE", "Observation"]

PAGE = "NextToken:"
"""What stands before a token, where it is noted from which side it is."""


class Observation(Underway):
    """One legacy call, watched: warns on entering, and emits its ``LegacyCall`` on leaving.

    Args:
        members: The names of the parameters that the operation knows.
        route: The route of the call.
        params: The caller's parameters. Names that the operation does not know may be anything: left out.
        chosen: What is to become of it.

    Attributes:
        compare: Starts the same call on the other side when this one is over; or None.
        pages: Where it is noted which side a token for the next page is from, or None.
    """

    call_site: CallSite
    duration_ms: float
    reply: Mapping[str, Any] = MappingProxyType({})
    compare: Callable[[Observation, BaseException | None], object] | None = None
    pages: MutableMapping[str, str] | None = None
    _first: Exception | None = None
    _fallback: str | None = None
    _lost: tuple[str, ...] = ()

    def __init__(self, members: Container[str], route: Route, params: Any, chosen: Plan) -> None:
        super().__init__(route, chosen.side)
        self.plan = chosen
        self._params = params
        self._parameters = tuple([name for name in params if name in members])
        self._successor = None if chosen is REPLACED else route.successor_name

    def sent_to(self, service: str, operation: str) -> None:
        """Hear of the successor, where the parameters decide it."""
        self._successor = f"{service}:{operation}"

    def sending(self) -> None:
        """Tell hooks that the call is about to be sent."""
        announce(self.route.operation, self._successor, self.plan.mode)

    def lost(self, texts: Iterable[str]) -> None:
        """Warn the caller of what is lost on the way to the successor.

        Raises:
            ChimeCompatibilityWarning: If the application's warning filters say so.
        """
        self._lost = tuple(texts)
        for text in self._lost:
            warn_lost(self.route.operation, text, find_caller())

    def answered(self, reply: Mapping[str, Any]) -> None:
        """Keep the reply that the caller gets."""
        self.reply = reply
        if self.pages is not None and (token := reply.get("NextToken")):
            self.pages[PAGE + token] = self.side

    def falls_back(self, error: Exception) -> bool:
        """Tell whether the call is to be made again after ``error``: on the other side, or not replaced.

        Raises:
            ChimeDeprecationWarning: If the application's warning filters say so.
        """
        if isinstance(error, ForwardAfterAll):
            self.replaceable = False
            self.plan = plan(self.route.operation, self._params)
            self.side = self.plan.side
            self._successor = self.route.successor_name
            warn_deprecated(self.route.operation, self.route.fate, find_caller())
            return True
        outcome, _ = outcome_of(error)
        if outcome not in self.plan.fallback:
            return False
        self._first = error
        self._fallback = outcome
        self.side = other_side(self.side)
        return True

    @contextmanager
    def second_attempt(self) -> Iterator[None]:
        """Have the error of the first attempt raised, should the second fail as well."""
        if self._first is None:  # there was no first attempt, but a replacement that did not want it
            yield
            return
        cause = self.cause
        try:
            yield
        except Exception:  # noqa: BLE001 - whatever it is, the side that was to answer has the word
            self.cause = cause
            raise self._first from None

    def __enter__(self) -> Observation:
        frame = find_caller()
        self.call_site = CallSite.of(frame)
        if self.plan is not REPLACED:
            warn_deprecated(self.route.operation, self.route.fate, frame)
        self.begin()
        self._started = perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end()
        self.duration_ms = (perf_counter() - self._started) * 1000
        outcome = "ok"
        if error is not None:
            if self.cause is not None and isinstance(error, ClientError):
                error.__cause__ = self.cause
            outcome, self.reply = outcome_of(error)
        metadata = self.reply.get("ResponseMetadata", {})
        emit(
            LegacyCall(
                operation=self.route.operation,
                successor=self._successor,
                call_site=self.call_site,
                mode=self.plan.mode,
                fallback=self._fallback,
                outcome=outcome,
                duration_ms=self.duration_ms,
                request_id=metadata.get("RequestId"),
                status_code=metadata.get("HTTPStatusCode"),
                retries=metadata.get("RetryAttempts"),
                notice=None if self.plan is REPLACED else self.route.notice,
                parameters=self._parameters,
                lost=self._lost,
            )
        )
        if self.compare is not None:
            self.compare(self, self._first or error)
