"""The telephone exchange of an account: its calls, the phones of the test, and the time they share."""

from __future__ import annotations

import threading
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls.account import Account
from chime_shim.emulator.calls.action import is_e164
from chime_shim.emulator.calls.actions import ACTIONS, NOT_EMULATED
from chime_shim.emulator.calls.call import Call
from chime_shim.emulator.calls.leg import LEG_A, Leg
from chime_shim.emulator.calls.machine import Machine
from chime_shim.emulator.calls.network import Network
from chime_shim.emulator.calls.phone import UNAVAILABLE, Phone
from chime_shim.emulator.calls.response import Vocabulary
from chime_shim.emulator.chime_sdk_voice.kinds import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chime_shim.emulator.calls.account import Target
    from chime_shim.emulator.calls.functions import Handler

ACCOUNT = "123456789012"
"""The account that moto takes callers for, unless told otherwise."""

VOCABULARY = Vocabulary(ACTIONS, NOT_EMULATED)


class Exchange(Network):
    """The calls of one account. Get it with ``calls.exchange()``; a reset of moto's makes a new one."""

    def __init__(self, account_id: str) -> None:
        super().__init__(account_id)
        self._turn = threading.RLock()
        self._playing = False
        self._to_do: deque[Callable[[], None]] = deque()
        self._machines: dict[str, Machine] = {}  # of the calls that are not over

    def application(self, handler: Handler | str, *numbers: str, region: str = HOME) -> str:
        """Set up what a call needs: a SIP media application, and a rule for each of its numbers.

        Args:
            handler: The function behind it: a callable, ``module:handler``, or a URL.
            numbers: The numbers. The account gets those that it has not; none may have a rule yet.
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
            if not self.account.owns(number):
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
        self.run(lambda: placed.append(self._receive(caller, to, trigger, phone)), seconds)
        return placed[0].play(0)

    def play(self, seconds: float | None = None) -> None:
        """Play all calls: until nothing more happens by itself, or for some seconds."""
        self.run(lambda: None, seconds)

    def ring_own_number(self, caller: str, to: str) -> Leg | None:
        """Call a number of the account, and return the leg that begins there; None if no rule takes it."""
        if self.account.rule("ToPhoneNumber", to) is None:
            return None
        return self._receive(caller, to, ("ToPhoneNumber", to), Phone()).legs[0]

    def steer(self, call: Call, act: Callable[[], None], seconds: float | None = None) -> None:
        """Do something to a call, and play what comes of it.

        Raises:
            ActionNotEmulatedError: The function asked for an action that is not emulated.
        """
        self.run(act, seconds)
        missing, call.not_emulated = call.not_emulated, None
        if missing:
            raise missing

    def run(self, act: Callable[[], None], seconds: float | None = None, *, wait: bool = True) -> None:
        """Do something, and play what comes of it.

        Args:
            act: What to do, in turn with what is played.
            seconds: How long to play; as long as anything happens by itself, unless given.
            wait: Whether to wait while another thread plays, or leave it to that one.

        Raises:
            RuntimeError: A function that is being invoked cannot wait for what comes after it.
        """
        self._to_do.append(act)
        while self._turn.acquire(blocking=wait):
            try:
                if self._playing and wait:
                    self._to_do.remove(act)
                    raise RuntimeError("a function cannot place or steer calls: it has the API's operations")
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
        for leg in [leg for call in self.calls for leg in call.legs if leg.meeting_id and leg.open]:
            if leg.hang_up and leg.meeting_id and not self.account.has_meeting(leg.meeting_id):
                leg.hang_up(0)

    def _dial(self, item: dict[str, Any], request: dict[str, Any]) -> None:
        call = Call(item["TransactionId"], self.account.id)
        machine = self._machine(call, [self.account.target(item["SipMediaApplicationId"])])
        leg = machine.new_leg(LEG_A, to=request["To"], from_=request["From"], direction="Outbound")
        # Assumption: the arguments come as those of an update do.
        machine.dial(leg, {"Type": "CallCreateRequest", "Parameters": {"Arguments": request["Arguments"]}})

    def _update(self, transaction_id: str, arguments: dict[str, str]) -> None:
        if machine := self._machines.get(transaction_id):
            machine.update(arguments)

    def _receive(self, caller: str, to: str, trigger: tuple[str, str], phone: Phone) -> Call:
        call = Call(self.new_id(), self.account.id)
        rule = self.account.rule(*trigger)
        if rule is None or not self.has_room():
            call.ending = (
                "the quota of calls is reached" if rule else "no SIP rule that is enabled takes the call"
            )
            leg = Leg(self.new_id(), LEG_A, to, caller, "Inbound", self.timeline.now())
            leg.end(UNAVAILABLE, "service")
            call.legs.append(leg)
            self.calls.append(call)
            return call
        call.rule_id = rule["SipRuleId"]
        machine = self._machine(call, self.account.targets(rule))
        self.account.note(call.transaction_id, call.application_id)
        leg = machine.new_leg(LEG_A, to=to, from_=caller, direction="Inbound")
        machine.talk(leg, phone)
        machine.take(leg)
        return call

    def _machine(self, call: Call, targets: Sequence[Target]) -> Machine:
        machine = Machine(call, self, targets, VOCABULARY)
        call.control, call.type = self.steer, machine.type
        self.calls.append(call)
        self._machines[call.transaction_id] = machine
        return machine

    def forget(self, call: Call) -> None:
        """Take note that a call is over."""
        super().forget(call)
        self._machines.pop(call.transaction_id, None)


def exchange(account_id: str = ACCOUNT) -> Exchange:
    """Return the exchange of an account, which is new after each reset of moto's.

    Args:
        account_id: The account; moto's own, unless given.
    """
    home: Any = Account(account_id).voice()
    if home.exchange is None:
        home.exchange = Exchange(account_id)
    found: Exchange = home.exchange
    return found


def play_on(account_id: str) -> None:
    """Play what an API request set going, unless somebody plays already, who will take it up."""
    found = exchange(account_id)
    found.run(found.take_up, wait=False)
