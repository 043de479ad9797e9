"""Meetings as old code knows them: on the legacy endpoint, and by the shim on its successor."""

import uuid

import boto3
import pytest

import chime_shim

UNKNOWN = "0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"
SUCCESSORS_MEMBERS = {"MeetingArn", "MeetingFeatures", "MeetingHostId", "TenantIds", "PrimaryMeetingId"}


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


@pytest.fixture(params=["legacy endpoint", "shim"])
def old(request, legacy):
    """A client of the legacy API, on one side and on the other."""
    if request.param == "shim":
        return chime_shim.client("chime", "us-east-1")
    return legacy


@pytest.fixture
def meeting(old):
    return old.create_meeting()["Meeting"]["MeetingId"]


@pytest.fixture
def attendee(old, meeting):
    made = old.create_attendee(MeetingId=meeting, ExternalUserId="ann")["Attendee"]
    return {"MeetingId": meeting, "AttendeeId": made["AttendeeId"]}


def test_nothing_needs_to_be_said_of_a_meeting(old):
    reply = old.create_meeting()
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert reply["Meeting"].keys() == {"MeetingId", "MediaPlacement", "MediaRegion"}
    assert reply["Meeting"]["MediaRegion"] == "us-east-1"
    assert old.get_meeting(MeetingId=reply["Meeting"]["MeetingId"])["Meeting"] == reply["Meeting"]


def test_a_meeting_keeps_what_it_is_given(old, meetings):
    given = {"ExternalMeetingId": "daily", "MediaRegion": "eu-west-1"}
    made = old.create_meeting(**given, MeetingHostId="host", Tags=tags(team="desk"))["Meeting"]
    assert given.items() <= made.items()
    assert not SUCCESSORS_MEMBERS & made.keys()
    assert old.list_meeting_tags(MeetingId=made["MeetingId"])["Tags"] == tags(team="desk")
    shown = meetings.get_meeting(MeetingId=made["MeetingId"])["Meeting"]
    assert made.items() <= shown.items()
    assert shown["MeetingHostId"] == "host"


def test_the_same_request_makes_one_meeting(old):
    first, again = (old.create_meeting(ClientRequestToken="token")["Meeting"] for _ in range(2))
    assert first == again
    with pytest.raises(old.exceptions.ConflictException) as caught:
        old.create_meeting(ClientRequestToken="token", MediaRegion="us-west-2")
    assert caught.value.response["Code"] == "Conflict"


def test_attendees_may_be_left_out(old):
    reply = old.create_meeting_with_attendees()
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert reply.keys() == {"Meeting", "ResponseMetadata"}


def test_attendees_have_no_capabilities(old, meeting):
    reply = old.create_meeting_with_attendees(Attendees=[{"ExternalUserId": "ann"}])
    assert reply["Errors"] == []
    batch = old.batch_create_attendee(MeetingId=meeting, Attendees=[{"ExternalUserId": "ann"}])
    single = old.create_attendee(MeetingId=meeting, ExternalUserId="bob")
    for each in (reply, batch, single):
        assert each["ResponseMetadata"]["HTTPStatusCode"] == 201
        for attendee in each.get("Attendees", [each.get("Attendee")]):
            assert attendee.keys() == {"AttendeeId", "ExternalUserId", "JoinToken"}
    listed = old.list_attendees(MeetingId=meeting)["Attendees"]
    assert listed == [*batch["Attendees"], single["Attendee"]]


def test_a_batch_tells_who_could_not_be_added(old, new_meeting):
    full = new_meeting(MeetingFeatures={"Attendee": {"MaxCount": 1}})["MeetingId"]
    people = [{"ExternalUserId": name} for name in ("ann", "bob")]
    reply = old.batch_create_attendee(MeetingId=full, Attendees=people)
    assert [attendee["ExternalUserId"] for attendee in reply["Attendees"]] == ["ann"]
    [error] = reply["Errors"]
    assert (error["ExternalUserId"], error["ErrorCode"]) == ("bob", "ResourceLimitExceeded")
    with pytest.raises(old.exceptions.ResourceLimitExceededException):
        old.create_attendee(MeetingId=full, ExternalUserId="bob")


def test_attendees_have_pages(old, meeting):
    people = [{"ExternalUserId": f"user {number}"} for number in range(3)]
    made = old.batch_create_attendee(MeetingId=meeting, Attendees=people)["Attendees"]
    first = old.list_attendees(MeetingId=meeting, MaxResults=2)
    last = old.list_attendees(MeetingId=meeting, MaxResults=2, NextToken=first["NextToken"])
    assert [*first["Attendees"], *last["Attendees"]] == made


def test_meetings_and_attendees_are_deleted(old, meeting, attendee, refused):
    reply = old.delete_attendee(**attendee)
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("NotFoundException", 404):
        old.get_attendee(**attendee)
    assert old.delete_meeting(MeetingId=meeting)["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("NotFoundException", 404):
        old.get_meeting(MeetingId=meeting)


def test_a_meeting_is_tagged(old, meeting, meetings):
    reply = old.tag_meeting(MeetingId=meeting, Tags=tags(team="desk", cost="12"))
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert old.list_meeting_tags(MeetingId=meeting)["Tags"] == tags(team="desk", cost="12")
    reply = old.untag_meeting(MeetingId=meeting, TagKeys=["team", "never"])
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert old.list_meeting_tags(MeetingId=meeting)["Tags"] == tags(cost="12")
    arn = meetings.get_meeting(MeetingId=meeting)["Meeting"]["MeetingArn"]
    assert meetings.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags(cost="12")
    with pytest.raises(old.exceptions.ResourceLimitExceededException) as caught:
        old.tag_meeting(MeetingId=meeting, Tags=[{"Key": f"k:{n}", "Value": "v"} for n in range(50)])
    assert caught.value.response["Code"] == "ResourceLimitExceeded"


def test_a_transcription_is_started_and_stopped(old, meeting):
    settings = {"EngineTranscribeSettings": {"LanguageCode": "en-US"}}
    old.start_meeting_transcription(MeetingId=meeting, TranscriptionConfiguration=settings)
    old.stop_meeting_transcription(MeetingId=meeting)
    with pytest.raises(old.exceptions.UnprocessableEntityException) as caught:
        old.stop_meeting_transcription(MeetingId=meeting)
    assert caught.value.response["Code"] == "Unprocessable"


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_meeting", {}),
        ("delete_meeting", {}),
        ("create_attendee", {"ExternalUserId": "ann"}),
        ("batch_create_attendee", {"Attendees": [{"ExternalUserId": "ann"}]}),
        ("get_attendee", {"AttendeeId": UNKNOWN}),
        ("list_attendees", {}),
        ("delete_attendee", {"AttendeeId": UNKNOWN}),
        ("tag_meeting", {"Tags": tags(team="desk")}),
        ("untag_meeting", {"TagKeys": ["team"]}),
        ("list_meeting_tags", {}),
        ("stop_meeting_transcription", {}),
    ],
)
def test_an_unknown_meeting_is_not_found(old, operation, params):
    with pytest.raises(old.exceptions.NotFoundException) as caught:
        getattr(old, operation)(MeetingId=UNKNOWN, **params)
    reply = caught.value.response
    assert reply.keys() == {"Error", "ResponseMetadata", "Code", "Message"}
    assert (reply["Code"], reply["Message"]) == ("NotFound", f"Meeting {UNKNOWN} not found")
    assert reply["Error"]["Code"] == "NotFoundException"


# What only the legacy endpoint ever had: the shim says that these are retired.


def test_all_meetings_are_listed(legacy, new_meeting):
    made = [legacy.create_meeting()["Meeting"]["MeetingId"], new_meeting()["MeetingId"]]
    gone = new_meeting()["MeetingId"]
    legacy.delete_meeting(MeetingId=gone)
    first = legacy.list_meetings(MaxResults=1)
    last = legacy.list_meetings(MaxResults=1, NextToken=first["NextToken"])
    assert [page["Meetings"][0]["MeetingId"] for page in (first, last)] == made
    assert "NextToken" not in last
    assert not SUCCESSORS_MEMBERS & last["Meetings"][0].keys()


def test_meetings_of_other_regions_are_not_listed(legacy):
    elsewhere = boto3.client("chime-sdk-meetings", region_name="eu-central-1")
    elsewhere.create_meeting(MediaRegion="eu-west-1", ExternalMeetingId="daily")
    assert legacy.list_meetings()["Meetings"] == []


def test_attendees_have_tags(legacy, meetings):
    meeting = legacy.create_meeting()["Meeting"]["MeetingId"]
    tagged = {"ExternalUserId": "ann", "Tags": tags(role="host")}
    replies = [
        legacy.create_attendee(MeetingId=meeting, **tagged)["Attendee"],
        *legacy.batch_create_attendee(MeetingId=meeting, Attendees=[{**tagged, "ExternalUserId": "bob"}])[
            "Attendees"
        ],
    ]
    for attendee in replies:
        at = {"MeetingId": meeting, "AttendeeId": attendee["AttendeeId"]}
        assert legacy.list_attendee_tags(**at)["Tags"] == tags(role="host")
        reply = legacy.tag_attendee(**at, Tags=tags(role="guest", seat="3"))
        assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
        reply = legacy.untag_attendee(**at, TagKeys=["seat"])
        assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
        assert legacy.list_attendee_tags(**at)["Tags"] == tags(role="guest")
        with pytest.raises(legacy.exceptions.ResourceLimitExceededException, match="up to 10 tags"):
            legacy.tag_attendee(**at, Tags=[{"Key": f"k{n}", "Value": "v"} for n in range(10)])
        assert "Tags" not in meetings.get_attendee(**at)["Attendee"]


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("tag_attendee", {"Tags": tags(a="b")}),
        ("untag_attendee", {"TagKeys": ["a"]}),
        ("list_attendee_tags", {}),
    ],
)
def test_an_unknown_attendee_is_not_found(legacy, refused, operation, params):
    meeting = legacy.create_meeting()["Meeting"]["MeetingId"]
    with refused("NotFoundException", 404, f"Attendee {UNKNOWN} not found"):
        getattr(legacy, operation)(MeetingId=meeting, AttendeeId=UNKNOWN, **params)


def test_the_legacy_model_has_bounds_of_its_own(legacy, refused):
    people = [{"ExternalUserId": f"user {number}"} for number in range(11)]
    with refused("BadRequestException", 400, "less than or equal to 10"):
        legacy.create_meeting_with_attendees(Attendees=people)
    with refused("BadRequestException", 400, "less than or equal to 99"):
        legacy.list_meetings(MaxResults=100)
    with refused("BadRequestException", 400, "MediaRegion"):
        legacy.create_meeting(MediaRegion="mars-east-1")


def test_the_legacy_endpoint_takes_any_external_id(legacy, meetings):
    made = legacy.create_meeting(ExternalMeetingId="half;half")["Meeting"]
    legacy.create_attendee(MeetingId=made["MeetingId"], ExternalUserId="aws:ann")
    assert meetings.get_meeting(MeetingId=made["MeetingId"])["Meeting"]["ExternalMeetingId"] == "half;half"
    token = str(uuid.uuid4())
    assert "ExternalMeetingId" not in legacy.create_meeting(ClientRequestToken=token)["Meeting"]
