"""Meetings: AWS's guide, join-chime-meeting, mute-unmute and hangup."""

import pytest

from tests.emulator.calls.conftest import NUMBER, action, bridge, on, respond

HANGUP = action("Hangup")


@pytest.fixture
def meeting(meetings, new_meeting):
    """The id of a meeting, and an attendee of it."""
    meeting_id = new_meeting()["MeetingId"]
    attendee = meetings.create_attendee(MeetingId=meeting_id, ExternalUserId="ann")["Attendee"]
    return meeting_id, attendee


@pytest.fixture
def join(meeting):
    meeting_id, attendee = meeting
    return action("JoinChimeMeeting", JoinToken=attendee["JoinToken"], MeetingId=meeting_id)


def test_a_caller_joins_a_meeting(ring, join, meeting):
    call = ring(on(NEW_INBOUND_CALL=[join]))
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL"]
    shown = call.invocations[1].event["CallDetails"]["Participants"]
    assert [(each["ParticipantTag"], each["Status"]) for each in shown] == [
        ("LEG-A", "Connected"),
        ("LEG-B", "Connected"),
    ]
    assert shown[1]["From"] == "SMA"
    assert call.legs[1].meeting_id == meeting[0]
    assert call.rang == []


@pytest.mark.parametrize(
    "changes",
    [{"JoinToken": "nonsense"}, {"JoinToken": None}, {"MeetingId": None}, {"MeetingId": "another"}],
)
def test_only_a_token_of_the_meeting_opens_it(ring, join, changes):
    wrong = action("JoinChimeMeeting", **{**join["Parameters"], **changes})
    call = ring(on(NEW_INBOUND_CALL=[wrong], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].error == "InvalidActionParameter: JoinToken parameter value is invalid."
    assert call.over


def test_a_token_ends_with_its_attendee(meetings, meeting, join, ring):
    meetings.delete_attendee(MeetingId=meeting[0], AttendeeId=meeting[1]["AttendeeId"])
    call = ring(on(NEW_INBOUND_CALL=[join], ACTION_FAILED=[HANGUP]))
    assert call.actions[0].outcome == "failed"


def test_a_bridged_call_cannot_join(ring, join):
    call = ring(on(NEW_INBOUND_CALL=[bridge(), join]))
    assert call.actions[1].error == "InvalidActionParameter: Invalid action on the call."


def test_leaving_a_meeting_is_told_as_success(ring, join):
    def handler(event, context):
        kind, data = event["InvocationEventType"], event.get("ActionData", {})
        if kind == "NEW_INBOUND_CALL":
            return respond(join)
        joined = kind == "ACTION_SUCCESSFUL" and data["Type"] == "JoinChimeMeeting"
        return respond(action("Hangup", ParticipantTag="LEG-B")) if joined else respond()

    call = ring(handler)
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "ACTION_SUCCESSFUL"]
    assert call.invocations[2].event["ActionData"]["Type"] == "Hangup"
    assert [leg.tag for leg in call.connected] == ["LEG-A"]


def test_the_end_of_a_meeting_hangs_up(ring, join, meetings, meeting):
    call = ring(on(NEW_INBOUND_CALL=[join], HANGUP=[action("Hangup", ParticipantTag="LEG-A")]))
    meetings.delete_meeting(MeetingId=meeting[0])
    assert call.events == ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP", "HANGUP"]
    assert call.invocations[2].event["ActionData"]["Parameters"]["ParticipantTag"] == "LEG-B"
    assert call.over


def test_the_leg_of_a_meeting_counts_for_no_quota(exchange, ring, join):
    exchange.max_calls = 1
    call = ring(on(NEW_INBOUND_CALL=[join]))
    assert len(call.connected) == 2


def mute(meeting_id, *attendees, operation="Mute", **parameters):
    parameters = {
        "Operation": operation,
        "MeetingId": meeting_id,
        "AttendeeList": list(attendees),
        **parameters,
    }
    return action("ModifyChimeMeetingAttendees", **parameters)


@pytest.mark.parametrize("heard_again", [False, True])
def test_attendees_are_muted_and_heard_again(ring, join, meeting, heard_again):
    meeting_id, attendee = meeting
    attendee_id = attendee["AttendeeId"]
    changes = [mute(meeting_id, attendee_id), mute(meeting_id, attendee_id, operation="Unmute")]
    call = ring(on(NEW_INBOUND_CALL=[join, *changes[: 1 + heard_again]]))
    assert call.muted == (set() if heard_again else {attendee_id})
    assert call.events == ["NEW_INBOUND_CALL", *["ACTION_SUCCESSFUL"] * (2 + heard_again)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Operation": "Shout"}, "The ModifyChimeMeetingAttendees Operation parameter value is invalid"),
        ({"MeetingId": ""}, "Meeting ID parameter value is invalid."),
        ({"MeetingId": "another"}, "Call is not connected to Chime Meeting."),
        ({"AttendeeList": []}, "Attendee List parameter value is invalid."),
        ({"AttendeeList": ["x"] * 101}, "Attendee List parameter value is invalid."),
        ({"AttendeeList": [None]}, "One or more attendees are not part of this meeting."),
        ({"AttendeeList": ["stranger"]}, "One or more attendees are not part of this meeting."),
    ],
)
def test_a_change_that_breaks_a_rule_fails(ring, join, meeting, changes, message):
    wrong = mute(meeting[0], meeting[1]["AttendeeId"], **changes)
    call = ring(on(NEW_INBOUND_CALL=[join, wrong]))
    assert call.actions[1].error.startswith(f"InvalidActionParameter: {message}")
    assert call.muted == set()
    assert call.legs[0].to == NUMBER
