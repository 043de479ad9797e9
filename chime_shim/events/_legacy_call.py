"""The event that every forwarded legacy call makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._bounded import LONGEST, clipped

if TYPE_CHECKING:
    from ._call_site import CallSite


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyCall:
    """One logical legacy call, however many requests and retries it took.

    It holds nothing sensitive: of the parameters it has the names, of a failure it has the code.

    Attributes:
        operation: The legacy operation, such as ``"CreateProxySession"``.
        successor: Where it went, such as ``"chime-sdk-voice:CreateProxySession"``, or would have
            gone if the old endpoint had not answered; None if the operation was retired or replaced.
        call_site: The line of the application that made the call.
        mode: How the call was handled: ``"forward"``, by the successor; ``"legacy"``, by the old
            endpoint; ``"compare"``, by one of them, with the other compared beside it, of which a
            `Comparison` tells; ``"replaced"``, by a replacement of the application's.
        fallback: The error at which the other side was asked in place of the one that was to
            answer, such as ``"ForbiddenException"``; None if there was no need. All that follows is
            of the other side then, if that one did any better.
        outcome: ``"ok"``, the service's error code such as ``"NotFoundException"``, or the class of
            an exception that was raised on this side, such as ``"EndpointConnectionError"``.
        duration_ms: Milliseconds from call to outcome, rounded to microseconds.
        request_id: The id that AWS gave to the (last) request, if there was an answer.
        status_code: The HTTP status of the answer, if there was one.
        retries: How often botocore tried again, if that is known.
        notice: What the caller should know of the operation's future, such as
            ``"AWS ended support on 2026-04-07: calls may fail at any time"``.
        parameters: The names, and never the values, of the top-level parameters.
        lost: What the caller asked for and the successor does not have, in plain words.
    """

    operation: str
    successor: str | None
    call_site: CallSite
    mode: str = "forward"
    fallback: str | None = None
    outcome: str = "ok"
    duration_ms: float
    request_id: str | None = None
    status_code: int | None = None
    retries: int | None = None
    notice: str | None = None
    parameters: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "duration_ms", round(self.duration_ms, 3))
        for name in ("outcome", "fallback", "request_id"):  # a service's own words, as long as it likes
            value = getattr(self, name)
            if isinstance(value, str) and len(value) > LONGEST:
                object.__setattr__(self, name, clipped(value))
        if type(self.parameters) is not tuple:
            # Given a mapping by mistake, the event still takes nothing but the names.
            object.__setattr__(self, "parameters", tuple(self.parameters))

    @property
    def error(self) -> bool:
        """Whether the call failed."""
        return self.outcome != "ok"

    def as_dict(self) -> dict[str, Any]:
        """Give the event as flat keys and JSON values, for logs and files.

        Returns:
            A new dict that always has the same keys, which are the attributes, in their order, with
            ``call_site`` as ``"path/file.py:12"`` and its function under ``function``.
        """
        return {
            "operation": self.operation,
            "successor": self.successor,
            "call_site": str(self.call_site),
            "function": self.call_site.function,
            "mode": self.mode,
            "fallback": self.fallback,
            "outcome": self.outcome,
            "duration_ms": self.duration_ms,
            "request_id": self.request_id,
            "status_code": self.status_code,
            "retries": self.retries,
            "notice": self.notice,
            "parameters": list(self.parameters),
            "lost": list(self.lost),
        }
