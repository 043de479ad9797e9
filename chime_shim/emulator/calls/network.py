"""What all calls of an account have in common: the time, the phones, the functions, and the quota."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls.account import Account
from chime_shim.emulator.calls.functions import Functions, Invocation
from chime_shim.emulator.calls.phone import Phones
from chime_shim.emulator.calls.timeline import Timeline

if TYPE_CHECKING:
    from chime_shim.emulator.calls.call import Call
    from chime_shim.emulator.calls.leg import Leg

MAX_CALLS = 10
"""How many legs an account may have at a time. AWS General Reference, quotas; adjustable."""


class Network(ABC):
    """What a call is played in.

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

    def has_room(self) -> bool:
        """Say whether the quota allows another leg."""
        taken = sum(leg.open and not leg.meeting_id for call in self.calls for leg in call.legs)
        return taken < self.max_calls

    @abstractmethod
    def ring_own_number(self, caller: str, to: str) -> Leg | None:
        """Call a number of the account, and return the leg that begins there; None if no rule takes it."""

    def invoke(self, arn: str, event: dict[str, Any]) -> Invocation:
        """Invoke a function."""
        return self.functions.invoke(arn, event, self.timeline.now(), self.new_id)

    def new_id(self) -> str:
        """Make an id."""
        return self.account.voice().new_uuid()

    def move(self, call: Call) -> None:
        """Take note that another application has taken a call."""
        self.account.forget(call.transaction_id)
        self.account.note(call.transaction_id, call.application_id)

    def forget(self, call: Call) -> None:
        """Take note that a call is over."""
        self.account.forget(call.transaction_id)
