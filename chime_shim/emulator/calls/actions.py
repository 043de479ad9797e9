"""The actions that are emulated, as a table. AWS's guide, specify-actions and update-sip-call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chime_shim.emulator.calls import bridge, digits, media, meetings
from chime_shim.emulator.calls.action import Action
from chime_shim.emulator.calls.leg import LEG_A, LEG_B

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator.calls.machine import Machine

    Perform = Callable[[Machine, Action], None]

__all__ = ["ACTIONS", "NOT_EMULATED", "Action", "Kind", "known"]


@dataclass(frozen=True)
class Kind:
    """A kind of action.

    Args:
        perform: Begins it. It raises ``ActionFailedError`` before it has changed anything.
        answers: Whether it answers a call that still rings.
        reports: Whether the function is told of its success even if more actions follow.
        interruptible: Whether new actions cut it short.
        tag: The leg that it is for if it names none; otherwise that of the event it answers.
    """

    perform: Perform
    answers: bool = True
    reports: bool = False
    interruptible: bool = False
    tag: str | None = None


ACTIONS = {
    # A bridge answers leg A when leg B is answered; a hang-up never does. Assumption: nor does a pause.
    "CallAndBridge": Kind(bridge.call_and_bridge, answers=False, tag=LEG_A),
    "Hangup": Kind(bridge.hang_up, answers=False),
    "JoinChimeMeeting": Kind(meetings.join, reports=True, tag=LEG_A),
    "ModifyChimeMeetingAttendees": Kind(meetings.modify_attendees, reports=True, tag=LEG_B),
    "Pause": Kind(media.pause, answers=False, interruptible=True),
    "PlayAudio": Kind(media.play_audio, interruptible=True),
    "PlayAudioAndGetDigits": Kind(digits.play_audio_and_get_digits, reports=True),
    "ReceiveDigits": Kind(digits.receive_digits),
    "RecordAudio": Kind(media.record_audio, interruptible=True),
    "SendDigits": Kind(media.send_digits),
    # Assumption: as PlayAudio; the list in the guide is older than this action.
    "Speak": Kind(media.speak, interruptible=True),
}

NOT_EMULATED = frozenset(
    {
        "PauseCallRecording",
        "ResumeCallRecording",
        "SpeakAndGetDigits",
        "StartBotConversation",
        "StartCallRecording",
        "StopCallRecording",
        "VoiceFocus",
    }
)
"""What AWS has beyond these."""


def known(name: str) -> bool:
    """Say whether there is an action of this name here."""
    return name in ACTIONS
