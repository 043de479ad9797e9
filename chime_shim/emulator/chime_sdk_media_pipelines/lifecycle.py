"""What all media pipelines have in common: where they come from, how they start, and how they end."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Collection, Item, Params
from chime_shim.emulator._errors import BadRequestException, NotFoundException
from chime_shim.emulator._store import on
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_media_pipelines import exceptions
from chime_shim.emulator.chime_sdk_meetings.models import chime_sdk_meetings_backends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._backend import Backend

STARTING = timedelta(seconds=5)
"""How long a pipeline is ``Initializing``. AWS's is a few seconds too."""

STOPPING = timedelta(seconds=30)
"""How long a pipeline that ends can still be seen. AWS's vanish soon after."""

KIND, _ENDS, MEETING = "#kind", "#ends", "#meeting"

# Both ...:us-east-1:111122223333:meeting/ID and ...::111122223333:meeting:ID are about.
_MEETING_ARN = re.compile(r"arn:[^:]+:chime:(?P<region>[^:]*):(?P<account>\d{12}):meeting[/:](?P<id>[^/:]+)")
_BUCKET = re.compile(r"arn:[^:]+:s3:::[^/:]+(/.*)?")
_STREAMS = 25
_ACTIVE_IN_US_EAST_1, _ACTIVE_ELSEWHERE = 100, 10
_AT_EACH_LOOK = datetime.min.replace(tzinfo=timezone.utc)


def advance(backend: Backend, pipeline: Item) -> datetime | None:
    """Bring a pipeline to the state that it has by now. One without its meeting stops."""
    now = backend.now()
    if pipeline[_ENDS] is None and pipeline[MEETING] and not meeting_exists(backend, pipeline[MEETING]):
        stop(backend, pipeline)
        return None  # stopping has it looked at again
    ends: datetime | None = pipeline[_ENDS]
    if ends is None:
        starts = pipeline["CreatedTimestamp"] + STARTING
        if pipeline["Status"] == "Initializing" and starts <= now:
            pipeline.update(Status="InProgress", UpdatedTimestamp=starts)
        return _AT_EACH_LOOK
    if ends > now:
        return ends
    PIPELINES.remove(backend, pipeline)
    return None


def stop(backend: Backend, pipeline: Item) -> None:
    """Let a pipeline end. Assumption: it can be stopped again meanwhile, to no effect."""
    if pipeline[_ENDS] is None:
        now = backend.now()
        PIPELINES.change(backend, pipeline, {_ENDS: now + STOPPING}, Status="Stopping", UpdatedTimestamp=now)


PIPELINES = Collection("MediaPipeline", key="MediaPipelineId", advance=advance)
CONFIGURATIONS = Collection(
    "MediaInsightsPipelineConfiguration", key="MediaInsightsPipelineConfigurationName"
)
POOLS = Collection("KinesisVideoStreamPool", key="PoolName")
TAGS = Tags(
    {
        PIPELINES: "MediaPipelineArn",
        CONFIGURATIONS: "MediaInsightsPipelineConfigurationArn",
        POOLS: "PoolArn",
    },
    too_many=BadRequestException,
    limit=200,
)
"""The model lets one request have 200 tags, and declares no error for too many."""


def new(backend: Backend, kind: str, params: Params, members: Item, meeting: str | None = None) -> Item:
    """Make a pipeline, and return what shows it.

    Args:
        backend: Where it is made.
        kind: What AWS calls it, such as ``"MediaCapturePipeline"``.
        params: The request, with the tags.
        members: What is its own.
        meeting: The ARN of the meeting without which it stops.

    Raises:
        ResourceLimitExceededException: The account has as many as it can have.
    """
    limit = _ACTIVE_IN_US_EAST_1 if backend.region_name == "us-east-1" else _ACTIVE_ELSEWHERE
    PIPELINES.store(backend)  # so that those whose time is over do not count
    if len(PIPELINES.where(backend, on(_ENDS), (None,))) >= limit:
        raise exceptions.too_many_pipelines(limit)
    pipeline_id, now = backend.new_uuid(), backend.now()
    pipeline = {
        "MediaPipelineId": pipeline_id,
        "MediaPipelineArn": backend.arn(f"media-pipeline/{pipeline_id}"),
        "Status": "Initializing",
        "CreatedTimestamp": now,
        "UpdatedTimestamp": now,
        KIND: kind,
        _ENDS: None,
        MEETING: meeting,
        **members,
        **TAGS.of_new(params),
    }
    PIPELINES.add(backend, pipeline)
    return {kind: pipeline}


def running(backend: Backend, member: str, value: str) -> bool:
    """Tell whether a pipeline that has not ended has a member of this value."""
    return len(PIPELINES.where(backend, on(member, _ENDS), (value, None))) > 0


def find(backend: Backend, params: Params, kind: str | None = None) -> Item:
    """Return the pipeline that the parameters name, by its id or, as ``Identifier``, also by its ARN.

    Raises:
        NotFoundException: There is none, or it is of another kind.
    """
    named = str(params.get(PIPELINES.key) or params["Identifier"]).rpartition("/")[2]
    pipeline = PIPELINES.store(backend).get(named)
    if pipeline is None or kind not in (None, pipeline[KIND]):
        raise NotFoundException(f"{kind or PIPELINES.name} {named} not found")
    return pipeline


def meeting_exists(backend: Backend, arn: str) -> bool:
    """Tell whether an ARN is that of a meeting of the account."""
    named = _MEETING_ARN.fullmatch(arn)
    if not named or named["account"] != backend.account_id:
        return False
    regions = chime_sdk_meetings_backends[backend.account_id]
    region = named["region"] or "us-east-1"  # the legacy ARNs have none
    return region in regions and named["id"] in regions[region].meetings


def check_meeting(backend: Backend, arn: str) -> None:
    """Refuse a source that is not a meeting. Assumption: it must exist."""
    if not meeting_exists(backend, arn):
        raise exceptions.no_such_meeting()


def check_bucket(arn: str) -> None:
    """Refuse a sink that is not an S3 bucket."""
    if not _BUCKET.fullmatch(arn):
        raise exceptions.not_a_bucket()


def check_streams(configuration: Mapping[str, Item]) -> None:
    """Refuse more video streams than a pipeline can take."""
    selected = configuration.get("SourceConfiguration", {}).get("SelectedVideoStreams", {})
    if sum(map(len, selected.values())) > _STREAMS:
        raise exceptions.too_many_streams(_STREAMS)
