"""Pipelines that capture, concatenate, stream and broadcast meetings."""

from __future__ import annotations

import re

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import BadRequestException
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._store import equal_to
from chime_shim.emulator.chime_sdk_media_pipelines import exceptions
from chime_shim.emulator.chime_sdk_media_pipelines.lifecycle import (
    KIND,
    PIPELINES,
    check_bucket,
    check_meeting,
    check_streams,
    find,
    new,
    stop,
)
from chime_shim.emulator.chime_sdk_media_pipelines.pools import POOL, find_pool

CAPTURE = "MediaCapturePipeline"
_PIPELINE_ARN = re.compile(r"arn:[^:]+:chime:[^:]+:(?P<account>\d{12}):media-pipeline/[^/]+")
_list_pipelines = PIPELINES.lister()
_list_capture_pipelines = PIPELINES.lister(only=lambda *_: equal_to({KIND: CAPTURE}))


class Pipelines(Backend):
    """Pipelines of all kinds, and those that take the media of meetings."""

    list_media_pipelines = _list_pipelines

    @once(conflict=BadRequestException)
    def create_media_capture_pipeline(self, params: Params) -> Item:
        """Capture a meeting."""
        check_meeting(self, params["SourceArn"])
        check_bucket(params["SinkArn"])
        check_streams(params.get("ChimeSdkMeetingConfiguration", {}))
        members = {
            **pick(params, "SourceType", "SourceArn", "SinkType", "SinkArn", "SinkIamRoleArn"),
            **pick(params, "ChimeSdkMeetingConfiguration", "SseAwsKeyManagementParams"),
        }
        return new(self, CAPTURE, params, members, meeting=params["SourceArn"])

    def get_media_capture_pipeline(self, params: Params) -> Item:
        """Show a pipeline, if it captures."""
        return {CAPTURE: find(self, params, CAPTURE)}

    def list_media_capture_pipelines(self, params: Params) -> Item:
        """List the pipelines that capture."""
        listed = _list_capture_pipelines(self, params)
        return {f"{CAPTURE}s": listed["MediaPipelines"], **pick(listed, "NextToken")}

    def delete_media_capture_pipeline(self, params: Params) -> Item:
        """Stop capturing."""
        stop(self, find(self, params, CAPTURE))
        return {}

    @once(conflict=BadRequestException)
    def create_media_live_connector_pipeline(self, params: Params) -> Item:
        """Broadcast a meeting. Nothing is sent to the RTMP address, and its form is the model's."""
        (source,) = params["Sources"]
        configuration = source["ChimeSdkMeetingLiveConnectorConfiguration"]
        check_meeting(self, configuration["Arn"])
        check_streams(configuration)
        members = pick(params, "Sources", "Sinks")
        return new(self, "MediaLiveConnectorPipeline", params, members, meeting=configuration["Arn"])

    @once(conflict=BadRequestException)
    def create_media_concatenation_pipeline(self, params: Params) -> Item:
        """Concatenate what was captured.

        Assumption: the capture pipeline is of this account; it need not be there any more, since it vanishes
        when it has ended, and its artifacts do not.
        """
        for source in params["Sources"]:
            named = _PIPELINE_ARN.fullmatch(
                source["MediaCapturePipelineSourceConfiguration"]["MediaPipelineArn"]
            )
            if not named or named["account"] != self.account_id:
                raise exceptions.no_such_capture()
        for sink in params["Sinks"]:
            check_bucket(sink["S3BucketSinkConfiguration"]["Destination"])
        return new(self, "MediaConcatenationPipeline", params, pick(params, "Sources", "Sinks"))

    @once(conflict=BadRequestException)
    def create_media_stream_pipeline(self, params: Params) -> Item:
        """Stream the audio of a meeting into pools of Kinesis video streams."""
        if len(params["Sources"]) != 1:
            raise exceptions.one_source()
        meeting = params["Sources"][0]["SourceArn"]
        check_meeting(self, meeting)
        pools = frozenset(find_pool(self, sink["SinkArn"])["PoolName"] for sink in params["Sinks"])
        members = {**pick(params, "Sources", "Sinks"), POOL: pools}
        return new(self, "MediaStreamPipeline", params, members, meeting=meeting)

    def get_media_pipeline(self, params: Params) -> Item:
        """Show a pipeline of any kind."""
        pipeline = find(self, params)
        return {"MediaPipeline": {pipeline[KIND]: pipeline}}

    def delete_media_pipeline(self, params: Params) -> Item:
        """Stop a pipeline of any kind."""
        stop(self, find(self, params))
        return {}
