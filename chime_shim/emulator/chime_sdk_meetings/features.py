"""What the features of a meeting allow its attendees, as the text of AWS's model says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator.chime_sdk_meetings import exceptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    Features = Mapping[str, Mapping[str, Any]]

_CAPACITY = 250
_CAPACITY_IN_HIGH_RESOLUTION = 25
_HIGH_RESOLUTIONS = (("Video", "FHD"), ("Content", "UHD"))
_RECEIVING = ("SendReceive", "Receive")


def check(features: Features) -> None:
    """Refuse features that AWS does not offer together.

    Raises:
        BadRequestException: The resolution is too high for so many attendees.
    """
    high = any(features.get(kind, {}).get("MaxResolution") == value for kind, value in _HIGH_RESOLUTIONS)
    if high and capacity(features) > _CAPACITY_IN_HIGH_RESOLUTION:
        raise exceptions.large_video_in_large_meeting(_CAPACITY_IN_HIGH_RESOLUTION)


def capacity(features: Features) -> int:
    """Tell how many attendees a meeting may have."""
    count: int = features.get("Attendee", {}).get("MaxCount", _CAPACITY)
    return count


def capabilities(features: Features, wanted: Mapping[str, str] | None) -> Mapping[str, str]:
    """Tell what an attendee can do.

    Args:
        features: Those of the meeting.
        wanted: The capabilities that were asked for, if any were.

    Returns:
        The capabilities: without a wish, all that the meeting has.

    Raises:
        BadRequestException: The meeting does not allow them, or they do not go together.
    """
    lacking = [kind for kind in ("Video", "Content") if features.get(kind, {}).get("MaxResolution") == "None"]
    if wanted is None:
        every = {kind: "None" if kind in lacking else "SendReceive" for kind in ("Audio", "Video", "Content")}
        # Who receives content receives video.
        return {**every, "Video": "Receive"} if lacking == ["Video"] else every
    for kind in lacking:
        if wanted[kind] != "None":
            raise exceptions.not_capable(kind)
    if wanted["Content"] in _RECEIVING and wanted["Video"] not in _RECEIVING:
        raise exceptions.content_without_video()
    return wanted
