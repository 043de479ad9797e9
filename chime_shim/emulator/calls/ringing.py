"""A phone rings: it is answered, or not, or it is another number of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator.calls.leg import Leg, Ring
from chime_shim.emulator.calls.phone import BUSY, UNAVAILABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator.calls.machine import Machine
    from chime_shim.emulator.calls.phone import Phone
    from chime_shim.emulator.calls.timeline import Timer

_SECONDS_TO_REFUSE = 1
_OUTCOMES = {BUSY: "busy", UNAVAILABLE: "unreachable"}


class Ringing:
    """An attempt to reach the other end of a leg. Its ``code`` is the SIP code it failed with, or 0.

    Args:
        machine: Whose leg it is.
        leg: The leg; its ``to`` is called, and sees its ``from_``.
        seconds: How long it may ring.
        answered: What to do when somebody answers.
        unanswered: What to do when nobody does, with the SIP code.
    """

    def __init__(
        self,
        machine: Machine,
        leg: Leg,
        seconds: float,
        answered: Callable[[], None],
        unanswered: Callable[[int], None],
    ) -> None:
        self._machine, self._leg = machine, leg
        self._answered, self._unanswered = answered, unanswered
        self.code = 0
        self._timers: list[Timer] = []
        self._hang_up_there: Callable[[int], None] | None = None
        self.ring = Ring(leg.to, leg.from_, machine.exchange.timeline.now())
        machine.call.rang.append(self.ring)
        there = machine.exchange.ring_own_number(leg.from_, leg.to)
        if there:
            self._connect_with(*there)
            self._after(seconds, lambda: self._fail(UNAVAILABLE, "not answered"))
        else:
            self._call(machine.exchange.phones.at(leg.to), seconds)

    def cancel(self) -> None:
        """Give up."""
        self._stop("cancelled")
        if self._hang_up_there:
            self._hang_up_there(0)

    def _call(self, phone: Phone, seconds: float) -> None:
        if phone.refuses:
            outcome = _OUTCOMES.get(phone.refuses, "refused")
            self._after(_SECONDS_TO_REFUSE, lambda: self._fail(phone.refuses, outcome))
        elif phone.rings is None or phone.rings > seconds:
            self._after(seconds, lambda: self._fail(UNAVAILABLE, "not answered"))
        else:
            self._after(phone.rings, lambda: self._answer(phone))

    def _connect_with(self, machine: Machine, leg: Leg) -> None:
        """Have a call to one of the account's own numbers, at another function, be the other end."""
        self._hang_up_there = lambda code: machine.end(leg, code, "phone")
        leg.on_connect = self._answer
        leg.on_end = lambda code: self._fail(code or UNAVAILABLE, _OUTCOMES.get(code, "unreachable"))

        def over_here(_: int) -> None:
            machine.end(leg, 0, "phone")

        self._leg.on_end = over_here
        self._there = leg

    def _answer(self, phone: Phone | None = None) -> None:
        self._stop("answered")
        if phone is None:
            self._there.on_end = lambda _: self._machine.end(self._leg, 0, "phone")
        self._machine.connect(self._leg)
        if phone:
            self._machine.talk(self._leg, phone)
        self._answered()

    def _fail(self, code: int, outcome: str) -> None:
        if self.ring.outcome != "ringing":
            return
        self.code = code
        self._stop(outcome)
        if self._hang_up_there:
            self._hang_up_there(0)
        self._unanswered(code)

    def _stop(self, outcome: str) -> None:
        if self.ring.outcome == "ringing":
            self.ring.outcome = outcome
        for timer in self._timers:
            timer.cancel()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._timers.append(self._machine.exchange.timeline.after(seconds, act))
