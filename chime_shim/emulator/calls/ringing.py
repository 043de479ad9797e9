"""A phone rings, until it is answered, refused or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator.calls.phone import BUSY, UNAVAILABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator.calls.leg import Ring
    from chime_shim.emulator.calls.phone import Phone
    from chime_shim.emulator.calls.timeline import Timeline, Timer

_SECONDS_TO_REFUSE = 1
_OUTCOMES = {BUSY: "busy", UNAVAILABLE: "unreachable"}


class Ringing:
    """An attempt to reach a phone.

    Args:
        ring: The record of it.
        timeline: The time.
        answered: What to do when somebody answers.
        unanswered: What to do when nobody does, with the SIP code.

    Attributes:
        code: The SIP code that it failed with, or 0.
    """

    def __init__(
        self,
        ring: Ring,
        timeline: Timeline,
        answered: Callable[[], None],
        unanswered: Callable[[int], None],
    ) -> None:
        self.ring = ring
        self.code = 0
        self._timeline = timeline
        self._answered, self._unanswered = answered, unanswered
        self._timer: Timer | None = None

    def call(self, phone: Phone, seconds: float) -> None:
        """Ring a phone.

        Args:
            phone: How it behaves.
            seconds: How long it may ring.
        """
        if phone.refuses:
            self._timer = self._timeline.after(_SECONDS_TO_REFUSE, lambda: self.refuse(phone.refuses))
        elif phone.rings is not None and phone.rings <= seconds:
            self._timer = self._timeline.after(phone.rings, self.answer)
        else:
            self.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Give it up after a while."""
        self._timer = self._timeline.after(seconds, lambda: self._fail(UNAVAILABLE, "not answered"))

    def answer(self) -> None:
        """Have somebody answer."""
        if self._ends("answered"):
            self._answered()

    def refuse(self, code: int) -> None:
        """Have the other end refuse."""
        self._fail(code, _OUTCOMES.get(code, "refused"))

    def cancel(self) -> None:
        """Give up, before anything has come of it."""
        self._ends("cancelled")

    def _fail(self, code: int, outcome: str) -> None:
        if self._ends(outcome):
            self.code = code
            self._unanswered(code)

    def _ends(self, outcome: str) -> bool:
        """Note what came of it, unless something did already."""
        if self.ring.outcome != "ringing":
            return False
        self.ring.outcome = outcome
        if self._timer:
            self._timer.cancel()
        return True
