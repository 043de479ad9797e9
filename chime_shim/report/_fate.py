"""What became of an operation, in the report's words."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.routes._wording import ended, instead, kind_of_fate, whither


class Fate(NamedTuple):
    """What became of an operation. Fates sort by how much they press.

    Attributes:
        rank: The lower the more pressing.
        kind: ``"ended"``, ``"retired"``, ``"moved"``, or ``"unknown"`` to this version of chime_shim.
        text: What else there is to know, to follow the kind: ``"to chime-sdk-meetings:CreateMeeting"``.
    """

    rank: int
    kind: str
    text: str

    @property
    def pressing(self) -> bool:
        """Whether the shim cannot help, or not for long."""
        return self.kind in {"ended", "retired"}


@cache
def fate_of(operation: str) -> Fate:
    """Tell what became of an operation."""
    route = ROUTES.get(operation) or KEPT_ROUTES.get(operation)
    if route is None:
        return Fate(3, "unknown", "not known to this version of chime_shim")
    kind = kind_of_fate(route.ended, route.remedy)
    if route.remedy is not None:
        return Fate(1, kind, instead(route.remedy))
    if route.ended is not None:
        return Fate(0, kind, ended(route.ended))
    return Fate(2, kind, f"to {whither(route.to, route.successor_operation)}")
