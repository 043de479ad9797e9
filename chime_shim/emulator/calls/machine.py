"""The call machine: the legs of a call, and the actions on them, one after the other."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls import events
from chime_shim.emulator.calls.action import ActionFailedError
from chime_shim.emulator.calls.dialogue import Dialogue
from chime_shim.emulator.calls.events import Event
from chime_shim.emulator.calls.leg import LEG_A, RINGING, Leg, Ring
from chime_shim.emulator.calls.phone import BUSY, UNAVAILABLE
from chime_shim.emulator.calls.ringing import Ringing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chime_shim.emulator.calls.account import Target
    from chime_shim.emulator.calls.action import Action
    from chime_shim.emulator.calls.call import Call
    from chime_shim.emulator.calls.network import Network
    from chime_shim.emulator.calls.phone import Phone
    from chime_shim.emulator.calls.response import Vocabulary
    from chime_shim.emulator.calls.timeline import Timer

SECONDS_TO_ANSWER = 30
"""How long an inbound call waits for a function to do something with it. AWS's guide, case-1."""

SECONDS_TO_REACH = 60
"""How long the phone of an outbound call rings. Assumption: the guide does not say."""

_BEFORE_TYPING, _BETWEEN_DIGITS = 1.0, 0.5


class Machine:
    """Plays one call.

    Args:
        call: The record of the call.
        network: What it has in common with other calls: time, phones, functions, the account.
        targets: The SIP media applications that may take the call, the first one first.
        vocabulary: The actions that its function may ask for.
    """

    def __init__(
        self, call: Call, network: Network, targets: Sequence[Target], vocabulary: Vocabulary
    ) -> None:
        self.call, self.network = call, network
        self.dialogue = Dialogue(self, targets, vocabulary)
        self.on_digit: Callable[[str], None] | None = None
        self._waiting: deque[Action] = deque()
        self._running: Action | None = None
        self._timers: list[Timer] = []  # of the action that runs
        self._ringing: dict[Leg, Ringing] = {}

    # How a call begins

    def take(self, leg: Leg) -> None:
        """Begin an inbound call."""
        self._wait_for_something(leg, SECONDS_TO_ANSWER)
        self.tell(Event(events.NEW_INBOUND_CALL, leg))

    def dial(self, leg: Leg, data: dict[str, Any]) -> None:
        """Begin an outbound call."""
        self.tell(Event(events.NEW_OUTBOUND_CALL, leg, data, heard=False))
        answered = Event(events.CALL_ANSWERED, leg)
        self.ring(
            leg, SECONDS_TO_REACH, lambda: self.tell(answered), lambda code: self.end(leg, code, "phone")
        )
        if not self.network.phones.at(leg.to).refuses:
            self.tell(Event(events.RINGING, leg, heard=False))

    def update(self, arguments: dict[str, str]) -> None:
        """Tell the function of an UpdateSipMediaApplicationCall."""
        leg = next((leg for leg in self.call.legs if leg.open), None)
        if leg:
            data = {"Type": "CallUpdateRequest", "Parameters": {"Arguments": arguments}}
            self.tell(Event(events.CALL_UPDATE_REQUESTED, leg, data))

    # Legs

    def new_leg(self, tag: str, *, to: str, from_: str, direction: str) -> Leg:
        """Add a leg to the call. It rings."""
        leg = Leg(self.network.new_id(), tag, to, from_, direction, self.network.timeline.now())
        leg.hang_up = partial(self._hang_up_there, leg)
        self.call.legs.append(leg)
        return leg

    def ring(
        self, leg: Leg, seconds: float, answered: Callable[[], None], unanswered: Callable[[int], None]
    ) -> None:
        """Have the phone of a leg ring. It may be a number of the account, and so another call's leg A."""
        phone = self.network.phones.at(leg.to)

        def connect() -> None:
            self.connect(leg)
            self.talk(leg, phone)
            answered()

        ring = Ring(leg.to, leg.from_, self.network.timeline.now())
        self.call.rang.append(ring)
        ringing = self._ringing[leg] = Ringing(ring, self.network.timeline, connect, unanswered)
        there = self.network.ring_own_number(leg.from_, leg.to)
        if there is None:
            ringing.call(phone, seconds)
        elif there.open:
            ringing.wait(seconds)
            there.on_connect, leg.on_end = ringing.answer, there.hang_up
            there.on_end = lambda code: self._other_end(leg, code)
        else:
            self.network.timeline.after(0, lambda: ringing.refuse(UNAVAILABLE))

    def _hang_up_there(self, leg: Leg, code: int) -> None:
        """Have the phone at the other end of a leg hang up, or decline a call that rings there."""
        if leg.status == RINGING and leg in self._ringing:
            self._ringing[leg].refuse(code or BUSY)
        else:
            self.end(leg, code, "phone")

    def _other_end(self, leg: Leg, code: int) -> None:
        """Note that the call at the other end of a leg is over."""
        if leg.connected:
            self.end(leg, code, "phone")
        elif leg in self._ringing:
            self._ringing[leg].refuse(code or UNAVAILABLE)

    def connect(self, leg: Leg) -> None:
        """Answer a leg, unless that was done."""
        if leg.status == RINGING:
            leg.connect()

    def talk(self, leg: Leg, phone: Phone) -> None:
        """Have a phone at the other end of a leg go on as it is told to."""
        leg.presses.extend(phone.presses)
        if phone.hangs_up is not None:
            hang_up = self.network.timeline.after(phone.hangs_up, lambda: self.end(leg, 0, "phone"))
            leg.timers.append(hang_up)

    def end(self, leg: Leg, code: int, by: str) -> None:
        """End a leg, and tell the function."""
        if not leg.open:
            return
        leg.end(code, by)
        if leg in self._ringing:
            self._ringing.pop(leg).cancel()
        if self._running and self._running.leg is leg:
            self.stop(self._running, "abandoned")
        if self.call.over:
            self._drop_all()
            self.dialogue.tell_only_of_hang_ups()
        if leg.meeting_id and by == "function":
            self.go_on()  # the function hears of the action's success instead
        else:
            self.tell(events.hangup(leg, heard=by != "service"))

    def end_all(self, reason: str) -> None:
        """End every leg, for a reason that is the service's."""
        self.call.ending = self.call.ending or reason
        self._drop_all()
        for leg in self.call.legs:
            self.end(leg, UNAVAILABLE, "service")

    # Digits

    def type(self, leg: Leg, digits: str) -> None:
        """Have digits arrive from a leg, one after the other."""
        for place, digit in enumerate(digits):
            self.network.timeline.after(place * _BETWEEN_DIGITS, partial(self._digit, leg, digit))

    def type_next(self, leg: Leg) -> None:
        """Have the phone of a leg type what comes next on its list."""
        if leg.presses:
            digits = leg.presses.popleft()
            self.network.timeline.after(_BEFORE_TYPING, lambda: self.type(leg, digits))

    def _digit(self, leg: Leg, digit: str) -> None:
        if not leg.connected:
            return
        if self.on_digit and self._running and self._running.leg is leg:
            self.on_digit(digit)
        elif leg.on_digit:
            leg.on_digit(digit)

    # Actions

    def replace(self, actions: Sequence[Action]) -> None:
        """Do new actions in place of those that wait, and of the one that runs if it can be interrupted."""
        running = self._running
        if running and running.kind.interruptible:
            self.stop(running, "interrupted")
            self.dialogue.tell(events.interrupted(running))
        self._drop_waiting()
        self._waiting.extend(actions)
        self.call.actions.extend(actions)

    def timed(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Have something happen later, if the action that runs still runs then."""
        timer = self.network.timeline.after(seconds, act)
        self._timers.append(timer)
        return timer

    def succeed_after(self, seconds: float, action: Action) -> None:
        """Have an action succeed later."""
        self.timed(seconds, lambda: self.succeed(action))

    def succeed(self, action: Action, **data: Any) -> None:
        """End an action well. The function is told if it was the last, or if it is one that reports."""
        self.stop(action, "successful")
        if action.kind.reports or not self._waiting:
            self.tell(events.of_action(events.ACTION_SUCCESSFUL, action, **data))
        else:
            self.go_on()

    def fail(self, action: Action, error_type: str, message: str) -> None:
        """End an action badly: those that follow are dropped, and the function is told."""
        self.stop(action, "failed")
        action.error = f"{error_type}: {message}"
        self._drop_waiting()
        reason = {"ErrorType": error_type, "ErrorMessage": message}
        self.tell(events.of_action(events.ACTION_FAILED, action, **reason))

    def stop(self, action: Action, outcome: str) -> None:
        """Note that an action runs no more, and take back what it had set going."""
        action.outcome = outcome
        self._running, self.on_digit = None, None
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for leg in [leg for leg in self._ringing if leg.tag != LEG_A]:
            ringing = self._ringing.pop(leg)
            if leg.status == RINGING:
                leg.end(ringing.code, "phone" if ringing.code else "service")
                ringing.cancel()

    def _start(self, action: Action) -> None:
        self._running = action
        action.started, action.outcome = self.network.timeline.now(), "running"
        kind = action.kind
        try:
            action.leg = self._target(action)
            if kind.answers:
                self.connect(action.leg)
            kind.perform(self, action)
        except ActionFailedError as problem:
            self.fail(action, problem.error_type, str(problem))

    def _target(self, action: Action) -> Leg:
        """Find the leg that an action is for: by its CallId, by its tag, or by what it is."""
        call_id, tag = (action.parameters.get(name) for name in ("CallId", "ParticipantTag"))
        tag = tag or action.kind.tag
        for leg in self.call.legs:
            named = leg.call_id == call_id if call_id else leg.tag == tag if tag else leg is action.leg
            if named and leg.open:
                return leg
        raise ActionFailedError("CallId or ParticipantTag parameter for the action is invalid.")

    def _drop_waiting(self) -> None:
        for action in self._waiting:
            action.outcome = "dropped"
        self._waiting.clear()

    def _drop_all(self) -> None:
        self._drop_waiting()
        if self._running:
            self.stop(self._running, "abandoned")

    # What comes next

    def tell(self, event: Event) -> None:
        """Tell the function of an event."""
        self.dialogue.tell(event)
        self.go_on()

    def go_on(self) -> None:
        """Tell the function what it was not told yet; when it has answered all, begin the next action."""
        self.dialogue.go_on()
        if not self.dialogue.silent:
            return
        if self.call.over:
            self.network.forget(self.call)
        elif self._waiting and self._running is None:
            self._start(self._waiting.popleft())

    def _wait_for_something(self, leg: Leg, seconds: float) -> None:
        """End an inbound call that the function does nothing with."""

        def look() -> None:
            if self._running or self._waiting or not self.dialogue.silent:
                self._wait_for_something(leg, 1)
            else:
                self.end_all(f"the function did nothing with the call for {SECONDS_TO_ANSWER} seconds")

        leg.until_answered = self.network.timeline.after(seconds, look)
