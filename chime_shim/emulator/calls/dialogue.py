"""The talk between a call and its function: one event at a time, and what its answer means."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from chime_shim.emulator.calls import events
from chime_shim.emulator.calls.response import ActionNotEmulatedError, InvalidResponseError, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.emulator.calls.account import Target
    from chime_shim.emulator.calls.action import Action
    from chime_shim.emulator.calls.call import Call
    from chime_shim.emulator.calls.events import Event
    from chime_shim.emulator.calls.functions import Invocation
    from chime_shim.emulator.calls.network import Network
    from chime_shim.emulator.calls.response import Vocabulary

MAX_INVOCATIONS = 1000
"""How often a function can be invoked for one call. AWS's guide, invoke-on-call-leg."""


class Obedient(Protocol):
    """Who does what the function answers."""

    call: Call
    network: Network

    def replace(self, actions: Sequence[Action]) -> None:
        """Do new actions."""

    def end_all(self, reason: str) -> None:
        """End the call."""

    def go_on(self) -> None:
        """Do what comes next."""


class Dialogue:
    """Tells the function of a call what happens, and has the machine do what it answers.

    Args:
        machine: Who does what it answers.
        targets: The SIP media applications that may take the call, the first one first.
        vocabulary: The actions that the function may ask for.
    """

    def __init__(self, machine: Obedient, targets: Sequence[Target], vocabulary: Vocabulary) -> None:
        self._machine, self._call, self._vocabulary = machine, machine.call, vocabulary
        self._targets = deque(targets)
        self._outbox: deque[Event] = deque()
        self._arn = ""
        self._closed = False
        self._sequence = 0
        self._turn_to_next_target()
        self.invoking = False

    @property
    def silent(self) -> bool:
        """Whether the function has answered all that it was told, and is to be told no more."""
        return not (self.invoking or self._outbox)

    def tell(self, event: Event, *, at_once: bool = False) -> None:
        """Note an event that the function is to be told of, after those that came before or at once."""
        if self._closed:
            return
        if at_once:
            self._outbox.appendleft(event)
        else:
            self._outbox.append(event)

    def tell_only_of_hang_ups(self) -> None:
        """Forget what the function was not told of yet, for the call is over, except who hung up."""
        self._outbox = deque(event for event in self._outbox if event.type == events.HANGUP)

    def go_on(self) -> None:
        """Tell the function of the next event, unless it has not answered the last one yet."""
        if self.invoking or not self._outbox:
            return
        if len(self._call.invocations) >= MAX_INVOCATIONS:
            self._outbox.clear()
            self._closed = True
            self._machine.end_all(f"the function was invoked {MAX_INVOCATIONS:,} times")
            return
        event = self._outbox.popleft()
        self._sequence += 1
        self.invoking = True
        network = self._machine.network
        invocation = network.invoke(self._arn, events.document(event, self._call, self._sequence))
        invocation.ignored = not event.heard
        self._call.invocations.append(invocation)
        network.timeline.after(invocation.seconds, lambda: self._answered(event, invocation))

    def _answered(self, event: Event, invocation: Invocation) -> None:
        self.invoking = False
        if self._call.over:
            invocation.ignored = True
        elif invocation.failure:
            self._unreachable(event, invocation.failure)
        elif event.heard:
            self._follow(event, invocation)
        self._machine.go_on()

    def _unreachable(self, event: Event, failure: str) -> None:
        if event.type == events.NEW_INBOUND_CALL and self._targets:
            self._turn_to_next_target()
            self._machine.network.move(self._call)
            self.tell(event, at_once=True)
        else:
            self._machine.end_all(failure)

    def _turn_to_next_target(self) -> None:
        """Assumption: a call keeps its TransactionId when it fails over to another region."""
        target = self._targets.popleft()
        self._call.region, self._call.application_id = target.region, target.application_id
        self._arn, self._sequence = target.arn, 0

    def _follow(self, event: Event, invocation: Invocation) -> None:
        try:
            first = event.type == events.NEW_INBOUND_CALL
            response = read(invocation.response, self._vocabulary, event.leg, first=first)
        except ActionNotEmulatedError as missing:
            invocation.refused = str(missing)
            self._call.not_emulated = missing
            self._machine.end_all(str(missing))
            return
        except InvalidResponseError as problem:
            invocation.refused = str(problem)
            self._refuse(event, problem)
            return
        if response.attributes is not None:
            self._call.attributes = response.attributes
        if response.actions:
            self._machine.replace(response.actions)

    def _refuse(self, event: Event, problem: InvalidResponseError) -> None:
        if event.type == events.INVALID_LAMBDA_RESPONSE:
            # Assumption: the guide does not say what follows a second invalid answer.
            self._machine.end_all("the function's answer to INVALID_LAMBDA_RESPONSE is invalid, too")
        else:
            told = events.invalid_response(event.leg, problem.error_type, problem.message)
            self.tell(told, at_once=True)
