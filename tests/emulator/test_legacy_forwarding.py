"""The legacy endpoint does what the routes say, for every service and however it is reached."""

import boto3
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

import chime_shim
from chime_shim.emulator import EmulatorSettings, configure
from chime_shim.emulator._errors import ServiceError
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator.chime.exceptions import legacy_form
from chime_shim.emulator.chime.models import ChimeBackend
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.routes._errors import RENAMED

SUCCESSORS = ("identity", "media-pipelines", "meetings", "messaging", "voice")
TO_ANY = [f"chime-sdk-{name}" for name in SUCCESSORS]
APP = "arn:aws:chime:us-east-1:123456789012:app-instance/0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-audit"


@pytest.mark.parametrize(
    "route", [*ROUTES.values(), *KEPT_ROUTES.values()], ids=lambda route: route.operation
)
def test_every_operation_is_emulated(route):
    own = hasattr(ChimeBackend, xform_name(route.operation))
    assert own or not route.retired
    for service in [] if route.retired else [route.to] if route.to else TO_ANY:
        assert hasattr(backends_of(service).backend, xform_name(route.successor_operation))


def test_every_method_is_a_legacy_operation():
    """A misspelt method would never be called."""
    operations = set(map(xform_name, operations_of("chime").model.operation_names))
    public = {name for name in vars(ChimeBackend) if not name.startswith("_")}
    assert public - operations == {"serve"}


@pytest.mark.parametrize(("name", "legacy"), RENAMED["chime-sdk-meetings"].items())
def test_renamed_errors_get_their_legacy_name_back(name, legacy):
    error = type(name, (ServiceError,), {"status": 418})("words")
    renamed = legacy_form(error)
    assert (renamed.name, renamed.status, str(renamed)) == (legacy, 418, "words")
    shapes = {shape.name for shape in operations_of("chime").model.error_shapes}
    assert legacy in shapes


@pytest.fixture
def source(new_meeting):
    return {
        "SourceType": "ChimeSdkMeeting",
        "SourceArn": new_meeting()["MeetingArn"],
        "SinkType": "S3Bucket",
        "SinkArn": "arn:aws:s3:::recordings",
    }


@pytest.fixture(params=["legacy endpoint", "shim"])
def old(request, legacy):
    if request.param == "shim":
        return chime_shim.client("chime", "us-east-1")
    return legacy


def test_pipelines_are_listed_in_full(old, source):
    made = [old.create_media_capture_pipeline(**source) for _ in range(3)]
    assert made[0]["ResponseMetadata"]["HTTPStatusCode"] == 201
    made = [each["MediaCapturePipeline"] for each in made]
    assert "MediaPipelineArn" not in made[0]
    first = old.list_media_capture_pipelines(MaxResults=2)
    last = old.list_media_capture_pipelines(MaxResults=2, NextToken=first["NextToken"])
    assert [*first["MediaCapturePipelines"], *last["MediaCapturePipelines"]] == made
    at = {"MediaPipelineId": made[0]["MediaPipelineId"]}
    assert old.get_media_capture_pipeline(**at)["MediaCapturePipeline"] == made[0]
    assert old.delete_media_capture_pipeline(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert old.get_media_capture_pipeline(**at)["MediaCapturePipeline"]["Status"] == "Stopping"


def test_an_unknown_pipeline_is_not_found(old):
    with pytest.raises(old.exceptions.NotFoundException) as caught:
        old.get_media_capture_pipeline(MediaPipelineId="0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8")
    assert caught.value.response.keys() == {"Error", "ResponseMetadata", "Code", "Message"}


def test_streaming_configurations_have_their_legacy_names(old, identity, messaging):
    app = {"AppInstanceArn": identity.create_app_instance(Name="Chat")["AppInstanceArn"]}
    given = [{"AppInstanceDataType": "Channel", "ResourceArn": STREAM}]
    with pytest.raises(old.exceptions.NotFoundException):
        old.get_app_instance_streaming_configurations(**app)
    put = old.put_app_instance_streaming_configurations(**app, AppInstanceStreamingConfigurations=given)
    assert put["AppInstanceStreamingConfigurations"] == given
    got = old.get_app_instance_streaming_configurations(**app)
    assert got["AppInstanceStreamingConfigurations"] == given
    new = messaging.get_messaging_streaming_configurations(**app)["StreamingConfigurations"]
    assert new == [{"DataType": "Channel", "ResourceArn": STREAM}]
    deleted = old.delete_app_instance_streaming_configurations(**app)
    assert deleted["ResponseMetadata"]["HTTPStatusCode"] == 204
    with pytest.raises(old.exceptions.NotFoundException):
        old.get_app_instance_streaming_configurations(**app)


ENDPOINTS = {
    "hosts": {},
    "hosts of before 2020": {"endpoint_url": "https://service.chime.aws.amazon.com"},
    "one host": {"config": Config(inject_host_prefix=False)},
}


@pytest.fixture(params=ENDPOINTS)
def old_on_any(request, aws, new_legacy_client):
    """A legacy client whose messaging calls go to hosts of their own, or to a single endpoint."""
    return new_legacy_client(**ENDPOINTS[request.param])


def test_chat_works_on_its_hosts_and_on_one(old_on_any, identity, messaging):
    chime = old_on_any
    app = chime.create_app_instance(Name="Chat")["AppInstanceArn"]
    user = chime.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann")[
        "AppInstanceUserArn"
    ]
    made = chime.create_channel(AppInstanceArn=app, Name="Lobby", ChimeBearer=user)
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    at = {"ChannelArn": made["ChannelArn"], "ChimeBearer": user}
    assert chime.describe_channel(**at)["Channel"] == messaging.describe_channel(**at)["Channel"]
    assert identity.describe_app_instance(AppInstanceArn=app)["AppInstance"]["Name"] == "Chat"
    with pytest.raises(chime.exceptions.UnauthorizedClientException):
        chime.describe_channel(ChannelArn=made["ChannelArn"])


def test_a_closed_account_can_still_chat(old_on_any, refused):
    chime = old_on_any
    with configure(EmulatorSettings(legacy_endpoint_closed=True)):
        app = chime.create_app_instance(Name="Chat")["AppInstanceArn"]
        user = chime.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann")
        assert (
            chime.list_channels(AppInstanceArn=app, ChimeBearer=user["AppInstanceUserArn"])["Channels"] == []
        )
        for closed in (
            lambda: chime.get_app_instance_streaming_configurations(AppInstanceArn=app),
            chime.create_meeting,
            chime.list_media_capture_pipelines,
            chime.list_voice_connectors,
            chime.list_phone_numbers,
            lambda: chime.tag_resource(ResourceARN=app, Tags=[{"Key": "a", "Value": "b"}]),
        ):
            with refused("ForbiddenException", 403, "deprecated Amazon Chime SDK API"):
                closed()


def test_the_shim_works_where_the_account_is_closed(aws):
    with configure(EmulatorSettings(legacy_endpoint_closed=True)):
        shimmed = chime_shim.client("chime", "us-east-1")
        meeting = shimmed.create_meeting()["Meeting"]["MeetingId"]
        shimmed.tag_meeting(MeetingId=meeting, Tags=[{"Key": "a", "Value": "b"}])
        assert shimmed.list_meeting_tags(MeetingId=meeting)["Tags"] == [{"Key": "a", "Value": "b"}]


def test_on_a_server_the_legacy_path_serves_everything(server, new_legacy_client):
    config = Config(inject_host_prefix=False)
    chime = new_legacy_client(endpoint_url=f"{server}/chime", config=config)
    app = chime.create_app_instance(Name="Chat")["AppInstanceArn"]
    user = chime.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann")
    bearer = {"ChimeBearer": user["AppInstanceUserArn"]}
    made = chime.create_channel(AppInstanceArn=app, Name="Lobby", **bearer)
    meeting = chime.create_meeting()
    assert meeting["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert [each["MeetingId"] for each in chime.list_meetings()["Meetings"]] == [
        meeting["Meeting"]["MeetingId"]
    ]
    streams = [{"AppInstanceDataType": "Channel", "ResourceArn": STREAM}]
    chime.put_app_instance_streaming_configurations(
        AppInstanceArn=app, AppInstanceStreamingConfigurations=streams
    )
    chime.tag_resource(ResourceARN=made["ChannelArn"], Tags=[{"Key": "a", "Value": "b"}])
    messaging = boto3.client("chime-sdk-messaging", endpoint_url=server)
    assert messaging.describe_channel(ChannelArn=made["ChannelArn"], **bearer)["Channel"]["Name"] == "Lobby"
    tagged = messaging.list_tags_for_resource(ResourceARN=made["ChannelArn"])["Tags"]
    assert tagged == [{"Key": "a", "Value": "b"}]


def test_on_a_server_the_shim_reaches_every_service(server):
    shimmed = chime_shim.client("chime", "us-east-1", endpoint_url=server)
    app = shimmed.create_app_instance(Name="Chat")["AppInstanceArn"]
    shimmed.tag_resource(ResourceARN=app, Tags=[{"Key": "a", "Value": "b"}])
    assert shimmed.list_tags_for_resource(ResourceARN=app)["Tags"] == [{"Key": "a", "Value": "b"}]
    meeting = shimmed.create_meeting()["Meeting"]["MeetingId"]
    shimmed.tag_meeting(MeetingId=meeting, Tags=[{"Key": "a", "Value": "b"}])
    assert shimmed.list_media_capture_pipelines(MaxResults=1)["MediaCapturePipelines"] == []
    assert shimmed.list_voice_connectors()["VoiceConnectors"] == []
    with pytest.raises(ClientError, match="NotFound"):
        shimmed.get_app_instance_streaming_configurations(AppInstanceArn=APP)
