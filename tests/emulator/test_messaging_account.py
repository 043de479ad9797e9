"""What messaging has for an app instance or a region as a whole."""

import boto3
import pytest
import requests

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-"


def test_streams_are_put_got_and_deleted(messaging, app, refused):
    at = {"AppInstanceArn": app}
    with refused("NotFoundException", 404, "has no StreamingConfigurations"):
        messaging.get_messaging_streaming_configurations(**at)
    streams = [{"DataType": kind, "ResourceArn": STREAM + "x"} for kind in ("ChannelMessage", "Channel")]
    put = messaging.put_messaging_streaming_configurations(**at, StreamingConfigurations=streams)
    got = messaging.get_messaging_streaming_configurations(**at)
    assert put["StreamingConfigurations"] == got["StreamingConfigurations"] == streams
    for _ in range(2):
        messaging.delete_messaging_streaming_configurations(**at)
    with refused("NotFoundException", 404):
        messaging.get_messaging_streaming_configurations(**at)


@pytest.mark.parametrize(
    "arn",
    [
        STREAM.replace("chime-messaging-", "chat"),
        STREAM.replace("us-east-1", "eu-central-1"),
        "arn:aws:s3:::chat",
    ],
)
def test_only_streams_that_aws_would_use_are_taken(messaging, app, refused, arn):
    with refused("BadRequestException", 400, "ResourceArn"):
        messaging.put_messaging_streaming_configurations(
            AppInstanceArn=app, StreamingConfigurations=[{"DataType": "Channel", "ResourceArn": arn}]
        )


def test_data_is_streamed_once_and_of_app_instances_that_exist(messaging, app, refused):
    stream = {"DataType": "Channel", "ResourceArn": STREAM + "x"}
    with refused("BadRequestException", 400, "DataType twice"):
        messaging.put_messaging_streaming_configurations(
            AppInstanceArn=app, StreamingConfigurations=[stream] * 2
        )
    none = {"AppInstanceArn": app[:-1] + "_"}
    with refused("NotFoundException", 404):
        messaging.put_messaging_streaming_configurations(**none, StreamingConfigurations=[stream])
    for operation in ("get", "delete"):
        with refused("NotFoundException", 404):
            getattr(messaging, f"{operation}_messaging_streaming_configurations")(**none)


@pytest.mark.parametrize(("region", "code"), [("us-east-1", "ue1"), ("eu-central-1", "ec1")])
def test_the_session_endpoint_is_that_of_the_region(aws, region, code):
    client = boto3.client("chime-sdk-messaging", region_name=region)
    assert (
        client.get_messaging_session_endpoint()["Endpoint"]["Url"] == f"node001.{code}.ws-messaging.chime.aws"
    )


def test_the_service_is_in_two_regions(aws):
    reply = requests.get(
        "https://messaging-chime.us-west-2.amazonaws.com/endpoints/messaging-session", timeout=5
    )
    assert (reply.status_code, reply.json()["Code"]) == (400, "BadRequest")
