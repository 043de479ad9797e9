import base64
import re
import uuid

import pytest

NAMED = {"MediaRegion": "us-east-1", "ExternalMeetingId": "daily"}
EVERYTHING = dict.fromkeys(("Audio", "Video", "Content"), "SendReceive")
WITHOUT_VIDEO = {"Video": {"MaxResolution": "None"}}
WITHOUT_CONTENT = {"Content": {"MaxResolution": "None"}}


@pytest.fixture
def meeting(new_meeting):
    return new_meeting()["MeetingId"]


@pytest.fixture
def add(meetings, meeting):
    """Adds an attendee to the meeting."""

    def new(name, **options):
        options = {"MeetingId": meeting, **options}
        return meetings.create_attendee(ExternalUserId=name, **options)["Attendee"]

    return new


def names(attendees):
    return [attendee["ExternalUserId"] for attendee in attendees]


def test_a_new_attendee_looks_like_one_of_aws(meetings, meeting):
    reply = meetings.create_attendee(MeetingId=meeting, ExternalUserId="ann")
    attendee = reply["Attendee"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 200
    token = attendee["JoinToken"]
    assert attendee == {
        "ExternalUserId": "ann",
        "AttendeeId": attendee["AttendeeId"],
        "JoinToken": token,
        "Capabilities": EVERYTHING,
    }
    assert uuid.UUID(attendee["AttendeeId"]).version == 4
    assert re.fullmatch("[a-zA-Z0-9+/]+", token), "as the legacy model demands"
    assert base64.b64decode(token + "==").decode().startswith(attendee["AttendeeId"])
    read = meetings.get_attendee(MeetingId=meeting, AttendeeId=attendee["AttendeeId"])["Attendee"]
    assert read == attendee


def test_an_external_user_id_is_an_idempotency_token(meetings, meeting, new_meeting, add):
    ann = add("ann")
    assert add("ann", Capabilities={**EVERYTHING, "Content": "None"}) == ann
    assert add("bob")["AttendeeId"] != ann["AttendeeId"]
    assert add("ann", MeetingId=new_meeting()["MeetingId"])["AttendeeId"] != ann["AttendeeId"]
    assert names(meetings.list_attendees(MeetingId=meeting)["Attendees"]) == ["ann", "bob"]


@pytest.mark.parametrize("name", ["aws:ann", "Aws:ann", "ann;bob"])
def test_an_external_user_id_that_awss_text_rules_out_is_refused(meetings, meeting, refused, name):
    with refused("BadRequestException", 400, "'ExternalUserId'"):
        meetings.create_attendee(MeetingId=meeting, ExternalUserId=name)
    with refused("BadRequestException", 400, r"'Attendees\.2\.ExternalUserId'"):
        meetings.batch_create_attendee(
            MeetingId=meeting, Attendees=[{"ExternalUserId": "ann"}, {"ExternalUserId": name}]
        )
    with refused("BadRequestException", 400, r"'Attendees\.1\.ExternalUserId'"):
        meetings.create_meeting_with_attendees(**NAMED, Attendees=[{"ExternalUserId": name}])
    assert meetings.list_attendees(MeetingId=meeting)["Attendees"] == []


def test_a_refusal_does_not_repeat_the_external_user_id(meetings, meeting):
    with pytest.raises(meetings.exceptions.BadRequestException) as caught:
        meetings.create_attendee(MeetingId=meeting, ExternalUserId="secret;")
    assert "secret" not in str(caught.value)


def test_attendees_are_listed_in_pages(meetings, meeting, add):
    for name in ("ann", "bob", "cleo"):
        add(name)
    first = meetings.list_attendees(MeetingId=meeting, MaxResults=2)
    last = meetings.list_attendees(MeetingId=meeting, MaxResults=2, NextToken=first["NextToken"])
    assert [names(page["Attendees"]) for page in (first, last)] == [["ann", "bob"], ["cleo"]]
    assert "NextToken" not in last


def test_a_deleted_attendee_is_gone(meetings, meeting, add, refused):
    at = {"MeetingId": meeting, "AttendeeId": add("ann")["AttendeeId"]}
    assert meetings.delete_attendee(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    for operation in (meetings.get_attendee, meetings.delete_attendee):
        with refused("NotFoundException", 404, f"Attendee {at['AttendeeId']} not found"):
            operation(**at)


def test_an_attendee_is_found_in_their_own_meeting_only(meetings, new_meeting, add, refused):
    with refused("NotFoundException", 404):
        meetings.get_attendee(MeetingId=new_meeting()["MeetingId"], AttendeeId=add("ann")["AttendeeId"])


def test_a_batch_adds_attendees(meetings, meeting, add):
    ann = add("ann")
    reply = meetings.batch_create_attendee(
        MeetingId=meeting, Attendees=[{"ExternalUserId": name} for name in ("bob", "ann")]
    )
    assert names(reply["Attendees"]) == ["bob", "ann"]
    assert reply["Attendees"][1] == ann
    assert reply["Errors"] == []


def test_a_batch_tells_who_could_not_be_added(meetings, new_meeting, refused):
    small = new_meeting(MeetingFeatures={"Attendee": {"MaxCount": 2}, **WITHOUT_CONTENT})["MeetingId"]
    people = [
        {"ExternalUserId": "ann"},
        {"ExternalUserId": "bob", "Capabilities": EVERYTHING},
        {"ExternalUserId": "cleo"},
        {"ExternalUserId": "dan"},
        {"ExternalUserId": "ann"},
    ]
    reply = meetings.batch_create_attendee(MeetingId=small, Attendees=people)
    assert names(reply["Attendees"]) == ["ann", "cleo", "ann"]
    errors = [(error["ExternalUserId"], error["ErrorCode"]) for error in reply["Errors"]]
    assert errors == [("bob", "BadRequest"), ("dan", "ResourceLimitExceeded")]
    assert "up to 2 attendees" in reply["Errors"][1]["ErrorMessage"]
    with refused("LimitExceededException", 400, "up to 2 attendees"):
        meetings.create_attendee(MeetingId=small, ExternalUserId="dan")


def test_a_meeting_has_up_to_250_attendees(meetings, meeting):
    batches = [[{"ExternalUserId": f"user {batch} {n}"} for n in range(100)] for batch in range(3)]
    replies = [meetings.batch_create_attendee(MeetingId=meeting, Attendees=batch) for batch in batches]
    assert [len(reply["Attendees"]) for reply in replies] == [100, 100, 50]
    assert len(replies[-1]["Errors"]) == 50


@pytest.mark.parametrize("count", [0, 101])
def test_a_batch_has_1_to_100(meetings, meeting, count):
    people = [{"ExternalUserId": f"user {number}"} for number in range(count)]
    with pytest.raises(Exception, match="Attendees") as caught:
        meetings.batch_create_attendee(MeetingId=meeting, Attendees=people)
    assert type(caught.value).__name__ in {"ParamValidationError", "BadRequestException"}


def test_a_meeting_is_made_with_its_attendees(meetings):
    request = {**NAMED, "ClientRequestToken": "token"}
    people = [{"ExternalUserId": "ann"}, {"ExternalUserId": "bob"}]
    first, again = (meetings.create_meeting_with_attendees(**request, Attendees=people) for _ in range(2))
    assert first["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert names(first["Attendees"]) == ["ann", "bob"]
    assert (first["Meeting"], first["Attendees"]) == (again["Meeting"], again["Attendees"])
    listed = meetings.list_attendees(MeetingId=first["Meeting"]["MeetingId"])["Attendees"]
    assert listed == first["Attendees"]
    with pytest.raises(meetings.exceptions.ConflictException):
        meetings.create_meeting_with_attendees(**request, Attendees=people[:1])


@pytest.mark.parametrize(
    ("features", "default"),
    [
        ({}, EVERYTHING),
        (WITHOUT_CONTENT, {**EVERYTHING, "Content": "None"}),
        (WITHOUT_VIDEO, {**EVERYTHING, "Video": "Receive"}),
        ({**WITHOUT_VIDEO, **WITHOUT_CONTENT}, {**EVERYTHING, "Video": "None", "Content": "None"}),
    ],
)
def test_attendees_can_do_what_the_meeting_can(new_meeting, add, features, default):
    meeting = new_meeting(MeetingFeatures=features)["MeetingId"]
    assert add("ann", MeetingId=meeting)["Capabilities"] == default


def test_an_attendee_keeps_the_capabilities_given(add):
    wanted = {"Audio": "None", "Video": "Receive", "Content": "Send"}
    assert add("ann", Capabilities=wanted)["Capabilities"] == wanted


@pytest.mark.parametrize(
    ("features", "wrong", "message"),
    [
        (WITHOUT_VIDEO, {"Video": "Receive", "Content": "None"}, "no video"),
        (WITHOUT_CONTENT, {"Video": "SendReceive", "Content": "Send"}, "no content"),
        ({}, {"Video": "Send", "Content": "Receive"}, "To receive content"),
        ({}, {"Video": "None", "Content": "SendReceive"}, "To receive content"),
        ({}, {"Video": "Maybe", "Content": "None"}, "enum value set"),
    ],
)
def test_capabilities_that_do_not_go_are_refused(add, new_meeting, refused, features, wrong, message):
    meeting = new_meeting(MeetingFeatures=features)["MeetingId"]
    with refused("BadRequestException", 400, message):
        add("ann", MeetingId=meeting, Capabilities={"Audio": "SendReceive", **wrong})
