"""What can be set: the source of ids, the clock, and the manners of the legacy endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _wall_clock() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class EmulatorSettings:
    """The settings in force.

    Args:
        seed: Makes ids repeat: after each reset, the same calls get the same ids. A backend takes it up
            when it is next reset, which ``mock_aws`` does when it starts. Without one, ids come from
            moto's own source, which ``/moto-api/seed`` seeds.
        clock: Tells the time, with its zone. Sessions expire by it.
        legacy_endpoint_closed: The ``chime`` endpoint refuses every call, as AWS's does for accounts
            that never used it; the successors' endpoints answer.
        sip_rules_must_be_disabled: ``DeleteSipRule`` refuses an enabled rule, as AWS's page says. AWS was
            seen to delete one.
    """

    seed: int | None = None
    clock: Callable[[], datetime] = _wall_clock
    legacy_endpoint_closed: bool = False
    sip_rules_must_be_disabled: bool = False


class Configured:
    """What :func:`configure` gives: used with ``with``, it puts the settings back that were before."""

    def __init__(self, before: EmulatorSettings) -> None:
        self._before = before

    def __enter__(self) -> EmulatorSettings:
        return current()

    def __exit__(self, *exception: object) -> None:
        _put(self._before)


def configure(settings: EmulatorSettings) -> Configured:
    """Put settings in force, for good or, when used with ``with``, for a block.

    Args:
        settings: The new settings.

    Returns:
        A context manager that puts the former settings back.
    """
    before = current()
    _put(settings)
    return Configured(before)


def current() -> EmulatorSettings:
    """Return the settings in force."""
    return _in_force


def _put(settings: EmulatorSettings) -> None:
    global _in_force  # noqa: PLW0603 - the one place that holds them
    _in_force = settings


_in_force = EmulatorSettings()
