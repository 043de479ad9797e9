"""The event that every comparison of the two sides makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._bounded import clipped

if TYPE_CHECKING:
    from ._call_site import CallSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One call in mode ``compare``: the control answered the caller, and the candidate was compared with it.

    It holds nothing sensitive: of what differs it has the path, and never the value.

    Attributes:
        operation: The legacy operation, such as ``"ListChannels"``.
        successor: Where it goes if it is forwarded, such as ``"chime-sdk-messaging:ListChannels"``.
        call_site: The line of the application that made the call.
        control: Which side's answer the caller got: ``"forward"`` is the successor, ``"legacy"`` the old
            endpoint. The other one is the candidate.
        outcome: ``"match"``, ``"mismatch"``, ``"control unavailable"`` or ``"candidate unavailable"``: that
            side refused the caller (the 403 of closed accounts), throttled, failed or was out of reach.
        differences: Where the answers differ, and how, such as ``"Channels[].Name: only in control"``.
        control_outcome: ``"ok"``, or the error's code or class, as in `LegacyCall`.
        candidate_outcome: The same.
        control_ms: Milliseconds until the control had answered.
        candidate_ms: The same of the candidate, which is never tried again.
        dropped: How many comparisons this process had left out so far, because too many were waiting.
    """

    operation: str
    successor: str | None
    call_site: CallSite
    control: str
    outcome: str
    differences: tuple[str, ...] = ()
    control_outcome: str = "ok"
    candidate_outcome: str = "ok"
    control_ms: float
    candidate_ms: float
    dropped: int = 0

    def __post_init__(self) -> None:
        for name in ("control_outcome", "candidate_outcome"):
            object.__setattr__(self, name, clipped(getattr(self, name)))
        object.__setattr__(self, "control_ms", round(self.control_ms, 3))
        object.__setattr__(self, "candidate_ms", round(self.candidate_ms, 3))

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
            "control": self.control,
            "outcome": self.outcome,
            "differences": list(self.differences),
            "control_outcome": self.control_outcome,
            "candidate_outcome": self.candidate_outcome,
            "control_ms": self.control_ms,
            "candidate_ms": self.candidate_ms,
            "dropped": self.dropped,
        }
