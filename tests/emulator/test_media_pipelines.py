import uuid

import boto3
import pytest

from chime_shim.emulator.chime_sdk_media_pipelines import chime_sdk_media_pipelines_backends

UNKNOWN = "0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"
BUCKET = {"SinkType": "S3Bucket", "SinkArn": "arn:aws:s3:::recordings"}


@pytest.fixture
def source(new_meeting):
    return {"SourceType": "ChimeSdkMeeting", "SourceArn": new_meeting()["MeetingArn"]}


@pytest.fixture
def new_pipeline(pipelines, source):
    """Makes pipelines that capture a meeting."""

    def new(**options):
        return pipelines.create_media_capture_pipeline(**{**source, **BUCKET, **options})[
            "MediaCapturePipeline"
        ]

    return new


def get(pipelines, pipeline):
    return pipelines.get_media_capture_pipeline(MediaPipelineId=pipeline["MediaPipelineId"])[
        "MediaCapturePipeline"
    ]


def delete(pipelines, pipeline):
    return pipelines.delete_media_capture_pipeline(MediaPipelineId=pipeline["MediaPipelineId"])


def test_a_new_pipeline_looks_like_one_of_aws(pipelines, source, clock):
    reply = pipelines.create_media_capture_pipeline(**source, **BUCKET)
    pipeline = reply["MediaCapturePipeline"]
    id_ = pipeline["MediaPipelineId"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert uuid.UUID(id_).version == 4
    assert pipeline == {
        "MediaPipelineId": id_,
        "MediaPipelineArn": f"arn:aws:chime:us-east-1:123456789012:media-pipeline/{id_}",
        **source,
        **BUCKET,
        "Status": "Initializing",
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }
    assert get(pipelines, pipeline) == pipeline


def test_a_pipeline_keeps_what_it_is_given(new_pipeline):
    given = {
        "ChimeSdkMeetingConfiguration": {
            "SourceConfiguration": {"SelectedVideoStreams": {"ExternalUserIds": ["ann"]}},
            "ArtifactsConfiguration": {
                "Audio": {"MuxType": "AudioOnly"},
                "Video": {"State": "Disabled"},
                "Content": {"State": "Enabled", "MuxType": "ContentOnly"},
            },
        },
        "SseAwsKeyManagementParams": {"AwsKmsKeyId": "alias/recordings"},
        "SinkIamRoleArn": "arn:aws:iam::123456789012:role/sink",
    }
    assert given.items() <= new_pipeline(**given).items()


def test_a_list_has_ids_and_arns_only(pipelines, new_pipeline):
    made = [new_pipeline() for _ in range(3)]
    first = pipelines.list_media_capture_pipelines(MaxResults=2)
    last = pipelines.list_media_capture_pipelines(MaxResults=2, NextToken=first["NextToken"])
    listed = [*first["MediaCapturePipelines"], *last["MediaCapturePipelines"]]
    assert listed == [{key: each[key] for key in ("MediaPipelineId", "MediaPipelineArn")} for each in made]
    assert "NextToken" not in last


def test_a_pipeline_goes_from_state_to_state(pipelines, new_pipeline, clock, refused):
    pipeline = new_pipeline()
    clock.forward(seconds=4)
    assert get(pipelines, pipeline)["Status"] == "Initializing"
    clock.forward(seconds=1)
    started = clock()
    clock.forward(hours=1)
    running = get(pipelines, pipeline)
    assert running == {**pipeline, "Status": "InProgress", "UpdatedTimestamp": started}
    assert delete(pipelines, pipeline)["ResponseMetadata"]["HTTPStatusCode"] == 204
    ended = clock()
    assert get(pipelines, pipeline) == {**running, "Status": "Stopping", "UpdatedTimestamp": ended}
    clock.forward(seconds=29)
    delete(pipelines, pipeline)
    assert get(pipelines, pipeline)["UpdatedTimestamp"] == ended
    clock.forward(seconds=1)
    assert pipelines.list_media_capture_pipelines()["MediaCapturePipelines"] == []
    for operation in (get, delete):
        with refused(
            "NotFoundException", 404, f"MediaCapturePipeline {pipeline['MediaPipelineId']} not found"
        ):
            operation(pipelines, pipeline)


def test_a_pipeline_ends_with_its_meeting(pipelines, meetings, source, new_pipeline, clock):
    pipeline = new_pipeline()
    meetings.delete_meeting(MeetingId=source["SourceArn"].rpartition("/")[2])
    assert get(pipelines, pipeline)["Status"] == "Stopping"
    clock.forward(seconds=30)
    assert not chime_sdk_media_pipelines_backends["123456789012"]["us-east-1"].media_capture_pipelines


def test_both_forms_of_a_meetings_arn_are_taken(pipelines, source, new_pipeline, clock):
    meeting = source["SourceArn"].rpartition("/")[2]
    old = f"arn:aws:chime::123456789012:meeting:{meeting}"
    pipeline = new_pipeline(SourceArn=old)
    clock.forward(minutes=1)
    assert (get(pipelines, pipeline)["SourceArn"], get(pipelines, pipeline)["Status"]) == (old, "InProgress")


def test_a_meeting_of_another_region_is_captured(aws, new_pipeline):
    meetings = boto3.client("chime-sdk-meetings", region_name="eu-central-1")
    meeting = meetings.create_meeting(MediaRegion="eu-west-1", ExternalMeetingId="daily")["Meeting"]
    assert new_pipeline(SourceArn=meeting["MeetingArn"])["Status"] == "Initializing"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"SourceArn": f"arn:aws:chime:us-east-1:123456789012:meeting/{UNKNOWN}"},
            "not the ARN of an active",
        ),
        (
            {"SourceArn": f"arn:aws:chime:us-east-1:111122223333:meeting/{UNKNOWN}"},
            "not the ARN of an active",
        ),
        (
            {"SourceArn": f"arn:aws:chime:mars-east-1:123456789012:meeting/{UNKNOWN}"},
            "not the ARN of an active",
        ),
        ({"SourceArn": f"arn:aws:chime:us-east-1:123456789012:vc/{UNKNOWN}"}, "not the ARN of an active"),
        ({"SourceArn": "meeting"}, "SourceArn"),
        ({"SourceType": "Phone"}, "SourceType"),
        ({"SinkArn": "arn:aws:sqs:us-east-1:123456789012:queue"}, "S3 bucket"),
        ({"SinkType": "Disk"}, "SinkType"),
        ({"ClientRequestToken": "not a token"}, "ClientRequestToken"),
        (
            {
                "ChimeSdkMeetingConfiguration": {
                    "SourceConfiguration": {
                        "SelectedVideoStreams": {
                            "AttendeeIds": [UNKNOWN] * 13,
                            "ExternalUserIds": [f"user {number}" for number in range(13)],
                        }
                    }
                }
            },
            "up to 25 streams",
        ),
        ({"Tags": [{"Key": "aws:team", "Value": "x"}]}, "reserved"),
    ],
)
def test_bad_input_is_refused(pipelines, new_pipeline, refused, wrong, message):
    with refused("BadRequestException", 400, message):
        new_pipeline(**wrong)
    assert pipelines.list_media_capture_pipelines()["MediaCapturePipelines"] == []


def test_a_short_id_is_refused_here(pipelines):
    with pytest.raises(Exception, match="MediaPipelineId") as caught:
        pipelines.get_media_capture_pipeline(MediaPipelineId="short")
    assert type(caught.value).__name__ in {"ParamValidationError", "BadRequestException"}


def test_the_same_request_makes_one_pipeline(new_pipeline, refused):
    assert new_pipeline(ClientRequestToken="token") == new_pipeline(ClientRequestToken="token")
    with refused("BadRequestException", 400, "ClientRequestToken"):
        new_pipeline(ClientRequestToken="token", SinkArn="arn:aws:s3:::others")


@pytest.mark.parametrize(("region", "limit"), [("us-east-1", 100), ("us-west-2", 10)])
def test_a_region_has_so_many_active_pipelines(aws, source, region, limit):
    pipelines = boto3.client("chime-sdk-media-pipelines", region_name=region)
    made = [pipelines.create_media_capture_pipeline(**source, **BUCKET) for _ in range(limit)]
    with pytest.raises(pipelines.exceptions.ResourceLimitExceededException) as caught:
        pipelines.create_media_capture_pipeline(**source, **BUCKET)
    assert caught.value.response["Code"] == "ResourceLimitExceeded"
    assert caught.value.response["RequestId"]
    delete(pipelines, made[0]["MediaCapturePipeline"])
    assert pipelines.create_media_capture_pipeline(**source, **BUCKET)
