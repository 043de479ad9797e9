"""The hook for CloudWatch: a line of JSON in the Embedded Metric Format for each call.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from ._bounded import BoundedNames

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from ._legacy_call import LegacyCall

NAMESPACE = "chime_shim"

_METRICS = (
    {"Name": "legacy_calls", "Unit": "Count"},
    {"Name": "duration_ms", "Unit": "Milliseconds"},
)
# A metric for each operation and outcome, and one for each operation: no others.
_DIMENSIONS = (("operation", "outcome"), ("operation",))


class EmfHook:
    """Writes each legacy call as one line of JSON, of which CloudWatch makes metrics and a log event.

    The metrics are ``legacy_calls`` and ``duration_ms``, by operation and outcome, and by operation alone.
    All else that there is to say of the call is in the line, to be searched in CloudWatch Logs Insights,
    and makes no metric.

    Args:
        namespace: Where CloudWatch keeps the metrics.
        to: ``"stdout"`` or ``"stderr"``; whatever these are when the call is made.
        clock: Gives seconds since 1970.
    """

    __slots__ = ("_clock", "_namespace", "_outcome", "_to")

    def __init__(
        self, namespace: str = NAMESPACE, to: str = "stdout", clock: Callable[[], float] = time.time
    ) -> None:
        if to not in {"stdout", "stderr"}:
            raise ValueError(f"to: expected 'stdout' or 'stderr', got {to!r}")
        self._namespace = namespace
        self._to = to
        self._clock = clock
        self._outcome = BoundedNames()

    def __call__(self, call: LegacyCall, /) -> None:
        """Write one call."""
        stream: TextIO | None = getattr(sys, self._to)
        if stream is None:  # a process without a console
            return
        # At once: lines of threads, or of processes with the same pipe, must not get into each other.
        stream.write(f"{json.dumps(self._document(call), separators=(',', ':'))}\n")
        stream.flush()

    def _document(self, call: LegacyCall) -> dict[str, Any]:
        facts = {name: value for name, value in call.as_dict().items() if value not in (None, [])}
        return {
            "_aws": {
                "Timestamp": int(self._clock() * 1000),
                "CloudWatchMetrics": [
                    {"Namespace": self._namespace, "Dimensions": _DIMENSIONS, "Metrics": _METRICS}
                ],
            },
            **facts,
            "outcome": self._outcome(call.outcome),
            "legacy_calls": 1,
        }
