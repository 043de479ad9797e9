"""Actions that wait for digits. AWS's guide, play-audio-get-digits, listen-to-digits and case-4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls import events
from chime_shim.emulator.calls.action import Action, ActionFailedError, integer, source

if TYPE_CHECKING:
    from chime_shim.emulator.calls.machine import Machine
    from chime_shim.emulator.calls.timeline import Timer

_INVALID = "The {} parameter is invalid."


def play_audio_and_get_digits(machine: Machine, action: Action) -> None:
    """Ask for digits, and ask again until they are as they should be, or for the last time."""
    Gathering(machine, action).ask()


def receive_digits(machine: Machine, action: Action) -> None:
    """Listen for digits from now on. The action itself is over at once."""
    action.leg.on_digit = Listening(machine, action).hear
    machine.type_next(action.leg)
    machine.succeed(action, ReceivedDigits="")


class Gathering:
    """A ``PlayAudioAndGetDigits`` that runs.

    Raises:
        ActionFailedError: A parameter is invalid.
    """

    def __init__(self, machine: Machine, action: Action) -> None:
        self._machine, self._action = machine, action
        parameters = action.parameters
        self._audio = source(parameters.get("AudioSource"), "Audio Source parameter value is invalid.")
        self._failure_audio = parameters.get("FailureAudioSource")
        if self._failure_audio is not None:
            source(self._failure_audio, "Audio Source parameter value is invalid.")
        self._least = self._number("MinNumberOfDigits", 0, high=128, default=0)
        self._most = self._number("MaxNumberOfDigits", max(1, self._least), high=128, default=128)
        self._left = self._number("Repeat", 1, default=1)
        wait = self._number("RepeatDurationInMilliseconds", 1)
        between = self._number("InBetweenDigitsDurationInMilliseconds", 1, default=wait)
        self._wait, self._between = wait / 1000, between / 1000
        self._pattern = _pattern(parameters.get("InputDigitsRegex"), needed=False)
        self._terminators = parameters.get("TerminatorDigits", ["#"])
        if not isinstance(self._terminators, list):
            raise ActionFailedError(_INVALID.format("TerminatorDigits"))
        self._typed = ""
        self._patience: Timer | None = None

    def ask(self) -> None:
        """Play the question, and wait for an answer."""
        leg = self._action.leg
        self._left -= 1
        self._typed = ""
        leg.heard.append(self._audio)
        self._machine.on_digit = self._hear
        self._patience = self._machine.timed(self._wait, self._judge)
        self._machine.type_next(leg)

    def _number(self, name: str, low: int, **options: Any) -> int:
        return integer(self._action, name, low=low, message=_INVALID.format(name), **options)

    def _hear(self, digit: str) -> None:
        assert self._patience is not None
        self._patience.cancel()
        if digit in self._terminators:
            self._judge(digit)
            return
        self._typed += digit
        if len(self._typed) >= self._most:
            self._judge()
        else:
            self._patience = self._machine.timed(self._between, self._judge)

    def _judge(self, terminator: str = "") -> None:
        enough = self._least <= len(self._typed) <= self._most and self._typed
        # The guide's own pattern, ^\d{2}#$, has the terminator in it; ReceivedDigits has not.
        fits = self._pattern is None or any(
            self._pattern.search(each) for each in (self._typed, self._typed + terminator)
        )
        if enough and fits:
            self._machine.succeed(self._action, ReceivedDigits=self._typed)
        elif self._left:
            if self._failure_audio is not None:
                self._action.leg.heard.append(self._failure_audio)
            self.ask()
        else:
            # Assumption: the guide shows this event with the error of another.
            self._machine.fail(
                self._action, "SystemException", "The action failed to collect the number of digits."
            )


class Listening:
    """What ``ReceiveDigits`` leaves behind: it hears digits as long as the leg lasts.

    Raises:
        ActionFailedError: A parameter is invalid.
    """

    def __init__(self, machine: Machine, action: Action) -> None:
        self._machine, self._action = machine, action
        pattern = _pattern(action.parameters.get("InputDigitsRegex"), needed=True)
        assert pattern is not None
        self._pattern = pattern
        between, flush = (
            integer(action, name, low=1, message=_INVALID.format(name))
            for name in ("InBetweenDigitsDurationInMilliseconds", "FlushDigitsDurationInMilliseconds")
        )
        if flush <= between:
            raise ActionFailedError(_INVALID.format("FlushDigitsDurationInMilliseconds"))
        self._between, self._flush = between / 1000, flush / 1000
        self._typed = ""
        self._check: Timer | None = None
        self._end: Timer | None = None

    def hear(self, digit: str) -> None:
        """Take a digit: after a short pause see if they fit, after a long one give up what does not."""
        if self._check:
            self._check.cancel()
        if not self._typed:
            self._end = self._machine.network.timeline.after(self._flush, self._tell)
        self._typed += digit
        self._check = self._machine.network.timeline.after(self._between, self._look)

    def _look(self) -> None:
        if self._pattern.search(self._typed):
            self._tell()

    def _tell(self) -> None:
        leg = self._action.leg
        for timer in (self._check, self._end):
            if timer:
                timer.cancel()
        typed, self._typed = self._typed, ""
        if leg.open:
            self._machine.tell(events.of_action(events.DIGITS_RECEIVED, self._action, ReceivedDigits=typed))


def _pattern(given: Any, *, needed: bool) -> re.Pattern[str] | None:
    if given is None and not needed:
        return None
    try:
        pattern = re.compile(given)
    except (re.error, TypeError, ValueError, OverflowError):
        pattern = None
    if not given or pattern is None:
        raise ActionFailedError(_INVALID.format("InputDigitsRegex"))
    return pattern
