"""Refusals of ``chime-sdk-media-pipelines``. Creation has no ``NotFoundException`` in AWS's model."""

from __future__ import annotations

from chime_shim.emulator._errors import BadRequestException, ResourceLimitExceededException


def no_such_meeting() -> BadRequestException:
    """Refuse a source that is not a meeting of the account."""
    return BadRequestException("SourceArn is not the ARN of an active meeting of this account")


def not_a_bucket() -> BadRequestException:
    """Refuse a sink that is not an S3 bucket."""
    return BadRequestException("SinkArn is not the ARN of an S3 bucket")


def too_many_streams(limit: int) -> BadRequestException:
    """Refuse to capture more video streams than a pipeline can."""
    return BadRequestException(f"SelectedVideoStreams can have up to {limit} streams")


def too_many_pipelines(limit: int) -> ResourceLimitExceededException:
    """Refuse one more pipeline than may be active."""
    return ResourceLimitExceededException(f"The account can have up to {limit} active media pipelines")
