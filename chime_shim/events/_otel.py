"""The hook for OpenTelemetry: a counter, and attributes on the span that is there already."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim._version import __version__

from ._bounded import BoundedNames

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span

    from ._legacy_call import LegacyCall

COUNTER = "chime_shim.legacy_calls"
OPERATION = "chime_shim.operation"
SUCCESSOR = "chime_shim.successor"
MODE = "chime_shim.mode"
OUTCOME = "chime_shim.outcome"

NOT_INSTALLED = (
    "chime_shim sends nothing to OpenTelemetry: the package opentelemetry-api is not installed. "
    'Install it: pip install "chime-shim[otel]"; or take otel out of the setting telemetry.'
)

# The span that an instrumentation of botocore, if any, made for the call that is under way.
_span: ContextVar[Any] = ContextVar("chime_shim_span", default=None)


class OtelHook:
    """Counts legacy calls for OpenTelemetry, and marks the spans that they are made in.

    The counter ``chime_shim.legacy_calls`` has the attributes ``chime_shim.operation``,
    ``chime_shim.successor``, ``chime_shim.mode`` and ``chime_shim.outcome``, all of few values. The current
    span gets the same: that which an instrumentation of botocore made for the call, or else that of the
    application. There is no span of our own.

    Only the API is needed; without an SDK it does nothing. It is imported by the first call.

    Args:
        meter_provider: Where the counter is made; the process's own provider unless given.
    """

    def __init__(self, meter_provider: MeterProvider | None = None) -> None:
        self._meter_provider = meter_provider
        self._api: _Api | None = None
        self._missing = False
        self._outcome = BoundedNames()

    def sending(self, operation: str, successor: str | None, mode: str) -> None:
        """Mark the span of a call that is about to be sent, while that is the current one."""
        api = self._found()
        if api is not None:
            span = api.current_span()
            _mark(span, _attributes(operation, successor, mode))
            _span.set(span)

    def __call__(self, call: LegacyCall, /) -> None:
        """Count one call, and complete its span if that is still under way."""
        api = self._found()
        if api is None:
            return
        attributes = _attributes(call.operation, call.successor, call.mode)
        outcome = {OUTCOME: self._outcome(call.outcome)}
        api.counter.add(1, {**attributes, **outcome})
        sent_in = _span.get()
        _span.set(None)
        # The span of an instrumentation has ended by now, with the error in it; one around it may have many
        # calls, and has nothing to say of the last of them.
        span = api.current_span()
        if sent_in is None:
            _mark(span, {**attributes, **outcome})
        elif sent_in is span:
            _mark(span, {SUCCESSOR: call.successor, **outcome})

    def _found(self) -> _Api | None:
        if self._api is None and not self._missing:
            try:
                self._api = _Api.load(self._meter_provider)
            except ImportError:
                self._missing = True
                logging.getLogger("chime_shim").warning(NOT_INSTALLED)
        return self._api


class _Api(NamedTuple):
    counter: Any
    current_span: Any

    @classmethod
    def load(cls, meter_provider: MeterProvider | None) -> _Api:
        from opentelemetry import metrics, trace

        meter = metrics.get_meter("chime_shim", __version__, meter_provider)
        counter = meter.create_counter(
            COUNTER, "{call}", "Calls of Amazon Chime operations that AWS removed from boto3's chime client."
        )
        return cls(counter, trace.get_current_span)


def _attributes(operation: str, successor: str | None, mode: str) -> dict[str, str]:
    attributes = {OPERATION: operation, MODE: mode}
    return attributes if successor is None else {**attributes, SUCCESSOR: successor}


def _mark(span: Span, attributes: dict[str, Any]) -> None:
    if span.is_recording():
        span.set_attributes({name: value for name, value in attributes.items() if value is not None})
