"""Actions that are heard, or wait. Nothing is played or recorded: what would be is noted.

AWS's guide, pause, play-audio, speak, record-audio and send-digits; messages from unexpected-action-fail.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls.action import Action, ActionFailedError, integer, source, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator.calls.machine import Machine

AUDIO_SECONDS = 5
"""How long a file plays. Files are not looked at."""

SPOKEN_PER_SECOND = 15
"""Characters, of which speech takes a second."""

_DTMF = re.compile(r"[0-9*#A-D,]{1,50}")
_COMMA_SECONDS = 0.5
_MAX_TEXT = 1000


def pause(machine: Machine, action: Action) -> None:
    """Wait."""
    milliseconds = integer(
        action, "DurationInMilliseconds", low=100, high=30_000, message="The Duration parameter is invalid."
    )
    machine.succeed_after(milliseconds / 1000, action)


def play_audio(machine: Machine, action: Action) -> None:
    """Play a file, until a key is pressed that ends it."""
    audio = source(action.parameters.get("AudioSource"), "Audio Source parameter value is invalid.")
    times = integer(action, "Repeat", low=1, default=1, message="The Repeat parameter is invalid.")
    action.leg.heard.append(audio)
    machine.on_digit = _ending(action.parameters.get("PlaybackTerminators"), lambda: machine.succeed(action))
    machine.succeed_after(AUDIO_SECONDS * times, action)


def speak(machine: Machine, action: Action) -> None:
    """Read a text to a leg."""
    missing = "MissingRequiredActionParameter"
    words = text(action, "Text", message="Text is a required parameter", error_type=missing)
    text(action, "CallId", message="CallId is a required parameter", error_type=missing)
    if len(words) > _MAX_TEXT:
        raise ActionFailedError(f"Text is limited to {_MAX_TEXT:,} characters", missing)
    for name, allowed in (("Engine", ("standard", "neural")), ("TextType", ("text", "ssml"))):
        if action.parameters.get(name) not in (None, *allowed):
            raise ActionFailedError(f"{name} parameter value is invalid.")
    action.leg.heard.append(words)
    machine.succeed_after(max(1.0, len(words) / SPOKEN_PER_SECOND), action)


def record_audio(machine: Machine, action: Action) -> None:
    """Record a leg, until the time is over or a key is pressed that ends it."""
    destination = action.parameters.get("RecordingDestination")
    prefix = destination.get("Prefix", "") if isinstance(destination, dict) else None
    if (
        not isinstance(destination, dict)
        or destination.get("Type") != "S3"
        or not isinstance(destination.get("BucketName"), str)
        or not destination["BucketName"]
        or not isinstance(prefix, str)
        or len(prefix.encode()) > 979  # noqa: PLR2004 - the guide's number
    ):
        raise ActionFailedError("The RecordingDestination parameter is invalid.")
    seconds = integer(
        action, "DurationInSeconds", low=1, message="The DurationInSeconds parameter is invalid."
    )
    for name, low, high in (("SilenceDurationInSeconds", 1, 1000), ("SilenceThreshold", 1, 1000)):
        integer(action, name, low=low, high=high, default=1, message=f"The {name} parameter is invalid.")
    leg = action.leg
    key = f"{prefix}{leg.call_id}-{machine.call.actions.index(action) + 1}.wav"
    recorded = {"RecordingDestination": {**destination, "Key": key}}

    def stop() -> None:
        machine.succeed(action, **recorded)

    machine.on_digit = _ending(action.parameters.get("RecordingTerminators"), stop)
    machine.timed(seconds, stop)
    machine.type_next(leg)


def send_digits(machine: Machine, action: Action) -> None:
    """Send tones to a leg."""
    sent = text(action, "Digits", message="Digits parameter value is invalid.")
    text(
        action,
        "CallId",
        message="CallId is a required parameter",
        error_type="MissingRequiredActionParameter",
    )
    milliseconds = integer(
        action,
        "ToneDurationInMilliseconds",
        low=50,
        high=24_000,
        default=250,
        message="ToneDuration parameter value is invalid.",
    )
    if not _DTMF.fullmatch(sent):
        raise ActionFailedError("Digits parameter value is invalid.")
    action.leg.dtmf += sent.replace(",", "")
    commas = sent.count(",")
    machine.succeed_after((len(sent) - commas) * milliseconds / 1000 + commas * _COMMA_SECONDS, action)


def _ending(terminators: Any, stop: Callable[[], None]) -> Callable[[str], None]:
    keys = terminators if isinstance(terminators, list) else []

    def on_digit(digit: str) -> None:
        if digit in keys:
            stop()

    return on_digit
