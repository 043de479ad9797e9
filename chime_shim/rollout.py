"""Which side answers a call: the successor, the old endpoint, or one with the other compared beside it."""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim import settings
from chime_shim.legacy_api.facts import is_read
from chime_shim.settings.rollouts import (
    ALL,
    COMPARE,
    FORWARD,
    LEGACY,
    MODES,
    NAMESPACES,
    Rollout,
    parse,
    share_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ALL",
    "COMPARE",
    "FORWARD",
    "FORWARDED",
    "LEGACY",
    "MODES",
    "NAMESPACES",
    "REPLACED",
    "Plan",
    "Rollout",
    "mode",
    "other_side",
    "parse",
    "plan",
    "share_of",
]


class Plan(NamedTuple):
    """What is to become of one call.

    Attributes:
        mode: The mode that the rollout says, or ``"replaced"``.
        side: Who answers the caller: ``"forward"`` is the successor, ``"legacy"`` the old endpoint.
        fallback: The errors at which the other side is asked.
    """

    mode: str
    side: str
    fallback: tuple[str, ...] = ()


FORWARDED = Plan(FORWARD, FORWARD)

REPLACED = Plan("replaced", FORWARD)
"""The plan of a call that a replacement of the application's answers."""


def plan(operation: str, params: Any) -> Plan:
    """Decide what becomes of a call, by the settings in force and the ``mode`` that it is made in."""
    in_force = settings.live()
    rollout = _override.get() or in_force.rollout
    fallback = in_force.fallback
    if rollout is None and not fallback:
        return FORWARDED
    chosen = FORWARD if rollout is None else rollout.mode(operation, params)
    side = in_force.control if chosen == COMPARE else chosen
    return Plan(chosen, side, fallback if fallback and is_read(operation) else ())


@contextlib.contextmanager
def mode(rollout: str) -> Iterator[None]:
    """Use another rollout for the calls that are made in a ``with`` block, in this thread or task.

    Args:
        rollout: As for the setting, such as ``"legacy"`` or ``"meetings=legacy"``. What it does not name is
            forwarded.

    Raises:
        SettingsError: If it makes no sense; it is a ValueError, too.
    """
    try:
        chosen = parse(rollout)
    except ValueError as error:
        from chime_shim.errors import SettingsError

        raise SettingsError([f"mode({rollout!r}): {error}"]) from None
    before = _override.set(chosen)
    try:
        yield
    finally:
        _override.reset(before)


def other_side(side: str) -> str:
    """Return the one of the two sides that ``side`` is not."""
    return LEGACY if side == FORWARD else FORWARD


_override: ContextVar[Rollout | None] = ContextVar("chime_shim_rollout", default=None)
