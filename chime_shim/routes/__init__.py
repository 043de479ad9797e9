"""The heart: a row for each legacy operation, which says where it went.

Everything else that speaks of operations is computed from these rows.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from chime_shim.routes import (
    identity,
    media_pipelines,
    meetings,
    messaging,
    phone_numbers,
    retired,
    tags,
    voice,
)
from chime_shim.routes._errors import CODES, RENAMED, legacy_error, refused_as
from chime_shim.routes._memory import Memory
from chime_shim.routes._route import MissingMemberError, Reply, Route, Rule, Step, StepError, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "KEPT_ROUTES",
    "LEGACY_ERRORS",
    "RENAMED",
    "ROUTES",
    "Memory",
    "MissingMemberError",
    "Reply",
    "Route",
    "Rule",
    "Step",
    "StepError",
    "legacy_error",
    "member",
    "refused_as",
]


def _by_operation(*tables: Iterable[Route]) -> Mapping[str, Route]:
    return MappingProxyType({route.operation: route for table in tables for route in table})


ROUTES = _by_operation(
    identity.ROUTES,
    media_pipelines.ROUTES,
    meetings.ROUTES,
    messaging.ROUTES,
    retired.ROUTES,
    tags.ROUTES,
    voice.ROUTES,
)
"""The 129 removed operations, by name."""

KEPT_ROUTES = _by_operation(phone_numbers.ROUTES)
"""The 16 kept operations that may be forwarded by setting, by name."""

LEGACY_ERRORS = tuple(CODES)
"""The exceptions that legacy operations raise."""
