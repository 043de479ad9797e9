"""Hooks on botocore's events see the old status, the old error and the old reply."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config

import chime_shim
from tests.support.loopback import Answer
from tests.support.versions import BOTOCORE

ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"})
STATUS_CHANGED = {
    "create_meeting": {},
    "create_attendee": {"MeetingId": "m", "ExternalUserId": "user"},
    "batch_create_attendee": {"MeetingId": "m", "Attendees": [{"ExternalUserId": "user"}]},
    "create_meeting_with_attendees": {"Attendees": [{"ExternalUserId": "user"}]},
}
RENAMED = {
    "ThrottlingException": ("ThrottledClientException", 429),
    "UnauthorizedException": ("UnauthorizedClientException", 401),
    "LimitExceededException": ("ResourceLimitExceededException", 400),
    "ForbiddenException": ("ForbiddenException", 403),
}


@pytest.fixture(params=["new", "early", "wrapped"])
def client(request, loopback):
    from chime_shim import _activation

    arguments = {"endpoint_url": loopback.url, "config": ONCE}
    if request.param == "new":
        yield chime_shim.client("chime", "us-east-1", **arguments)
        return
    stock = boto3.client("chime", "us-east-1", **arguments)
    if request.param == "wrapped":
        yield chime_shim.wrap(stock)
        return
    chime_shim.install()
    yield stock
    for activation in list(_activation._activations):
        activation.uninstall()


def listen(client, seen):
    """Note what each event shows of a reply."""

    def before_parse(response_dict, **_):
        seen["before-parse"] = response_dict["status_code"], response_dict["headers"].get("x-amzn-errortype")

    def received(response_dict, parsed_response, **_):
        code = parsed_response.get("Error", {}).get("Code")
        assert parsed_response["ResponseMetadata"]["HTTPStatusCode"] == response_dict["status_code"]
        seen["response-received"] = response_dict["status_code"], code
        seen["reply"] = dict(parsed_response)

    def after_call(http_response, parsed, **_):
        seen["after-call"] = http_response.status_code, parsed.get("Error", {}).get("Code")

    def needs_retry(response, **_):
        seen["needs-retry"] = response[0].status_code, response[1].get("Error", {}).get("Code")

    events = client.meta.events
    if BOTOCORE >= (1, 31):
        events.register("before-parse.chime", before_parse)
    events.register("response-received.chime", received)
    events.register("needs-retry.chime", needs_retry)
    events.register("after-call.chime", after_call)


@pytest.mark.parametrize("method", STATUS_CHANGED)
def test_the_status_is_the_old_one_in_every_event(method, client, loopback):
    loopback.answer(Answer.of({"Meeting": {"MeetingId": "m"}}, 200))
    seen = {}
    listen(client, seen)

    reply = getattr(client, method)(**STATUS_CHANGED[method])

    seen.pop("reply")
    assert set(seen.values()) == {(201, None)}
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201


@pytest.mark.parametrize("name", RENAMED)
def test_the_error_is_the_old_one_in_every_event(name, client, loopback):
    legacy, status = RENAMED[name]
    loopback.answer(Answer.error(name, status, Code="Any"))
    seen = {}
    listen(client, seen)

    with pytest.raises(getattr(client.exceptions, legacy)) as caught:
        client.get_meeting(MeetingId="m")

    assert seen.pop("reply")["Error"]["Code"] == legacy
    assert set(seen.values()) == {(status, legacy)}
    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amzn-errortype"] == legacy


def test_the_reply_is_the_old_one_when_it_is_received(client, loopback):
    loopback.answer(Answer.of({"Meeting": {"MeetingId": "m", "ExternalMeetingId": "chime-shim:token"}}))
    seen = {}
    listen(client, seen)

    reply = client.get_meeting(MeetingId="m")

    assert seen["reply"]["Meeting"] == reply["Meeting"] == {"MeetingId": "m"}


def test_a_hooks_own_call_does_not_disturb_the_one_underway(client, loopback):
    loopback.answer(
        Answer.of({"Account": {"Name": "a"}}), Answer.error("ThrottlingException", 429, Code="Any")
    )
    statuses = []

    def ask(**_):
        statuses.append(client.get_account(AccountId="1")["ResponseMetadata"]["HTTPStatusCode"])

    client.meta.events.register("before-send.chime.GetMeeting", ask)

    with pytest.raises(client.exceptions.ThrottledClientException):
        client.get_meeting(MeetingId="m")
    assert statuses == [200]


TAGGED = {
    "app-instance/x": "chime-sdk-identity",
    "app-instance/x/channel/y": "chime-sdk-messaging",
    "meeting/x": "chime-sdk-meetings",
    "vc/x": "chime-sdk-voice",
    "media-pipeline/x": "chime-sdk-media-pipelines",
}


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ThrottledClientException", 429),
        ("ThrottlingException", 429),
        ("ServiceFailureException", 500),
        ("BadRequestException", 400),
    ],
)
@pytest.mark.parametrize("resource", TAGGED)
@pytest.mark.parametrize("method", ["list_tags_for_resource", "untag_resource"])
def test_a_tag_call_is_tried_as_often_as_the_direct_client_tries_it(
    method, resource, code, status, mode, loopback, monkeypatch
):
    if (resource, code) == ("meeting/x", "ThrottledClientException"):
        pytest.skip("chime-sdk-meetings has no such error: it says ThrottlingException")
    monkeypatch.setattr("time.sleep", lambda _: None)
    loopback.answer(Answer.error(code, status))
    config = Config(retries={"mode": mode, "total_max_attempts": 4})
    arguments = {"region_name": "us-east-1", "endpoint_url": loopback.url, "config": config}
    params = {"ResourceARN": f"arn:aws:chime:us-east-1:1:{resource}"}
    if method == "untag_resource":
        params["TagKeys"] = ["k"]
    sent = []
    for client in (boto3.client(TAGGED[resource], **arguments), chime_shim.client("chime", **arguments)):
        with pytest.raises(client.exceptions.ClientError):
            getattr(client, method)(**params)
        sent.append(len(loopback.requests) - sum(sent))

    assert sent[1] == sent[0]
