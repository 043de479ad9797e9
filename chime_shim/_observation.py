"""From a call to its event: what the graft tells the hooks, written once for sync and async."""

from __future__ import annotations

from contextvars import ContextVar
from time import perf_counter
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chime_shim.events import CallSite, Draft, emit, find_caller, warn_deprecated, warn_lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from chime_shim.routes import Route

__all__ = ["Observation", "current_observation"]


class Observation:
    """One legacy call, watched: warns on entering, and emits its ``LegacyCall`` on leaving.

    Args:
        route: The route of the call.
        parameters: The names of the caller's parameters, as far as the operation knows them.
    """

    __slots__ = (
        "_call_site",
        "_lost",
        "_outer",
        "_parameters",
        "_reply",
        "_started",
        "_successor",
        "cause",
        "route",
    )

    @classmethod
    def of(cls, service_model: Any, route: Route, params: Iterable[str]) -> Observation:
        """Observe a call. Names in ``params`` that the operation does not know may be anything: left out."""
        shape = service_model.operation_model(route.operation).input_shape
        return cls(route, [name for name in params if name in shape.members] if shape is not None else ())

    def __init__(self, route: Route, parameters: Iterable[str]) -> None:
        self.route = route
        self._successor = route.successor_name
        self._parameters = tuple(parameters)
        self._reply: Mapping[str, Any] = {}
        self._lost: tuple[str, ...] = ()
        self.cause: Exception | None = None

    def sent_to(self, service: str, operation: str) -> None:
        """Take note of the successor, where the parameters decide it."""
        self._successor = f"{service}:{operation}"

    def lost(self, texts: Iterable[str]) -> None:
        """Warn the caller of what is lost on the way to the successor.

        Raises:
            ChimeCompatibilityWarning: If the application's warning filters say so.
        """
        self._lost = tuple(texts)
        for text in self._lost:
            warn_lost(self.route.operation, text, find_caller())

    def answered(self, reply: Mapping[str, Any]) -> None:
        """Take note of the reply that the caller gets."""
        self._reply = reply

    def __enter__(self) -> Observation:
        frame = find_caller()
        self._call_site = CallSite.of(frame)
        warn_deprecated(self.route.operation, self.route.successor_name, self.route.notice, frame)
        self._outer = _current.set(self)
        self._started = perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        _current.reset(self._outer)
        if error is None:
            outcome = "ok"
        else:
            if self.cause is not None and isinstance(error, ClientError):
                error.__cause__ = self.cause
            # botocore's ClientError has the reply of the service.
            self._reply = getattr(error, "response", None) or {}
            outcome = self._reply.get("Error", {}).get("Code") or type(error).__name__
        metadata = self._reply.get("ResponseMetadata", {})
        emit(
            Draft(
                operation=self.route.operation,
                successor=self._successor,
                call_site=self._call_site,
                outcome=outcome,
                duration_ms=(perf_counter() - self._started) * 1000,
                request_id=metadata.get("RequestId"),
                status_code=metadata.get("HTTPStatusCode"),
                retries=metadata.get("RetryAttempts"),
                notice=self.route.notice,
                parameters=self._parameters,
                lost=self._lost,
            ).frozen()
        )


_current: ContextVar[Observation | None] = ContextVar("chime_shim_observation", default=None)


def current_observation() -> Observation | None:
    """Return the observation of the call that is being made, if one is."""
    return _current.get()
