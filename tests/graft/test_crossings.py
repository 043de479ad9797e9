"""Where two features meet: each is tested by itself elsewhere."""

from __future__ import annotations

import time

import boto3
import botocore.client
import botocore.session
import pytest
from botocore.exceptions import ParamValidationError

import chime_shim
from chime_shim import OperationRetiredError
from chime_shim._graft import timestamps
from chime_shim._graft.timestamps import fast_timestamp
from chime_shim.events import set_hooks
from tests.support.loopback import Answer

SETTINGS = {"BusinessCalling": {"CdrBucket": "calls"}}


@pytest.fixture
def legacy(loopback):
    return chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)


@pytest.fixture
def calls():
    """The events, as they come."""
    heard = []
    with set_hooks([heard.append]):
        yield heard


@pytest.mark.parametrize("operation", ["list_meetings", "list_attendee_tags"])
def test_a_url_for_a_retired_operation_is_refused_and_says_what_to_do(legacy, operation):
    params = {} if operation == "list_meetings" else {"MeetingId": "m", "AttendeeId": "a"}

    with pytest.raises(OperationRetiredError) as caught:
        legacy.generate_presigned_url(operation, params)

    assert "AWS retired" in str(caught.value)


def test_a_url_for_a_kept_operation_is_chimes_own(legacy, loopback):
    url = legacy.generate_presigned_url("get_global_settings")

    assert url.startswith(f"{loopback.url}/settings?")
    assert "%2Fchime%2Faws4_request" in url


def test_a_url_leaves_no_event(legacy, calls):
    legacy.generate_presigned_url("get_meeting", {"MeetingId": "m"})

    assert calls == []


# An operation that chime still has, with no parameters at all


def test_a_kept_operation_without_input_is_left_alone(legacy, loopback, calls):
    loopback.answer(Answer.of(SETTINGS))

    assert legacy.get_global_settings()["BusinessCalling"] == SETTINGS["BusinessCalling"]

    (request,) = loopback.requests
    assert (request.method, request.path, calls) == ("GET", "/settings", [])


def test_a_kept_operation_without_input_is_forwarded_by_setting(loopback, calls):
    loopback.answer(Answer.of({"VoiceConnector": {"CdrBucket": "calls"}}))
    with chime_shim.configure(forward_phone_numbers=True):
        client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
        reply = client.get_global_settings()

    assert reply["VoiceConnector"] == {"CdrBucket": "calls"}
    assert [(call.operation, call.successor) for call in calls] == [
        ("GetGlobalSettings", "chime-sdk-voice:GetGlobalSettings")
    ]


# Clients that were there before the shim, asked for what only botocore has


@pytest.fixture
def nobodys_client(monkeypatch, loopback):
    """An early client that installing did not find: it is adopted when it is first asked for what is lost."""
    from chime_shim._graft import early

    client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    with monkeypatch.context() as patch:
        patch.setattr(early, "instances", lambda _: [])
        activation = chime_shim.install()
    yield client
    activation.uninstall()


@pytest.mark.parametrize("name", ["_repr_html_", "_ipython_display_", "__wrapped__", "_asdict"])
def test_a_private_name_asked_of_an_early_client_leaves_it_as_it_was(nobodys_client, name):
    before = type(nobodys_client)

    assert not hasattr(nobodys_client, name)

    assert type(nobodys_client) is before


def test_a_name_that_neither_side_has_is_botocores_to_refuse(nobodys_client):
    with pytest.raises(AttributeError, match="'Chime' object has no attribute 'create_unicorn'"):
        nobodys_client.create_unicorn()


def test_a_private_name_asked_of_another_services_client(nobodys_client):
    other = boto3.client("sts", "us-east-1")

    with pytest.raises(AttributeError, match="'STS' object has no attribute 'create_meeting'"):
        other.create_meeting()
    assert isinstance(other, botocore.client.BaseClient)


# The quick reader of timestamps


@pytest.mark.parametrize(("zone", "quick"), [("UTC", True), ("XST5", True), ("UTC0XST", False)])
def test_the_quick_reader_is_used_where_it_may_be(monkeypatch, zone, quick):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        fast_timestamp("2020-04-15T16:10:10Z")  # the zone is found, once
        asked = []
        monkeypatch.setattr(timestamps, "parse_timestamp", asked.append)
        fast_timestamp("2020-04-15T16:10:10.288Z")
        assert asked == ([] if quick else ["2020-04-15T16:10:10.288Z"])
    finally:
        monkeypatch.undo()
        time.tzset()


# What was refused is told, and nothing of the call before it


def test_a_refused_call_after_one_that_was_answered(legacy, loopback, calls):
    loopback.answer(Answer.of({"Meeting": {"MeetingId": "m"}}))
    legacy.get_meeting(MeetingId="m")

    with pytest.raises(ParamValidationError):
        legacy.get_meeting()
    with pytest.raises(OperationRetiredError):
        legacy.list_meetings()

    assert [(call.operation, call.outcome) for call in calls[:1]] == [("GetMeeting", "ok")]
    assert [call.outcome for call in calls[1:]] == ["ParamValidationError", "OperationRetired"]
    assert len(loopback.requests) == 1


# Sessions may be asked by keyword


def test_a_session_that_is_asked_by_keyword_gives_a_client_with_the_graft(monkeypatch, loopback):
    with chime_shim.install():
        client = botocore.session.Session().create_client(
            service_name="chime", region_name="us-east-1", endpoint_url=loopback.url
        )
        # Asked, it would get the graft late; it has it before.
        assert "get_meeting" in dir(client)
        loopback.answer(Answer.of({"Meeting": {"MeetingId": "m"}}))
        assert client.get_meeting(MeetingId="m")["Meeting"] == {"MeetingId": "m"}
        other = botocore.session.Session().create_client(service_name="sts", region_name="us-east-1")

    assert not hasattr(other, "_chime_shim")
