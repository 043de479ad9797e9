"""An old chat script, on the shim: what it did, and how it came by its bearer."""

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

import chime_shim
from chime_shim.emulator.chime_sdk_identity import chime_sdk_identity_backends
from chime_shim.emulator.chime_sdk_messaging import chime_sdk_messaging_backends

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-x"


@pytest.fixture
def chime(aws):
    return chime_shim.client("chime", "us-east-1")


@pytest.fixture
def ann(app, new_user):
    return new_user("ann")


@pytest.fixture
def channel(messaging, app, ann):
    return messaging.create_channel(AppInstanceArn=app, Name="Lobby", ChimeBearer=ann)["ChannelArn"]


def send(chime, channel, **bearer):
    return chime.send_channel_message(
        ChannelArn=channel, Content="hello", Type="STANDARD", Persistence="PERSISTENT", **bearer
    )["MessageId"]


def test_a_chat_from_beginning_to_end(chime):
    app = chime.create_app_instance(Name="Chat", Metadata="m")["AppInstanceArn"]
    ann, bob = (
        chime.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId=name, Name=name)[
            "AppInstanceUserArn"
        ]
        for name in ("ann", "bob")
    )
    chime.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=ann)
    by_ann, by_bob = {"ChimeBearer": ann}, {"ChimeBearer": bob}
    made = chime.create_channel(AppInstanceArn=app, Name="Lobby", Privacy="PRIVATE", **by_ann)
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    at = {"ChannelArn": made["ChannelArn"]}
    chime.create_channel_membership(**at, MemberArn=bob, Type="DEFAULT", **by_ann)
    sent = send(chime, at["ChannelArn"], **by_bob)
    chime.update_channel_message(**at, MessageId=sent, Content="hi", **by_bob)
    chime.update_channel_read_marker(**at, **by_ann)
    message = chime.list_channel_messages(**at, **by_ann)["ChannelMessages"][0]
    assert (message["Content"], message["Sender"]["Name"]) == ("hi", "bob")
    # Members of replies that the legacy model did not have are not there.
    assert "Status" not in message
    chime.redact_channel_message(**at, MessageId=sent, **by_ann)
    assert chime.get_channel_message(**at, MessageId=sent, **by_ann)["ChannelMessage"]["Redacted"] is True
    chime.create_channel_ban(**at, MemberArn=bob, **by_ann)
    with pytest.raises(chime.exceptions.ForbiddenException) as caught:
        send(chime, at["ChannelArn"], **by_bob)
    assert (caught.value.response["Code"], caught.value.operation_name) == ("Forbidden", "SendChannelMessage")
    assert len(chime.list_channels(AppInstanceArn=app, **by_ann)["Channels"]) == 1
    chime.delete_channel(**at, **by_ann)
    with pytest.raises(chime.exceptions.NotFoundException):
        chime.describe_channel(**at, **by_ann)
    chime.delete_app_instance(AppInstanceArn=app)
    assert chime.list_app_instances()["AppInstances"] == []


def test_updates_without_what_became_required(chime, app, ann, channel):
    chime.update_app_instance(AppInstanceArn=app, Name="Hall")
    assert chime.describe_app_instance(AppInstanceArn=app)["AppInstance"]["Name"] == "Hall"
    chime.update_app_instance_user(AppInstanceUserArn=ann, Name="Anna")
    assert chime.describe_app_instance_user(AppInstanceUserArn=ann)["AppInstanceUser"]["Name"] == "Anna"
    at = {"ChannelArn": channel, "MessageId": send(chime, channel, ChimeBearer=ann), "ChimeBearer": ann}
    chime.update_channel_message(**at, Metadata="m")
    message = chime.get_channel_message(**at)["ChannelMessage"]
    assert (message["Content"], message["Metadata"]) == ("hello", "m")


def test_without_a_bearer_the_service_answers(chime, channel):
    with pytest.raises(chime.exceptions.UnauthorizedClientException) as caught:
        send(chime, channel)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 401
    assert caught.value.response["Code"] == "Unauthorized"
    assert caught.value.response["Message"] == (
        "An invalid app instance user ARN was supplied for the x-amz-chime-bearer HTTP header."
    )


@pytest.mark.parametrize("kind", ["arn", "function"])
def test_a_bearer_may_be_configured(messaging, app, ann, new_user, channel, kind):
    bearer = ann if kind == "arn" else lambda _operation, _params: ann
    activation = chime_shim.install(chime_bearer=bearer)
    try:
        chime = boto3.client("chime", region_name="us-east-1")
        sent = send(chime, channel)
        message = messaging.get_channel_message(ChannelArn=channel, MessageId=sent, ChimeBearer=ann)
        assert message["ChannelMessage"]["Sender"]["Arn"] == ann
        # One that a call names goes before.
        with pytest.raises(chime.exceptions.ForbiddenException):
            send(chime, channel, ChimeBearer=new_user("bob"))
        assert chime.describe_app_instance(AppInstanceArn=app)["AppInstance"]["Name"] == "Chat"
    finally:
        activation.uninstall()


@pytest.mark.parametrize("event", ["before-call.chime", "before-call.chime.SendChannelMessage"])
def test_the_work_around_of_old_days_works(chime, messaging, ann, channel, event):
    def add_bearer(params, **_):
        params["headers"]["x-amz-chime-bearer"] = ann

    chime.meta.events.register(event, add_bearer)
    sent = send(chime, channel)
    message = messaging.get_channel_message(ChannelArn=channel, MessageId=sent, ChimeBearer=ann)
    assert message["ChannelMessage"]["Sender"]["Arn"] == ann


def test_a_client_of_before_1_37_2_meets_the_same_chat(legacy, messaging, app, ann, channel):
    """All but three of these operations went to the hosts of today all along."""
    send(legacy, channel, ChimeBearer=ann)
    at = {"ChannelArn": channel, "ChimeBearer": ann}
    assert len(messaging.list_channel_messages(**at)["ChannelMessages"]) == 1
    assert legacy.describe_app_instance(AppInstanceArn=app)["AppInstance"]["Name"] == "Chat"
    with pytest.raises(legacy.exceptions.UnauthorizedClientException):
        legacy.describe_channel(ChannelArn=channel)


def test_streams_have_their_legacy_names(chime, messaging, app):
    streams = [{"AppInstanceDataType": "Channel", "ResourceArn": STREAM}]
    at = {"AppInstanceArn": app}
    put = chime.put_app_instance_streaming_configurations(**at, AppInstanceStreamingConfigurations=streams)
    got = chime.get_app_instance_streaming_configurations(**at)
    for reply in (put, got):
        assert reply["AppInstanceStreamingConfigurations"] == streams
    successors = messaging.get_messaging_streaming_configurations(**at)["StreamingConfigurations"]
    assert successors == [{"DataType": "Channel", "ResourceArn": STREAM}]
    chime.delete_app_instance_streaming_configurations(**at)
    with pytest.raises(chime.exceptions.NotFoundException):
        chime.get_app_instance_streaming_configurations(**at)


def test_tags_find_their_service(chime, app, ann, channel):
    for arn in (app, ann, channel):
        chime.tag_resource(ResourceARN=arn, Tags=[{"Key": "team", "Value": "desk"}])
        assert chime.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "team", "Value": "desk"}]
        chime.untag_resource(ResourceARN=arn, TagKeys=["team"])
        assert chime.list_tags_for_resource(ResourceARN=arn)["Tags"] == []


def test_state_is_read_in_motos_own_way(chime, app, ann, channel):
    sent = send(chime, channel, ChimeBearer=ann)
    identity = chime_sdk_identity_backends["123456789012"]["us-east-1"]
    messaging = chime_sdk_messaging_backends["123456789012"]["us-east-1"]
    assert identity.app_instances[app]["Name"] == "Chat"
    assert identity.app_instance_users[ann]["Name"] == "Ann"
    assert messaging.channels[channel]["Name"] == "Lobby"
    assert messaging.channel_messages[sent]["Content"] == "hello"


@pytest.fixture
def server(monkeypatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    requests.post(f"{url}/moto-api/reset", timeout=5)
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    yield url
    server.stop()
    server._server.server_close()


def test_arns_in_paths_reach_a_server_whole(server):
    """Most paths of these services hold ARNs, whose slashes end no part of the path."""
    identity, messaging = (boto3.client(f"chime-sdk-{name}") for name in ("identity", "messaging"))
    app = identity.create_app_instance(Name="Chat")["AppInstanceArn"]
    ann = identity.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="a.n:n@x", Name="Ann")
    by_ann = {"ChimeBearer": ann["AppInstanceUserArn"]}
    assert identity.describe_app_instance_user(AppInstanceUserArn=by_ann["ChimeBearer"])["AppInstanceUser"]
    channel = messaging.create_channel(AppInstanceArn=app, Name="Lobby", **by_ann)["ChannelArn"]
    shim = chime_shim.client("chime", "us-east-1")
    shown = shim.describe_channel_membership(ChannelArn=channel, MemberArn=by_ann["ChimeBearer"], **by_ann)
    assert shown["ChannelMembership"]["Member"]["Name"] == "Ann"
