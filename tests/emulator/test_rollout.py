"""The modes on an emulated AWS, whose two endpoints share one state."""

import boto3
import pytest
from botocore import xform_name

import chime_shim
from chime_shim._graft.compare.candidate import THREADS
from chime_shim.emulator import EmulatorSettings, configure
from chime_shim.events import set_hooks
from chime_shim.legacy_api.facts import is_read
from chime_shim.routes import ROUTES

LONG = 30


class Heard(list):
    """A hook that keeps calls, and comparisons apart."""

    def __init__(self):
        self.comparisons = []

    def __call__(self, call):
        self.append(call)

    def compared(self, comparison):
        self.comparisons.append(comparison)


@pytest.fixture
def heard():
    heard = Heard()
    with set_hooks([heard]):
        yield heard
        assert THREADS.join(LONG)


@pytest.fixture
def hosts():
    return []


@pytest.fixture
def chime(aws, hosts):
    client = chime_shim.client("chime", "us-east-1")
    client.meta.events.register(
        "before-send.chime", lambda request, **_: hosts.append(request.url.split("/")[2])
    )
    return client


@pytest.fixture
def closed(aws):
    with configure(EmulatorSettings(seed=1, legacy_endpoint_closed=True)):
        yield


def test_an_account_that_still_can_goes_on_with_the_old_endpoint(
    chime, hosts, heard, people, app, new_channel
):
    with chime_shim.mode("legacy"):
        meeting = chime.create_meeting()["Meeting"]["MeetingId"]
        chime.tag_meeting(MeetingId=meeting, Tags=[{"Key": "team", "Value": "blue"}])
        assert chime.list_meeting_tags(MeetingId=meeting)["Tags"] == [{"Key": "team", "Value": "blue"}]
        made = chime.create_voice_connector(Name="a", RequireEncryption=True)
        assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
        channels = chime.list_channels(AppInstanceArn=app, ChimeBearer=people.ann.arn)["Channels"]
        assert chime.describe_app_instance(AppInstanceArn=app)["AppInstance"]["Name"] == "Chat"
    assert channels == []
    assert hosts == ["chime.us-east-1.amazonaws.com"] * 4 + [
        "messaging-chime.us-east-1.amazonaws.com",
        "identity-chime.us-east-1.amazonaws.com",
    ]
    assert {(call.mode, call.outcome) for call in heard} == {("legacy", "ok")}
    assert chime.get_meeting(MeetingId=meeting)["Meeting"]["MeetingId"] == meeting  # forwarded: one state


def test_a_namespace_goes_its_own_way(chime, hosts):
    with chime_shim.configure(rollout="*=forward,meetings=legacy"):
        chime.create_meeting()
        chime.list_voice_connectors()
    assert hosts == ["chime.us-east-1.amazonaws.com", "voice-chime.us-east-1.amazonaws.com"]


def test_one_resource_never_changes_sides(chime, hosts, new_connector):
    sides = {}
    with chime_shim.configure(rollout="voice=legacy@50%"):
        for connector in [new_connector() for _ in range(12)]:
            hosts.clear()
            for operation in ("get_voice_connector", "list_proxy_sessions", "get_voice_connector"):
                getattr(chime, operation)(VoiceConnectorId=connector)
            (sides[connector],) = set(hosts)
    assert set(sides.values()) == {"chime.us-east-1.amazonaws.com", "voice-chime.us-east-1.amazonaws.com"}


def test_a_closed_account_is_refused_by_the_old_endpoint_in_the_old_words(chime, closed):
    with chime_shim.mode("legacy"), pytest.raises(chime.exceptions.ForbiddenException, match="deprecated"):
        chime.list_voice_connectors()


@pytest.mark.parametrize(
    ("control", "outcome"), [("forward", "candidate unavailable"), ("legacy", "control unavailable")]
)
def test_a_closed_account_is_no_mismatch(control, outcome, chime, heard, closed):
    with chime_shim.configure(rollout="compare", control=control, fallback="ForbiddenException"):
        assert chime.list_voice_connectors()["VoiceConnectors"] == []
        assert THREADS.join(LONG)
    (told,) = heard.comparisons
    assert (told.outcome, told.differences) == (outcome, ())


def test_what_the_old_endpoint_does_not_find_may_be_found_at_the_new_one(chime, heard, closed, new_meeting):
    meeting = new_meeting()["MeetingId"]
    with chime_shim.configure(rollout="legacy", fallback="ForbiddenException,NotFoundException"):
        assert chime.get_meeting(MeetingId=meeting)["Meeting"]["MeetingId"] == meeting
        with pytest.raises(chime.exceptions.ForbiddenException):
            chime.delete_meeting(MeetingId=meeting)
    assert [(call.fallback, call.outcome) for call in heard] == [
        ("ForbiddenException", "ok"),
        (None, "ForbiddenException"),
    ]


def test_pages_of_both_sides_come_to_their_end(chime, new_connector):
    made = {new_connector() for _ in range(7)}
    for said in ("legacy", "legacy@50%", "compare", "forward"):
        with chime_shim.mode(said):
            found, token = [], {}
            while True:
                reply = chime.list_voice_connectors(MaxResults=2, **token)
                found += [each["VoiceConnectorId"] for each in reply["VoiceConnectors"]]
                if "NextToken" not in reply:
                    break
                token = {"NextToken": reply["NextToken"]}
        assert sorted(found) == sorted(made), said
    assert THREADS.join(LONG)


@pytest.fixture
def everything(chime, app, people, new_channel, new_message, proxied, new_session, new_meeting):
    """An account with something of most kinds, and the parameters that name it."""
    channel = new_channel()
    ann = people.ann.arn
    message = new_message(people.ann, channel)
    meeting = new_meeting()
    attendee = chime.create_attendee(MeetingId=meeting["MeetingId"], ExternalUserId="ada")["Attendee"]
    pipeline = chime.create_media_capture_pipeline(
        SourceType="ChimeSdkMeeting",
        SourceArn=meeting["MeetingArn"],
        SinkType="S3Bucket",
        SinkArn="arn:aws:s3:::recordings",
    )["MediaCapturePipeline"]
    group = chime.create_voice_connector_group(
        Name="g", VoiceConnectorItems=[{"VoiceConnectorId": proxied, "Priority": 2}]
    )["VoiceConnectorGroup"]
    return {
        "AppInstanceArn": app,
        "AppInstanceAdminArn": people.boss.arn,
        "AppInstanceUserArn": ann,
        "AttendeeId": attendee["AttendeeId"],
        "ChannelArn": channel,
        "ChannelModeratorArn": ann,
        "ChimeBearer": ann,
        "MediaPipelineId": pipeline["MediaPipelineId"],
        "MeetingId": meeting["MeetingId"],
        "MemberArn": people.bob.arn,
        "MessageId": message,
        "ProxySessionId": new_session()["ProxySessionId"],
        "ResourceARN": meeting["MeetingArn"],
        "VoiceConnectorGroupId": group["VoiceConnectorGroupId"],
        "VoiceConnectorId": proxied,
    }


def test_the_two_sides_answer_every_read_alike(chime, heard, everything):
    """So that what is told of is a difference of AWS's, and none of ours."""
    refused = []
    reads = [name for name in ROUTES if is_read(name) and not ROUTES[name].retired]
    heard.clear()
    with chime_shim.mode("compare"):
        for operation in reads:
            shape = chime.meta.service_model.operation_model(operation).input_shape
            names = [] if shape is None else [name for name in everything if name in shape.members]
            missing = set() if shape is None else set(shape.required_members) - set(names)
            params = {name: everything[name] for name in names} | dict.fromkeys(missing, "0" * 36)
            try:
                getattr(chime, xform_name(operation))(**params)
            except chime.exceptions.ClientError as error:
                refused.append((operation, error.response["Error"]["Code"]))
            assert THREADS.join(LONG)

    told = {each.operation: (each.outcome, each.differences) for each in heard.comparisons}
    assert set(told) == set(reads)
    assert {operation: found for operation, found in told.items() if found != ("match", ())} == {}
    # Most are compared by what they answer, not by how they refuse.
    assert len(refused) < len(reads) / 2, refused


def test_installed_it_is_the_same(aws, heard, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_ROLLOUT", "voice=compare")
    with chime_shim.install():
        boto3.client("chime", "us-east-1").list_voice_connectors()
        assert THREADS.join(LONG)
    assert [call.mode for call in heard] == ["compare"]
    assert [told.outcome for told in heard.comparisons] == ["match"]
