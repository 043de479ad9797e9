"""Phones of a test: what happens when a number is called, and what its owner does then."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BUSY = 486
UNAVAILABLE = 480

_PRESSES = "presses is a list of texts, one for each time that digits are asked for"
_DIGITS = re.compile(r"[0-9*#A-D]*")


@dataclass(frozen=True)
class Phone:
    """How a phone behaves. Use the constructors below: ``Phone.answers()``, ``Phone.busy()`` and so on.

    Attributes:
        rings: Seconds until somebody answers; None if nobody ever does.
        refuses: The SIP code that the phone answers with instead of ringing, or 0.
        hangs_up: Seconds after the answer until the phone hangs up; None if it waits to be hung up.
        presses: What its owner types, one text each time that the function asks for digits.
        machine: Whether voicemail answers. To AWS, that is an answer like any other.
    """

    rings: float | None = 5
    refuses: int = 0
    hangs_up: float | None = None
    presses: Sequence[str] = ()
    machine: bool = False

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ValueError: One of them makes no sense.
        """
        if isinstance(self.presses, str):
            raise ValueError(_PRESSES)  # noqa: TRY004 - as for what is in them
        object.__setattr__(self, "presses", tuple(self.presses))
        for name in ("rings", "hangs_up"):
            seconds = getattr(self, name)
            if seconds is not None and seconds < 0:
                raise ValueError(f"{name} is 0 or more seconds")
        if not all(_DIGITS.fullmatch(each) for each in self.presses):
            raise ValueError("presses has digits, *, # and A to D only")

    @classmethod
    def answers(
        cls, after: float = 5, *, hangs_up: float | None = None, presses: Sequence[str] = ()
    ) -> Phone:
        """Make a phone that somebody answers.

        Args:
            after: Seconds that it rings.
            hangs_up: Seconds of talk until its owner hangs up. Never, unless given.
            presses: What its owner types each time that the function asks for digits.
        """
        return cls(rings=after, hangs_up=hangs_up, presses=presses)

    @classmethod
    def busy(cls) -> Phone:
        """Make a phone that is engaged: SIP code 486."""
        return cls(refuses=BUSY)

    @classmethod
    def unreachable(cls) -> Phone:
        """Make a phone that is switched off: SIP code 480."""
        return cls(refuses=UNAVAILABLE)

    @classmethod
    def never_answers(cls) -> Phone:
        """Make a phone that rings until the caller gives up."""
        return cls(rings=None)

    @classmethod
    def voicemail(cls, after: float = 20, *, hangs_up: float | None = None) -> Phone:
        """Make a phone whose voicemail answers, and goes on recording after the caller has gone.

        Args:
            after: Seconds that it rings.
            hangs_up: Seconds until the voicemail has had enough. Never, unless given.
        """
        return cls(rings=after, hangs_up=hangs_up, machine=True)

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> Phone:
        """Read a phone from JSON, whose members are this class's.

        Raises:
            ValueError: A member is unknown, or its value makes no sense.
        """
        known = {field.name for field in fields(cls)}
        if unknown := sorted(description.keys() - known):
            raise ValueError(f"a phone has no {', '.join(unknown)}: it has {', '.join(sorted(known))}")
        for name in ("rings", "hangs_up"):
            seconds = description.get(name)
            if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, (int, float))):
                raise ValueError(f"{name} is a number of seconds, or null")
        if not isinstance(description.get("presses", []), (list, tuple)):
            raise ValueError(_PRESSES)  # noqa: TRY004 - as for what is in them
        return cls(**description)


class Phones(dict[str, Phone]):
    """The phones of a test by their numbers. A number that is not among them is answered after 5 seconds."""

    def __setitem__(self, number: str, phone: Phone) -> None:
        """Put a phone at a number.

        Raises:
            ValueError: It is not a phone, or its number lacks the plus sign.
        """
        if not isinstance(phone, Phone):
            raise ValueError("a phone is a Phone, such as Phone.busy()")  # noqa: TRY004 - as for its number
        if re.fullmatch(r"[1-9]\d{6,14}", number):
            raise ValueError("a phone's number starts with + and the calling code")
        super().__setitem__(number, phone)

    def at(self, number: str) -> Phone:
        """Return the phone at a number."""
        return self.get(number, _DEFAULT)


_DEFAULT = Phone()
