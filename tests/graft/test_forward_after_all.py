"""A replacement may say, call by call, that the call is to be made as if there were no replacement."""

from __future__ import annotations

import botocore.session
import pytest

import chime_shim
from chime_shim import FORWARD, OperationRetiredError
from chime_shim.events import set_hooks
from tests.support.loopback import Answer

SESSION = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture
def legacy(loopback):
    session = botocore.session.Session()
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


@pytest.fixture
def unless():
    """Registers a replacement that answers but for one id, and takes it back."""
    replaced = []

    def register(operation, forwarded, reply):
        def answer(client, **params):
            return FORWARD if forwarded in params.values() else reply

        replaced.append(chime_shim.replace(operation)(answer))

    yield register
    for function in replaced:
        function.undo()


@pytest.mark.parametrize(
    ("operation", "method", "params", "reply"),
    [
        ("GetProxySession", "get_proxy_session", SESSION, {"ProxySession": {"Status": "Closed"}}),
        ("GetMeeting", "get_meeting", {"MeetingId": "1"}, {"Meeting": {"MeetingId": "1"}}),
        ("GetAccount", "get_account", {"AccountId": "1"}, {"Account": {"Name": "a"}}),
    ],
    ids=["ended", "moved", "kept"],
)
def test_the_call_is_forwarded(operation, method, params, reply, unless, legacy, loopback):
    loopback.answer(Answer.of(reply))
    unless(operation, "1", None)
    calls = []

    with set_hooks([calls.append]):
        response = getattr(legacy, method)(**params)

    assert len(loopback.requests) == 1
    assert response.keys() == {*reply, "ResponseMetadata"}
    assert [call.outcome for call in calls] == ([] if operation == "GetAccount" else ["ok"])


def test_another_call_of_the_operation_is_answered(unless, legacy, loopback):
    unless("GetProxySession", "other", {"ProxySession": {"Status": "Open"}})

    assert legacy.get_proxy_session(**SESSION)["ProxySession"] == {"Status": "Open"}
    assert loopback.requests == []


def test_the_error_of_a_forwarded_call_is_the_services(unless, legacy, loopback):
    loopback.answer(Answer.error("NotFoundException", 404, "gone"))
    unless("GetProxySession", "1", None)

    with pytest.raises(legacy.exceptions.NotFoundException, match="gone"):
        legacy.get_proxy_session(**SESSION)
    assert len(loopback.requests) == 1


def test_a_retired_operation_is_as_retired_as_without(unless, legacy):
    unless("ListMeetings", 5, None)

    with pytest.raises(OperationRetiredError):
        legacy.list_meetings(MaxResults=5)


def test_from_then_on_it_is_the_forwarded_calls_event_and_warning(unless, legacy, loopback):
    loopback.answer(Answer.of({"ProxySession": {}}))
    unless("GetProxySession", "1", None)
    calls = []

    with set_hooks([calls.append]), pytest.warns(chime_shim.ChimeDeprecationWarning, match="moved to"):
        legacy.get_proxy_session(**SESSION)

    (call,) = calls
    assert (call.mode, call.successor) == ("forward", "chime-sdk-voice:GetProxySession")
    assert call.notice is not None
