"""Time that passes only when something is to happen."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from chime_shim.emulator._settings import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(order=True)
class Timer:
    """Something that is to happen, unless it is cancelled."""

    due: datetime
    serial: int
    act: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Let it not happen."""
        self.cancelled = True


class Timeline:
    """What is to happen, in order: from the emulator's clock on, and ahead of it while calls are played."""

    def __init__(self) -> None:
        self._timers: list[Timer] = []
        self._serials = itertools.count()
        self._now = current().clock()

    def now(self) -> datetime:
        """Tell the time: the emulator's clock, or later, if calls were played beyond it."""
        return self._now

    def catch_up(self) -> None:
        """Follow the emulator's clock, if it has gone on."""
        self._now = max(self._now, current().clock())

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Have something happen later; what is due at the same time happens in the order of these calls."""
        timer = Timer(self._now + timedelta(seconds=seconds), next(self._serials), act)
        heapq.heappush(self._timers, timer)
        return timer

    def step(self, until: datetime | None = None) -> bool:
        """Let the next thing happen.

        Args:
            until: How far time may go on.

        Returns:
            Whether anything happened.
        """
        while self._timers and self._timers[0].cancelled:
            heapq.heappop(self._timers)
        if not self._timers or (until is not None and self._timers[0].due > until):
            self._now = max(self._now, until or self._now)
            return False
        timer = heapq.heappop(self._timers)
        self._now = max(self._now, timer.due)
        timer.act()
        return True
