"""Refusals of ``chime-sdk-media-pipelines``. Creation has no ``NotFoundException`` in AWS's model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._errors import (
    BadRequestException,
    ConflictException,
    ResourceLimitExceededException,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


def no_such_capture() -> BadRequestException:
    """Refuse to concatenate what is no capture of the account."""
    return BadRequestException("MediaPipelineArn is not the ARN of a media capture pipeline of this account")


def one_source() -> BadRequestException:
    """Refuse to stream several meetings at once. Assumption: the model sets no bound, AWS's guide has one."""
    return BadRequestException("Sources must have one meeting")


def one_runtime_source(sources: Iterable[str]) -> BadRequestException:
    """Refuse a pipeline that has nothing to listen to, or two things."""
    return BadRequestException(f"One of {' and '.join(sources)} must be given")


def configuration_exists(name: str) -> BadRequestException:
    """Refuse a second configuration of a name; the model declares no conflict."""
    return BadRequestException(f"MediaInsightsPipelineConfiguration {name} exists already")


def configuration_in_use(name: str) -> ConflictException:
    """Refuse to delete what a running pipeline follows."""
    return ConflictException(f"MediaInsightsPipelineConfiguration {name} is in use by a media pipeline")


def wrong_status(pipeline: Mapping[str, str], needed: str) -> ConflictException:
    """Refuse to do something with a pipeline that takes another status."""
    named = f"MediaPipeline {pipeline['MediaPipelineId']}"
    return ConflictException(f"{named} is {pipeline['Status']}, and has to be {needed}")


def task_over(task_id: str) -> ConflictException:
    """Refuse to stop a task that has ended."""
    return ConflictException(f"Task {task_id} has ended already")


def pool_exists(name: str) -> ConflictException:
    """Refuse a second pool of a name."""
    return ConflictException(f"KinesisVideoStreamPool {name} exists already")


def pool_busy(name: str) -> ConflictException:
    """Refuse to change a pool that is being made."""
    return ConflictException(f"KinesisVideoStreamPool {name} is not ACTIVE yet")


def pool_in_use(name: str) -> ConflictException:
    """Refuse to delete a pool that a running pipeline fills."""
    return ConflictException(f"KinesisVideoStreamPool {name} is in use by a media pipeline")
