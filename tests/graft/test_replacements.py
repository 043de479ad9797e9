from __future__ import annotations

import botocore.session
import pytest
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber

import chime_shim
from chime_shim import OperationRetiredError, ReplacementError
from chime_shim.events import set_hooks
from tests.support.loopback import Answer

MEETINGS = {"Meetings": [{"MeetingId": "m-1", "MediaRegion": "us-east-1"}]}
TAGS = [{"Key": "k", "Value": "v"}]
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture(scope="module")
def session():
    return botocore.session.Session()


@pytest.fixture
def legacy(session, loopback):
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


@pytest.fixture
def replace():
    """``chime_shim.replace``, taken back after the test."""
    replaced = []

    def register(operation, function):
        replaced.append(chime_shim.replace(operation)(function))

    yield register
    for function in replaced:
        function.undo()


def returning(reply):
    def answer(client, **params):
        return reply

    return answer


def not_called(client, **params):
    raise AssertionError


# what becomes of the operation without a replacement, method, parameters, its reply
OPERATIONS = {
    "retired": ("ListMeetings", "list_meetings", {"MaxResults": 5}, MEETINGS),
    "ended": ("GetProxySession", "get_proxy_session", IDS, {"ProxySession": {"Status": "Closed"}}),
    "forwarded": ("GetMeeting", "get_meeting", {"MeetingId": "m-1"}, {"Meeting": {"MeetingId": "m-1"}}),
    "by ARN": (
        "ListTagsForResource",
        "list_tags_for_resource",
        {"ResourceARN": "x"},
        {"Tags": TAGS},
    ),
    "composed": (
        "ListMeetingTags",
        "list_meeting_tags",
        {"MeetingId": "m-1"},
        {"Tags": TAGS},
    ),
    "kept": (
        "GetAccount",
        "get_account",
        {"AccountId": "1"},
        {"Account": {"AwsAccountId": "1", "AccountId": "1", "Name": "a"}},
    ),
}


@pytest.mark.parametrize(("operation", "method", "params", "reply"), OPERATIONS.values(), ids=OPERATIONS)
def test_a_replacement_answers_whatever_became_of_the_operation(
    operation, method, params, reply, replace, legacy, loopback
):
    received = []

    def answer(client, **arguments):
        received.append((client, arguments))
        return reply

    replace(operation, answer)
    response = getattr(legacy, method)(**params)

    metadata = response.pop("ResponseMetadata")
    assert response == reply
    assert received == [(legacy, params)]
    assert metadata == {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
    assert loopback.requests == []


def test_it_answers_with_the_legacy_status(replace, legacy):
    replace("CreateMeeting", returning({"Meeting": {}}))
    replace("DeleteMeeting", returning(None))

    assert legacy.create_meeting()["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert legacy.delete_meeting(MeetingId="m")["ResponseMetadata"]["HTTPStatusCode"] == 204


@pytest.mark.parametrize("reply", [None, {}, {"ResponseMetadata": {"RequestId": "r-1"}}])
def test_an_operation_without_output_has_none(reply, replace, legacy):
    replace("TagAttendee", returning(reply))

    response = legacy.tag_attendee(MeetingId="m", AttendeeId="a", Tags=TAGS)

    assert response.keys() == {"ResponseMetadata"}
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 204


# operation, method, parameters, reply, what the error says
BAD_REPLIES = [
    ("ListMeetings", "list_meetings", {}, ["secret"], "returns a dict or None, got list"),
    ("ListMeetings", "list_meetings", {}, "secret", "returns a dict or None, got str"),
    ("ListMeetings", "list_meetings", {}, {"Rooms": "secret"}, "unknown field at ListMeetings"),
    ("ListMeetings", "list_meetings", {}, {"Meetings": "secret"}, "Meetings"),
    (
        "ListMeetings",
        "list_meetings",
        {},
        {"Meetings": [{"MeetingId": ["secret"]}]},
        r"Meetings\[0\].MeetingId",
    ),
    ("GetAccount", "get_account", {"AccountId": "1"}, {"Account": {"Name": "secret"}}, "Account"),
    ("DeleteMeeting", "delete_meeting", {"MeetingId": "m"}, {"Meeting": "secret"}, "unknown member Meeting"),
]


@pytest.mark.parametrize(("operation", "method", "params", "reply", "text"), BAD_REPLIES)
def test_a_reply_of_another_shape_is_refused_by_path_not_by_value(
    operation, method, params, reply, text, replace, legacy
):
    replace(operation, returning(reply))

    with pytest.raises(ReplacementError, match=text) as caught:
        getattr(legacy, method)(**params)

    assert str(caught.value).startswith(f"{operation}: ")
    assert "secret" not in str(caught.value)


def test_a_list_may_be_empty_in_a_reply_whatever_the_model_says(replace, legacy):
    replace("ListAttendeeTags", returning({"Tags": []}))

    assert legacy.list_attendee_tags(MeetingId="m", AttendeeId="a")["Tags"] == []


def test_the_legacy_clients_errors_may_be_raised(replace, legacy):
    def answer(client, **params):
        raise client.exceptions.NotFoundException(
            {"Error": {"Code": "NotFoundException", "Message": "none"}}, "ListMeetings"
        )

    replace("ListMeetings", answer)

    with pytest.raises(legacy.exceptions.NotFoundException, match="calling the ListMeetings operation: none"):
        legacy.list_meetings()


def test_any_other_error_is_the_callers(replace, legacy):
    def answer(client, **params):
        raise LookupError("mine")

    replace("ListMeetings", answer)

    with pytest.raises(LookupError, match="mine"):
        legacy.list_meetings()


def test_parameters_are_checked_first(replace, legacy):
    replace("TagAttendee", not_called)

    with pytest.raises(ParamValidationError, match="AttendeeId"):
        legacy.tag_attendee(MeetingId="m")


def test_hooks_run_as_for_any_call(replace, legacy):
    seen = []
    events = legacy.meta.events
    events.register(
        "provide-client-params.chime.ListMeetings", lambda params, **_: {**params, "MaxResults": 7}
    )
    for event in ("before-parameter-build", "before-call", "after-call"):
        events.register(f"{event}.chime", lambda event_name, **_: seen.append(event_name.split(".")[0]))

    def echo(client, **params):
        return {"NextToken": str(params["MaxResults"])}

    replace("ListMeetings", echo)

    assert legacy.list_meetings()["NextToken"] == "7"
    assert seen == ["before-parameter-build", "before-call", "after-call"]


def test_a_stubber_still_wins(replace, legacy):
    replace("ListMeetings", not_called)

    with Stubber(legacy) as stubber:
        stubber.add_response("list_meetings", MEETINGS)
        assert legacy.list_meetings()["Meetings"] == MEETINGS["Meetings"]


def test_it_may_call_the_client_itself(replace, legacy, loopback):
    def answer(client, **params):
        return {"Meetings": [client.get_meeting(MeetingId="m-1")["Meeting"]]}

    loopback.answer(Answer.of({"Meeting": MEETINGS["Meetings"][0]}))
    replace("ListMeetings", answer)

    assert legacy.list_meetings()["Meetings"] == MEETINGS["Meetings"]


def test_undo_takes_it_back(legacy):
    @chime_shim.replace("ListMeetings")
    def answer(client, **params):
        return MEETINGS

    assert legacy.list_meetings()["Meetings"] == MEETINGS["Meetings"]
    answer.undo()
    answer.undo()
    with pytest.raises(OperationRetiredError):
        legacy.list_meetings()


def test_the_latest_registration_answers_and_undo_of_an_earlier_one_leaves_it(replace, legacy):
    first = chime_shim.replace("ListMeetings")(returning({"NextToken": "first"}))
    replace("ListMeetings", returning({"NextToken": "second"}))

    first.undo()

    assert legacy.list_meetings()["NextToken"] == "second"


@pytest.mark.parametrize("name", ["list_meetings", "CreateMeetingDialout", ""])
def test_an_operation_that_chime_never_had_cannot_be_replaced(name):
    with pytest.raises(ValueError, match=f"chime has no operation '{name}'"):
        chime_shim.replace(name)


def test_a_url_is_presigned_as_if_there_were_no_replacement(replace, legacy):
    replace("GetMeeting", not_called)

    assert "/meetings/m-1?" in legacy.generate_presigned_url("get_meeting", {"MeetingId": "m-1"})


@pytest.mark.parametrize(
    ("operation", "method", "params", "reply"),
    [row for kind, row in OPERATIONS.items() if kind != "kept"],
    ids=[kind for kind in OPERATIONS if kind != "kept"],
)
def test_a_replaced_call_is_an_event_like_any_other(operation, method, params, reply, replace, legacy):
    replace(operation, returning(reply))
    calls = []

    with set_hooks([calls.append]):
        getattr(legacy, method)(**params)

    (call,) = calls
    assert (call.operation, call.outcome, call.status_code) == (operation, "ok", 200)
    assert call.parameters == tuple(params)


def test_the_outcome_of_one_that_fails_is_the_error(replace, legacy):
    def answer(client, **params):
        raise ClientError({"Error": {"Code": "Mine"}}, "ListMeetings")

    replace("ListMeetings", answer)
    calls = []

    with set_hooks([calls.append]), pytest.raises(ClientError):
        legacy.list_meetings()

    assert [call.outcome for call in calls] == ["Mine"]


def test_a_client_without_the_shim_knows_nothing_of_it(replace, session, loopback, monkeypatch):
    loopback.answer(Answer.of({"Account": {"Name": "real"}}))
    client = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)
    replace("GetAccount", not_called)
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")

    assert client.get_account(AccountId="1")["Account"] == {"Name": "real"}
