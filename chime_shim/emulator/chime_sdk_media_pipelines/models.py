"""State and rules of ``chime-sdk-media-pipelines``. What AWS's pages do not say is marked an assumption."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Params, pick
from chime_shim.emulator._errors import BadRequestException
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_media_pipelines import exceptions
from chime_shim.emulator.chime_sdk_meetings.models import chime_sdk_meetings_backends

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTING = timedelta(seconds=5)
"""How long a pipeline is ``Initializing``. AWS's is a few seconds too."""

STOPPING = timedelta(seconds=30)
"""How long a pipeline that ends can still be seen. AWS's vanish soon after."""

# Both ...:us-east-1:111122223333:meeting/ID and ...::111122223333:meeting:ID are about.
_MEETING = re.compile(r"arn:[^:]+:chime:(?P<region>[^:]*):(?P<account>\d{12}):meeting[/:](?P<id>[^/:]+)")
_BUCKET = re.compile(r"arn:[^:]+:s3:::[^/:]+(/.*)?")
_STREAMS = 25
_ACTIVE_IN_US_EAST_1, _ACTIVE_ELSEWHERE = 100, 10


def advance(backend: Backend, pipeline: Item) -> None:
    """Bring a pipeline to the state that it has by now. One without its meeting stops."""
    now = backend.now()
    ends = pipeline.get("Ends")
    if ends is None and not _meeting_exists(backend, pipeline["SourceArn"]):
        stop(pipeline, now)
    elif ends is None and pipeline["Status"] == "Initializing":
        starts = pipeline["CreatedTimestamp"] + STARTING
        if starts <= now:
            pipeline.update(Status="InProgress", UpdatedTimestamp=starts)
    elif ends is not None and ends <= now:
        PIPELINES.remove(backend, pipeline)


def stop(pipeline: Item, now: Any) -> None:
    """Let a pipeline end. Assumption: it can be stopped again meanwhile, to no effect."""
    if "Ends" not in pipeline:
        pipeline.update(Status="Stopping", UpdatedTimestamp=now, Ends=now + STOPPING)


def _meeting_exists(backend: Backend, arn: str) -> bool:
    named = _MEETING.fullmatch(arn)
    if not named or named["account"] != backend.account_id:
        return False
    regions = chime_sdk_meetings_backends[backend.account_id]
    region = named["region"] or "us-east-1"  # the legacy ARNs have none
    return region in regions and named["id"] in regions[region].meetings


PIPELINES = Collection("MediaCapturePipeline", key="MediaPipelineId", on_read=advance)
TAGS = Tags({PIPELINES: "MediaPipelineArn"}, too_many=BadRequestException, limit=200)
"""The model lets one request have 200 tags, and declares no error for too many."""


class ChimeSDKMediaPipelinesBackend(Backend):
    """The media capture pipelines of one account in one region."""

    get_media_capture_pipeline = PIPELINES.getter()
    list_media_capture_pipelines = PIPELINES.lister()
    tag_resource, untag_resource, list_tags_for_resource = TAGS.operations()

    @property
    def media_capture_pipelines(self) -> Mapping[str, Item]:
        """The pipelines, by id."""
        return PIPELINES.store(self)

    @once(conflict=BadRequestException)
    def create_media_capture_pipeline(self, params: Params) -> Item:
        """Capture a meeting. Assumption: the meeting must exist."""
        if not _meeting_exists(self, params["SourceArn"]):
            raise exceptions.no_such_meeting()
        if not _BUCKET.fullmatch(params["SinkArn"]):
            raise exceptions.not_a_bucket()
        if _selected_streams(params) > _STREAMS:
            raise exceptions.too_many_streams(_STREAMS)
        limit = _ACTIVE_IN_US_EAST_1 if self.region_name == "us-east-1" else _ACTIVE_ELSEWHERE
        if sum("Ends" not in pipeline for pipeline in self.media_capture_pipelines.values()) >= limit:
            raise exceptions.too_many_pipelines(limit)
        pipeline_id, now = self.new_uuid(), self.now()
        pipeline = {
            "MediaPipelineId": pipeline_id,
            "MediaPipelineArn": self.arn(f"media-pipeline/{pipeline_id}"),
            "Status": "Initializing",
            "CreatedTimestamp": now,
            "UpdatedTimestamp": now,
            **pick(params, "SourceType", "SourceArn", "SinkType", "SinkArn", "SinkIamRoleArn"),
            **pick(params, "ChimeSdkMeetingConfiguration", "SseAwsKeyManagementParams"),
            **TAGS.of_new(params),
        }
        return PIPELINES.add(self, pipeline)

    def delete_media_capture_pipeline(self, params: Params) -> Item:
        """Stop capturing."""
        stop(PIPELINES.find(self, params), self.now())
        return {}


def _selected_streams(params: Params) -> int:
    source = params.get("ChimeSdkMeetingConfiguration", {}).get("SourceConfiguration", {})
    return sum(map(len, source.get("SelectedVideoStreams", {}).values()))


chime_sdk_media_pipelines_backends = BackendDict(ChimeSDKMediaPipelinesBackend, "chime-sdk-media-pipelines")
