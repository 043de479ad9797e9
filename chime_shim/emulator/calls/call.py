"""A call, as a test reads and steers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from chime_shim.emulator.calls.leg import LEG_A, RINGING, Leg, Ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator.calls.action import Action
    from chime_shim.emulator.calls.functions import Invocation
    from chime_shim.emulator.calls.response import ActionNotEmulatedError


class Control(Protocol):
    """Who plays a call on after something has happened to it."""

    def __call__(self, call: Call, act: Callable[[], None], seconds: float | None = None) -> None:
        """Do something, and play what comes of it."""


@dataclass(eq=False)
class Call:
    """A call to or from a SIP media application, with all that happened in it.

    Attributes:
        transaction_id: Its id.
        account_id: The account.
        region: The region of the SIP media application.
        application_id: The SIP media application; empty if no application took the call.
        rule_id: The SIP rule that brought it there; None for an outbound call.
        legs: All its legs, in the order in which they began, also those that are over.
        rang: The phones that rang, with what they showed.
        invocations: What the function was told, what it answered, and why that was refused.
        actions: The actions that the function asked for, with their outcomes.
        attributes: The TransactionAttributes.
        muted: The attendees who were muted, by their ids.
        ending: Why the service ended or refused the call; None if it did not.
    """

    transaction_id: str
    account_id: str
    region: str = ""
    application_id: str = ""
    rule_id: str | None = None
    legs: list[Leg] = field(default_factory=list)
    rang: list[Ring] = field(default_factory=list)
    invocations: list[Invocation] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)
    ending: str | None = None
    not_emulated: ActionNotEmulatedError | None = field(default=None, repr=False)
    control: Control | None = field(default=None, repr=False)
    type: Callable[[Leg, str], None] | None = field(default=None, repr=False)

    @property
    def connected(self) -> list[Leg]:
        """The legs that were answered and not hung up. AWS bills each of them."""
        return [leg for leg in self.legs if leg.connected]

    @property
    def over(self) -> bool:
        """Whether no leg is left, not even one that rings."""
        return not any(leg.open for leg in self.legs)

    @property
    def events(self) -> list[str]:
        """The types of the events that the function was told of, in their order."""
        return [invocation.type for invocation in self.invocations]

    @property
    def participants(self) -> list[Leg]:
        """The legs as events show them: leg A, and the last leg B if it was ever answered."""
        shown = [leg for leg in self.legs if leg.tag == LEG_A or leg.answered]
        return list({leg.tag: leg for leg in shown}.values())

    def leg(self, tag: str = LEG_A) -> Leg | None:
        """Return the leg with a tag, if it is not over."""
        return next((leg for leg in self.legs if leg.tag == tag and leg.open), None)

    def hang_up(self, tag: str = LEG_A) -> Call:
        """Have the phone at the other end of a leg hang up, or decline, and play the call on from there.

        Raises:
            ValueError: The call has no such leg, or it is over.
        """
        hang_up = self._open(tag).hang_up
        return self._go_on(lambda: hang_up(0) if hang_up else None)

    def press(self, digits: str, tag: str = LEG_A) -> Call:
        """Have somebody type on the phone at the other end of a leg, and play the call on from there.

        Raises:
            ValueError: The call has no such leg, or nobody has answered it.
        """
        leg = self._open(tag)
        if leg.status == RINGING:
            raise ValueError(f"{tag} is not answered yet")
        return self._go_on(lambda: self.type(leg, digits) if self.type else None)

    def play(self, seconds: float | None = None) -> Call:
        """Play on: until nothing more happens by itself, or for some seconds."""
        return self._go_on(lambda: None, seconds)

    def _open(self, tag: str) -> Leg:
        leg = self.leg(tag)
        if leg is None:
            raise ValueError(f"the call has no {tag} that is not over")
        return leg

    def _go_on(self, act: Callable[[], None], seconds: float | None = None) -> Call:
        if self.control:
            self.control(self, act, seconds)
        return self
