"""One world of tags: by every service, by the legacy endpoint, and on a server by one path."""

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

ARN = "arn:aws:chime:us-east-1:123456789012:"


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


def meeting(tagged):
    client = boto3.client("chime-sdk-meetings")
    made = client.create_meeting(MediaRegion="us-east-1", ExternalMeetingId="daily", **tagged)
    return made["Meeting"]["MeetingArn"]


def media_pipeline(tagged):
    client = boto3.client("chime-sdk-media-pipelines")
    source = {"SourceType": "ChimeSdkMeeting", "SourceArn": meeting({})}
    sink = {"SinkType": "S3Bucket", "SinkArn": "arn:aws:s3:::recordings"}
    made = client.create_media_capture_pipeline(**source, **sink, **tagged)
    return made["MediaCapturePipeline"]["MediaPipelineArn"]


def voice_connector(tagged):
    client = boto3.client("chime-sdk-voice")
    made = client.create_voice_connector(Name="Desk", RequireEncryption=True, **tagged)
    return made["VoiceConnector"]["VoiceConnectorArn"]


def app_instance(tagged):
    return boto3.client("chime-sdk-identity").create_app_instance(Name="Chat", **tagged)["AppInstanceArn"]


def channel(tagged):
    app = app_instance({})
    user = boto3.client("chime-sdk-identity").create_app_instance_user(
        AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann"
    )
    made = boto3.client("chime-sdk-messaging").create_channel(
        AppInstanceArn=app, Name="Lobby", ChimeBearer=user["AppInstanceUserArn"], **tagged
    )
    return made["ChannelArn"]


# service: what makes a resource, its limit; what a missing resource and a tag too many are called
SERVICES = {
    "chime-sdk-identity": (app_instance, 50, "NotFoundException", "ResourceLimitExceededException"),
    "chime-sdk-media-pipelines": (media_pipeline, 200, "NotFoundException", "BadRequestException"),
    "chime-sdk-meetings": (meeting, 50, "ResourceNotFoundException", "TooManyTagsException"),
    "chime-sdk-messaging": (channel, 50, "NotFoundException", "ResourceLimitExceededException"),
    "chime-sdk-voice": (voice_connector, 50, "NotFoundException", "ResourceLimitExceededException"),
}
SERVICE_IDS = list(SERVICES)


@pytest.fixture(params=SERVICE_IDS)
def service(request, aws):
    return request.param


@pytest.fixture
def client(service):
    return boto3.client(service)


@pytest.fixture
def arn(service):
    return SERVICES[service][0]({"Tags": tags(team="desk")})


def test_tags_are_set_changed_and_taken_off(client, arn):
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(team="desk")
    reply = client.tag_resource(ResourceARN=arn, Tags=tags(cost="12", team="front"))
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(team="front", cost="12")
    reply = client.untag_resource(ResourceARN=arn, TagKeys=["team", "never"])
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(cost="12")


def test_what_is_made_without_tags_has_none(service, client):
    assert client.list_tags_for_resource(ResourceARN=SERVICES[service][0]({}))["Tags"] == []


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("tag_resource", {"Tags": tags(a="b")}),
        ("untag_resource", {"TagKeys": ["a"]}),
        ("list_tags_for_resource", {}),
    ],
)
def test_an_unknown_resource_is_not_found(service, client, arn, refused, operation, params):
    with refused(SERVICES[service][2], 404):
        getattr(client, operation)(ResourceARN=arn[:-4] + "ffff", **params)


def test_a_resource_has_so_many_tags(service, client, arn, refused):
    _, limit, _, too_many = SERVICES[service]
    for start in range(0, limit - 1, 49):
        client.tag_resource(ResourceARN=arn, Tags=_many(start, min(start + 49, limit - 1)))
    before = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
    assert len(before) == limit
    with refused(too_many, 400, f"up to {limit} tags"):
        client.tag_resource(ResourceARN=arn, Tags=_many(999, 1000))
    client.tag_resource(ResourceARN=arn, Tags=tags(team="front"))
    client.untag_resource(ResourceARN=arn, TagKeys=["team"])
    client.tag_resource(ResourceARN=arn, Tags=_many(999, 1000))


def _many(start, end):
    return [{"Key": f"key:{number}", "Value": "v"} for number in range(start, end)]


@pytest.mark.parametrize("key", ["aws:team", "AWS:team"])
def test_keys_of_aws_are_reserved(client, arn, refused, key):
    with refused("BadRequestException", 400, "reserved"):
        client.tag_resource(ResourceARN=arn, Tags=[{"Key": "mine", "Value": "x"}, {"Key": key, "Value": "x"}])
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(team="desk")


def test_the_legacy_endpoint_has_the_same_tags(client, legacy, arn):
    legacy.tag_resource(ResourceARN=arn, Tags=tags(cost="12"))
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(team="desk", cost="12")
    client.untag_resource(ResourceARN=arn, TagKeys=["team"])
    assert legacy.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(cost="12")
    legacy.untag_resource(ResourceARN=arn, TagKeys=["cost"])
    assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == []


def test_the_legacy_endpoint_knows_one_name_for_a_missing_resource(legacy, arn):
    with pytest.raises(legacy.exceptions.NotFoundException) as caught:
        legacy.list_tags_for_resource(ResourceARN=arn[:-4] + "ffff")
    assert caught.value.response["Code"] == "NotFound"


def test_the_legacy_endpoint_knows_one_name_for_too_many_tags(legacy, aws):
    arn = meeting({"Tags": _many(0, 50)})
    with pytest.raises(legacy.exceptions.ResourceLimitExceededException) as caught:
        legacy.tag_resource(ResourceARN=arn, Tags=tags(team="desk"))
    assert caught.value.response["Code"] == "ResourceLimitExceeded"


@pytest.mark.parametrize("resource", ["unknown/1", "room/1"])
def test_the_legacy_endpoint_refuses_what_no_service_keeps(legacy, refused, resource):
    with refused("BadRequestException", 400, "ResourceARN"):
        legacy.tag_resource(ResourceARN=ARN + resource, Tags=tags(a="b"))


@pytest.fixture
def on_server(server, monkeypatch):
    """Has every client call a server, where all services have one host and one path for their tags."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)


@pytest.mark.parametrize("keeper", SERVICE_IDS)
def test_on_a_server_the_arn_names_the_service(on_server, keeper):
    make, _, missing, _ = SERVICES[keeper]
    arn = make({})
    for caller in SERVICE_IDS:
        client = boto3.client(caller)
        client.tag_resource(ResourceARN=arn, Tags=tags(team=caller))
        assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(team=caller)
        client.untag_resource(ResourceARN=arn, TagKeys=["team"])
        assert boto3.client(keeper).list_tags_for_resource(ResourceARN=arn)["Tags"] == []
        with pytest.raises(ClientError) as caught:
            client.list_tags_for_resource(ResourceARN=arn[:-4] + "ffff")
        assert caught.value.response["Error"]["Code"] == missing


def test_on_a_server_all_meet(server, new_legacy_client):
    client = boto3.client("chime-sdk-meetings", endpoint_url=server)
    made = client.create_meeting(MediaRegion="us-east-1", ExternalMeetingId="daily")["Meeting"]
    client.tag_resource(ResourceARN=made["MeetingArn"], Tags=tags(team="desk"))
    for endpoint in (server, f"{server}/chime", f"{server}/chime-sdk-meetings"):
        legacy = new_legacy_client(endpoint_url=endpoint)
        assert legacy.list_tags_for_resource(ResourceARN=made["MeetingArn"])["Tags"] == tags(team="desk")


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", '{"ResourceARN": 1}', '{"ResourceARN": "vc"}'])
def test_on_a_server_a_body_without_an_arn_is_refused(server, body):
    authorization = "AWS4-HMAC-SHA256 Credential=testing/20260401/us-east-1/chime/aws4_request"
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    url = f"{server}/tags?operation=tag-resource"
    assert requests.post(url, data=body, headers=headers, timeout=5).status_code == 400
