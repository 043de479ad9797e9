"""Errors that only ``chime-sdk-meetings`` calls so, and its refusals.

``Code`` is what the legacy endpoint says of the same error: AWS's model lets it be any text here.
"""

from __future__ import annotations

from chime_shim.emulator._errors import (
    BadRequestException,
    NotFoundException,
    ServiceError,
    UnprocessableEntityException,
)


class LimitExceededException(ServiceError):
    """There would be more of something than there may be."""

    status = 400
    code = "ResourceLimitExceeded"


class TooManyTagsException(LimitExceededException):
    """There would be more tags than there may be."""


class ResourceNotFoundException(NotFoundException):
    """There is no resource with the ARN."""


def unknown_media_region(region: str) -> BadRequestException:
    """Refuse a media region that is none."""
    return BadRequestException(f"MediaRegion {region!r} is not available")


def large_video_in_large_meeting(capacity: int) -> BadRequestException:
    """Refuse a high resolution in a meeting that may have many attendees."""
    return BadRequestException(
        f"FHD video and UHD content need a MeetingFeatures.Attendee.MaxCount of at most {capacity}"
    )


def not_capable(kind: str) -> BadRequestException:
    """Refuse a capability that the meeting's features rule out."""
    return BadRequestException(f"The meeting has no {kind.lower()}, so the capability {kind} must be None")


def content_without_video() -> BadRequestException:
    """Refuse to let someone receive content who does not receive video."""
    return BadRequestException("To receive content, the capability Video must be SendReceive or Receive")


def meeting_full(capacity: int) -> LimitExceededException:
    """Refuse one more attendee than there may be."""
    return LimitExceededException(f"The meeting can have up to {capacity} attendees")


def already_transcribed(meeting_id: str) -> UnprocessableEntityException:
    """Refuse a second transcription of a meeting."""
    return UnprocessableEntityException(f"Meeting {meeting_id} is already being transcribed")


def not_transcribed(meeting_id: str) -> UnprocessableEntityException:
    """Refuse to stop what was not started."""
    return UnprocessableEntityException(f"Meeting {meeting_id} is not being transcribed")
