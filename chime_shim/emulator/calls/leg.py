"""The legs of a call. Each lives and ends on its own, bridged or not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from chime_shim.emulator.calls.timeline import Timer

RINGING, CONNECTED, DISCONNECTED = "Ringing", "Connected", "Disconnected"
LEG_A, LEG_B = "LEG-A", "LEG-B"


@dataclass(eq=False)
class Leg:
    """One party of a call, as the SIP media application sees it.

    Attributes:
        call_id: Its id: what AWS calls a CallId.
        tag: ``LEG-A``, or ``LEG-B`` for what was bridged to it.
        to: The number that was called.
        from_: The number that the called party sees.
        direction: ``Inbound`` or ``Outbound``.
        start: When it began.
        status: ``Ringing``, ``Connected`` or ``Disconnected``.
        ended_by: ``phone``, ``function`` or ``service``, once it is over.
        answered: Whether it was ever connected.
        sip_code: The SIP code it ended with: 0, 480 or 486.
        meeting_id: The meeting that it leads to, if it does.
        heard: What it was played, as actions have it: texts, and sources of audio.
        dtmf: The digits that were sent to it.
    """

    call_id: str
    tag: str
    to: str
    from_: str
    direction: str
    start: datetime
    status: str = RINGING
    answered: bool = False
    ended_by: str | None = None
    sip_code: int | None = None
    meeting_id: str | None = None
    heard: list[Any] = field(default_factory=list)
    dtmf: str = ""

    # How the phone at its other end goes on, and what else comes of what happens to it.
    until_answered: Timer | None = field(default=None, repr=False)
    timers: list[Timer] = field(default_factory=list, repr=False)
    presses: deque[str] = field(default_factory=deque, repr=False)
    on_digit: Callable[[str], None] | None = field(default=None, repr=False)
    hang_up: Callable[[int], None] | None = field(default=None, repr=False)
    on_connect: Callable[[], None] | None = field(default=None, repr=False)
    on_end: Callable[[int], None] | None = field(default=None, repr=False)

    @property
    def open(self) -> bool:
        """Whether it is not over: it rings, or is connected."""
        return self.status != DISCONNECTED

    @property
    def connected(self) -> bool:
        """Whether somebody has answered, and nobody has hung up."""
        return self.status == CONNECTED

    def connect(self) -> None:
        """Note that somebody has answered."""
        self.status, self.answered = CONNECTED, True
        if self.until_answered:
            self.until_answered.cancel()
        if self.on_connect:
            self.on_connect()

    def end(self, code: int, by: str) -> None:
        """Note that it is over."""
        self.status, self.sip_code, self.ended_by = DISCONNECTED, code, by
        for timer in (self.until_answered, *self.timers):
            if timer:
                timer.cancel()
        if self.on_end:
            self.on_end(code)

    def participant(self) -> dict[str, Any]:
        """Describe it as events do. A leg that nobody has answered yet has no ``Status``."""
        described = {
            "CallId": self.call_id,
            "ParticipantTag": self.tag,
            "To": self.to,
            "From": self.from_,
            "Direction": self.direction,
            "StartTimeInMilliseconds": str(int(self.start.timestamp() * 1000)),
        }
        return described if self.status == RINGING else {**described, "Status": self.status}


@dataclass(eq=False)
class Ring:
    """A phone that rang, or was asked to.

    Attributes:
        number: Whose it is.
        caller_id: The number that it showed.
        at: When.
        outcome: ``ringing``, and in the end ``answered``, ``busy``, ``unreachable``, ``not answered`` or
            ``cancelled``.
    """

    number: str
    caller_id: str
    at: datetime
    outcome: str = "ringing"
