"""The telephone exchange of an account: its calls, the phones of the test, and the time they share."""

from __future__ import annotations

import threading
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls.account import HOME, Account
from chime_shim.emulator.calls.action import is_e164
from chime_shim.emulator.calls.call import Call
from chime_shim.emulator.calls.functions import Functions, Handler, Invocation
from chime_shim.emulator.calls.leg import LEG_A, Leg
from chime_shim.emulator.calls.machine import Machine
from chime_shim.emulator.calls.phone import UNAVAILABLE, Phone, Phones
from chime_shim.emulator.calls.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chime_shim.emulator.calls.account import Target

ACCOUNT = "123456789012"
"""The account that moto takes callers for, unless told otherwise."""

MAX_CALLS = 10
"""How many legs an account may have at a time. AWS General Reference, quotas; adjustable."""


class Exchange:
    """The calls of one account. Get it with ``calls.exchange()``; a reset of moto's makes a new one.

    Attributes:
        phones: The phones of the test, by number.
        functions: The functions of the test, by name or ARN.
        calls: The calls so far.
        max_calls: How many legs there may be at a time: a bridged call has two.
    """

    def __init__(self, account_id: str) -> None:
        self.account = Account(account_id)
        self.phones = Phones()
        self.functions = Functions()
        self.calls: list[Call] = []
        self.max_calls = MAX_CALLS
        self.timeline = Timeline()
        self._turn = threading.RLock()
        self._playing = False
        self._to_do: deque[Callable[[], None]] = deque()

    def application(self, handler: Handler | str, *numbers: str, region: str = HOME) -> str:
        """Set up what a call needs: a SIP media application, and a rule for each of its numbers.

        Args:
            handler: The function behind it: a callable, ``module:handler``, or a URL.
            numbers: The numbers, which the account gets.
            region: Where the application is.

        Returns:
            The id of the application.
        """
        voice: Any = self.account.voice(region)
        name = f"function-{self.new_id()}"
        arn = f"arn:aws:lambda:{region}:{self.account.id}:function:{name}"
        self.functions[arn] = handler
        made = voice.create_sip_media_application(
            {"AwsRegion": region, "Name": name, "Endpoints": [{"LambdaArn": arn}]}
        )["SipMediaApplication"]
        target = {"SipMediaApplicationId": made["SipMediaApplicationId"], "Priority": 1, "AwsRegion": region}
        for number in numbers:
            order = {"ProductType": "SipMediaApplicationDialIn", "E164PhoneNumbers": [number]}
            voice.create_phone_number_order(order)
            trigger = {"TriggerType": "ToPhoneNumber", "TriggerValue": number}
            voice.create_sip_rule({"Name": number, **trigger, "TargetApplications": [target]})
        return str(made["SipMediaApplicationId"])

    def place(  # noqa: PLR0913 - all but two have names
        self,
        caller: str,
        to: str,
        *,
        hangs_up: float | None = None,
        presses: Sequence[str] = (),
        host: str | None = None,
        seconds: float | None = None,
    ) -> Call:
        """Call a number of the account, and play the call until nothing more happens by itself.

        Args:
            caller: The caller's number, or whatever their phone shows instead.
            to: The number that is called.
            hangs_up: Seconds until the caller hangs up. Never, unless given.
            presses: What the caller types, one text each time that the function asks for digits.
            host: The host name of the voice connector that the call comes from, for rules on that.
            seconds: How long to play; ``call.play()`` goes on.

        Returns:
            The call.

        Raises:
            ValueError: The number is not in E.164 form, or a value makes no sense.
            ActionNotEmulatedError: The function asked for an action that is not emulated.
        """
        if not is_e164(to):
            raise ValueError("the number that is called starts with + and the calling code")
        phone = Phone(hangs_up=hangs_up, presses=presses)
        trigger = ("RequestUriHostname", host) if host else ("ToPhoneNumber", to)
        placed: list[Call] = []
        self.run(lambda: placed.append(self._receive(caller, to, trigger, phone)[0]), seconds)
        self.complain(placed[0])
        return placed[0]

    def play(self, seconds: float | None = None) -> None:
        """Play all calls: until nothing more happens by itself, or for some seconds."""
        self.run(lambda: None, seconds)

    # What the machine needs

    def has_room(self, legs: int = 1) -> bool:
        """Say whether the quota allows another leg."""
        taken = sum(leg.open and not leg.meeting_id for call in self.calls for leg in call.legs)
        return taken + legs <= self.max_calls

    def ring_own_number(self, caller: str, to: str) -> tuple[Machine, Leg] | None:
        """Call a number of the account that has a rule; None if it has none."""
        if self.account.rule("ToPhoneNumber", to) is None:
            return None
        call, machine = self._receive(caller, to, ("ToPhoneNumber", to), Phone())
        return (machine, call.legs[0]) if machine else None

    def invoke(self, arn: str, event: dict[str, Any]) -> Invocation:
        """Invoke a function."""
        return self.functions.invoke(arn, event, self.timeline, self.new_id)

    def new_id(self) -> str:
        """Make an id."""
        return self.account.voice().new_uuid()

    def forget(self, call: Call) -> None:
        """Take note that a call is over."""
        self.account.forget(call.region, call.transaction_id)

    def complain(self, call: Call) -> None:
        """Say that a call could not be played to its end.

        Raises:
            ActionNotEmulatedError: The function asked for an action that is not emulated.
        """
        dialogue = call.machine and call.machine.dialogue
        if dialogue and dialogue.not_emulated:
            missing, dialogue.not_emulated = dialogue.not_emulated, None
            raise missing

    def run(self, act: Callable[[], None], seconds: float | None = None, *, wait: bool = True) -> None:
        """Do something, and play what comes of it.

        Args:
            act: What to do, in turn with what is played.
            seconds: How long to play; as long as anything happens by itself, unless given.
            wait: Whether to wait while somebody else plays, who will do it then.
        """
        self._to_do.append(act)
        while self._turn.acquire(blocking=wait):
            try:
                if self._playing:  # within a function that is being invoked: it is done when that is over
                    return
                self._playing = True
                try:
                    self._play(seconds)
                finally:
                    self._playing = False
            finally:
                self._turn.release()
            if not self._to_do:
                return

    def _play(self, seconds: float | None) -> None:
        self.timeline.catch_up()
        until = None if seconds is None else self.timeline.now() + timedelta(seconds=seconds)
        going_on = True
        while going_on:
            while self._to_do:
                self._to_do.popleft()()
            going_on = self.timeline.step(until) or bool(self._to_do)

    def take_up(self) -> None:
        """Do what the API was asked for: make calls, update calls, end those whose meeting has ended."""
        for item, request in self.account.take_requests():
            if "To" in request:
                self._dial(item, request)
            else:
                self._update(item["TransactionId"], request["Arguments"])
        for call in self.calls:
            for leg in call.legs:
                if leg.meeting_id and leg.open and not self.account.has_meeting(leg.meeting_id):
                    assert call.machine is not None
                    call.machine.end(leg, 0, "phone")

    def _dial(self, item: dict[str, Any], request: dict[str, Any]) -> None:
        target = self.account.target(item["SipMediaApplicationId"])
        call = Call(item["TransactionId"], self.account.id)
        self.calls.append(call)
        machine = Machine(call, self, [target])
        leg = machine.new_leg(LEG_A, to=request["To"], from_=request["From"], direction="Outbound")
        # Assumption: the arguments come as those of an update do.
        arguments = {"Type": "CallCreateRequest", "Parameters": {"Arguments": request["Arguments"]}}
        machine.dial(leg, arguments)

    def _update(self, transaction_id: str, arguments: dict[str, str]) -> None:
        for call in self.calls:
            if call.transaction_id == transaction_id and call.machine:
                call.machine.update(arguments)

    def _receive(
        self, caller: str, to: str, trigger: tuple[str, str], phone: Phone
    ) -> tuple[Call, Machine | None]:
        call = Call(self.new_id(), self.account.id)
        self.calls.append(call)
        rule = self.account.rule(*trigger)
        targets: list[Target] = self.account.targets(rule) if rule else []
        if not targets or not self.has_room():
            why = (
                "no more calls at a time are allowed"
                if targets
                else "no SIP rule that is enabled takes the call"
            )
            call.ending = why
            start = self.timeline.now()
            refused = Leg(
                self.new_id(), LEG_A, to, caller, "Inbound", start, "Disconnected", sip_code=UNAVAILABLE
            )
            refused.ended_by = "service"
            call.legs.append(refused)
            return call, None
        assert rule is not None
        call.rule_id = rule["SipRuleId"]
        machine = Machine(call, self, targets)
        self.account.note(call.region, call.transaction_id, call.application_id)
        leg = machine.new_leg(LEG_A, to=to, from_=caller, direction="Inbound")
        machine.talk(leg, phone)
        machine.take(leg)
        return call, machine


def exchange(account_id: str = ACCOUNT) -> Exchange:
    """Return the exchange of an account, which is new after each reset of moto's.

    Args:
        account_id: The account; moto's own, unless given.
    """
    home = vars(Account(account_id).voice())
    if "exchange" not in home:
        home["exchange"] = Exchange(account_id)
    found: Exchange = home["exchange"]
    return found


def play_on(account_id: str) -> None:
    """Play what an API request set going, unless somebody plays already, who will take it up."""
    found = exchange(account_id)
    found.run(found.take_up, wait=False)
