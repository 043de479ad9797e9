"""Live connectors, concatenation and streams, and what finds pipelines of all kinds."""

import pytest

UNKNOWN = "0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"
BUCKET = "arn:aws:s3:::recordings"
RTMP = [{"SinkType": "RTMP", "RTMPConfiguration": {"Url": "rtmps://live.example.com/app/key"}}]
CONCATENATED = {
    "ArtifactsConfiguration": {
        name: {"State": "Enabled"}
        for name in ("Audio", "Video", "Content", "DataChannel", "TranscriptionMessages", "MeetingEvents")
    }
    | {"CompositedVideo": {"State": "Disabled"}}
}


def live(meeting, **more):
    configuration = {"Arn": meeting["MeetingArn"], "MuxType": "AudioWithActiveSpeakerVideo", **more}
    return [{"SourceType": "ChimeSdkMeeting", "ChimeSdkMeetingLiveConnectorConfiguration": configuration}]


def concatenated(arn):
    configuration = {"MediaPipelineArn": arn, "ChimeSdkMeetingConfiguration": CONCATENATED}
    return [{"Type": "MediaCapturePipeline", "MediaCapturePipelineSourceConfiguration": configuration}]


def bucket(arn=BUCKET):
    return [{"Type": "S3Bucket", "S3BucketSinkConfiguration": {"Destination": arn}}]


@pytest.fixture
def capture(pipelines, new_meeting):
    return pipelines.create_media_capture_pipeline(
        SourceType="ChimeSdkMeeting",
        SourceArn=new_meeting()["MeetingArn"],
        SinkType="S3Bucket",
        SinkArn=BUCKET,
    )["MediaCapturePipeline"]


@pytest.fixture
def pool(pipelines, clock):
    made = pipelines.create_media_pipeline_kinesis_video_stream_pool(
        PoolName="audio", StreamConfiguration={"Region": "us-east-1"}
    )
    clock.forward(seconds=5)
    return made["KinesisVideoStreamPoolConfiguration"]


@pytest.fixture
def new_of(pipelines, new_meeting, capture, pool):
    """Makes a pipeline of a kind, and gives what the reply calls so."""

    def new(kind):
        made = {
            "MediaLiveConnectorPipeline": lambda: pipelines.create_media_live_connector_pipeline(
                Sources=live(new_meeting()), Sinks=RTMP
            ),
            "MediaConcatenationPipeline": lambda: pipelines.create_media_concatenation_pipeline(
                Sources=concatenated(capture["MediaPipelineArn"]), Sinks=bucket()
            ),
            "MediaStreamPipeline": lambda: pipelines.create_media_stream_pipeline(
                Sources=[{"SourceType": "ChimeSdkMeeting", "SourceArn": new_meeting()["MeetingArn"]}],
                Sinks=[stream(pool["PoolArn"])],
            ),
        }
        return made[kind]()[kind]

    return new


def stream(arn, media="MixedAudio"):
    return {
        "SinkArn": arn,
        "SinkType": "KinesisVideoStreamPool",
        "ReservedStreamCapacity": 1,
        "MediaStreamType": media,
    }


KINDS = ["MediaLiveConnectorPipeline", "MediaConcatenationPipeline", "MediaStreamPipeline"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_pipeline_of_each_kind_starts_runs_stops_and_goes(pipelines, new_of, clock, kind, refused):
    made = new_of(kind)
    at = {"MediaPipelineId": made["MediaPipelineId"]}
    assert made["Status"] == "Initializing"
    assert made["MediaPipelineArn"].endswith(f":media-pipeline/{at['MediaPipelineId']}")
    assert pipelines.get_media_pipeline(**at)["MediaPipeline"] == {kind: made}
    clock.forward(seconds=5)
    assert pipelines.get_media_pipeline(**at)["MediaPipeline"][kind]["Status"] == "InProgress"
    assert pipelines.delete_media_pipeline(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert pipelines.get_media_pipeline(**at)["MediaPipeline"][kind]["Status"] == "Stopping"
    clock.forward(seconds=30)
    for operation in (pipelines.get_media_pipeline, pipelines.delete_media_pipeline):
        with refused("NotFoundException", 404, f"MediaPipeline {at['MediaPipelineId']} not found"):
            operation(**at)


def test_all_kinds_are_listed_together_and_captures_on_their_own(pipelines, capture, new_of):
    made = [capture, *map(new_of, KINDS)]
    listed = pipelines.list_media_pipelines()["MediaPipelines"]
    assert listed == [{name: each[name] for name in ("MediaPipelineId", "MediaPipelineArn")} for each in made]
    captures = pipelines.list_media_capture_pipelines()["MediaCapturePipelines"]
    assert [each["MediaPipelineId"] for each in captures] == [capture["MediaPipelineId"]]
    at = {"MediaPipelineId": capture["MediaPipelineId"]}
    shown = pipelines.get_media_pipeline(**at)["MediaPipeline"]
    assert shown == {
        "MediaCapturePipeline": pipelines.get_media_capture_pipeline(**at)["MediaCapturePipeline"]
    }


@pytest.mark.parametrize("operation", ["get_media_capture_pipeline", "delete_media_capture_pipeline"])
def test_what_is_for_captures_finds_no_other(pipelines, new_of, operation, refused):
    at = {"MediaPipelineId": new_of("MediaLiveConnectorPipeline")["MediaPipelineId"]}
    with refused("NotFoundException", 404, "MediaCapturePipeline"):
        getattr(pipelines, operation)(**at)


def test_a_live_connector_ends_with_its_meeting(pipelines, meetings, new_meeting, clock):
    meeting = new_meeting()
    made = pipelines.create_media_live_connector_pipeline(Sources=live(meeting), Sinks=RTMP)
    at = {"MediaPipelineId": made["MediaLiveConnectorPipeline"]["MediaPipelineId"]}
    meetings.delete_meeting(MeetingId=meeting["MeetingId"])
    shown = pipelines.get_media_pipeline(**at)["MediaPipeline"]["MediaLiveConnectorPipeline"]
    assert shown["Status"] == "Stopping"


def test_captures_are_concatenated_when_their_pipeline_is_gone(pipelines, capture, clock):
    pipelines.delete_media_capture_pipeline(MediaPipelineId=capture["MediaPipelineId"])
    clock.forward(minutes=1)
    assert pipelines.list_media_pipelines()["MediaPipelines"] == []
    assert pipelines.create_media_concatenation_pipeline(
        Sources=concatenated(capture["MediaPipelineArn"]), Sinks=bucket()
    )


def test_what_is_no_source_or_sink_is_refused(pipelines, new_meeting, capture, pool, refused):
    nobody = {"MeetingArn": "arn:aws:chime:us-east-1:123456789012:meeting/" + UNKNOWN}
    foreign = capture["MediaPipelineArn"].replace("123456789012", "210987654321")
    many = {"SourceConfiguration": {"SelectedVideoStreams": {"ExternalUserIds": ["ab"] * 26}}}
    sources = [{"SourceType": "ChimeSdkMeeting", "SourceArn": new_meeting()["MeetingArn"]}]
    with refused("BadRequestException", 400, "SourceArn"):
        pipelines.create_media_live_connector_pipeline(Sources=live(nobody), Sinks=RTMP)
    with refused("BadRequestException", 400, "25 streams"):
        pipelines.create_media_live_connector_pipeline(Sources=live(new_meeting(), **many), Sinks=RTMP)
    for arn in (foreign, new_meeting()["MeetingArn"]):
        with refused("BadRequestException", 400, "MediaPipelineArn"):
            pipelines.create_media_concatenation_pipeline(Sources=concatenated(arn), Sinks=bucket())
    with refused("BadRequestException", 400, "S3 bucket"):
        pipelines.create_media_concatenation_pipeline(
            Sources=concatenated(capture["MediaPipelineArn"]), Sinks=bucket("arn:aws:sqs:us-east-1:1:q")
        )
    with refused("BadRequestException", 400, "one meeting"):
        pipelines.create_media_stream_pipeline(Sources=sources * 2, Sinks=[stream(pool["PoolArn"])])
    with refused("NotFoundException", 404, "KinesisVideoStreamPool"):
        pipelines.create_media_stream_pipeline(Sources=sources, Sinks=[stream(pool["PoolArn"] + "x")])


def test_active_pipelines_of_all_kinds_count_against_one_limit(pipelines, new_meeting, refused):
    meeting = new_meeting()
    for number in range(100):
        made = pipelines.create_media_live_connector_pipeline(
            Sources=live(meeting), Sinks=RTMP, ClientRequestToken=f"token-{number}"
        )
    with refused("ResourceLimitExceededException", 400, "100 active"):
        pipelines.create_media_live_connector_pipeline(Sources=live(meeting), Sinks=RTMP)
    pipelines.delete_media_pipeline(MediaPipelineId=made["MediaLiveConnectorPipeline"]["MediaPipelineId"])
    assert pipelines.create_media_live_connector_pipeline(Sources=live(meeting), Sinks=RTMP)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pipeline_of_each_kind_is_tagged(pipelines, new_of, kind):
    arn, tags = new_of(kind)["MediaPipelineArn"], [{"Key": "k", "Value": "v"}]
    pipelines.tag_resource(ResourceARN=arn, Tags=tags)
    assert pipelines.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags


def test_a_pool_is_made_changed_and_deleted(pipelines, clock, refused):
    made = pipelines.create_media_pipeline_kinesis_video_stream_pool(
        PoolName="audio", StreamConfiguration={"Region": "us-east-1", "DataRetentionInHours": 2}
    )["KinesisVideoStreamPoolConfiguration"]
    assert (made["PoolStatus"], made["PoolSize"]) == ("CREATING", 0)
    by_name, by_arn = {"Identifier": "audio"}, {"Identifier": made["PoolArn"]}
    change = {"StreamConfiguration": {"DataRetentionInHours": 5}}
    with refused("ConflictException", 409, "not ACTIVE"):
        pipelines.update_media_pipeline_kinesis_video_stream_pool(**by_name, **change)
    with refused("ConflictException", 409, "exists already"):
        pipelines.create_media_pipeline_kinesis_video_stream_pool(
            PoolName="audio", StreamConfiguration={"Region": "us-east-1"}
        )
    clock.forward(seconds=5)
    pipelines.update_media_pipeline_kinesis_video_stream_pool(**by_arn, **change)
    for at in (by_name, by_arn, {"Identifier": made["PoolId"]}):
        pool = pipelines.get_media_pipeline_kinesis_video_stream_pool(**at)[
            "KinesisVideoStreamPoolConfiguration"
        ]
        assert pool["PoolStatus"] == "ACTIVE"
        assert pool["StreamConfiguration"] == {"Region": "us-east-1", "DataRetentionInHours": 5}
    shown = {name: pool[name] for name in ("PoolName", "PoolId", "PoolArn")}
    listed = pipelines.list_media_pipeline_kinesis_video_stream_pools()
    assert listed["KinesisVideoStreamPools"] == [shown]
    pipelines.delete_media_pipeline_kinesis_video_stream_pool(**by_name)
    with refused("NotFoundException", 404):
        pipelines.get_media_pipeline_kinesis_video_stream_pool(**by_arn)


def test_a_pool_that_is_filled_is_not_deleted(pipelines, new_of, refused):
    at = {"MediaPipelineId": new_of("MediaStreamPipeline")["MediaPipelineId"]}
    with refused("ConflictException", 409, "in use"):
        pipelines.delete_media_pipeline_kinesis_video_stream_pool(Identifier="audio")
    pipelines.delete_media_pipeline(**at)
    pipelines.delete_media_pipeline_kinesis_video_stream_pool(Identifier="audio")
