"""The actions that are emulated, as a table. AWS's guide, specify-actions and update-sip-call."""

from __future__ import annotations

from types import MappingProxyType

from chime_shim.emulator.calls import bridge, digits, media, meetings
from chime_shim.emulator.calls.action import Kind
from chime_shim.emulator.calls.leg import LEG_A, LEG_B

__all__ = ["ACTIONS", "NOT_EMULATED"]

ACTIONS = MappingProxyType(
    {
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
)

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
