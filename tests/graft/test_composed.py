"""Legacy calls that take several requests, or one with other names in it."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import replace

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import chime_shim
from chime_shim.events import set_hooks
from tests.support.loopback import Answer
from tests.support.wire import Scripted

ARN = "arn:aws:chime:us-east-1:111122223333:meeting/m-1"
MEETING = {"Meeting": {"MeetingId": "m-1", "MeetingArn": ARN, "MediaRegion": "eu-west-2"}}
TAGS = [{"Key": "team", "Value": "blue"}]
LIST = "/sdk-media-capture-pipelines"


@pytest.fixture(scope="module")
def session():
    return botocore.session.Session()


@pytest.fixture
def loopback():
    with Scripted() as server:
        yield server


@pytest.fixture
def legacy(loopback, session):
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


def lines(loopback):
    return [(request.method, request.path) for request in loopback.requests]


def bodies(loopback):
    return [json.loads(request.body) if request.body else None for request in loopback.requests]


# Meeting tags

TAG_CALLS = [
    (
        "tag_meeting",
        {"Tags": TAGS},
        ("POST", "/tags?operation=tag-resource"),
        {"ResourceARN": ARN, "Tags": TAGS},
    ),
    (
        "untag_meeting",
        {"TagKeys": ["team"]},
        ("POST", "/tags?operation=untag-resource"),
        {"ResourceARN": ARN, "TagKeys": ["team"]},
    ),
    ("list_meeting_tags", {}, ("GET", f"/tags?arn={ARN.replace(':', '%3A').replace('/', '%2F')}"), None),
]
each_tag_call = pytest.mark.parametrize(
    ("method", "params", "line", "body"), TAG_CALLS, ids=[call[0] for call in TAG_CALLS]
)


@each_tag_call
def test_a_tag_operation_asks_for_the_arn_once(method, params, line, body, legacy, loopback):
    loopback.answer(Answer.of(MEETING), Answer.of({"Tags": TAGS}))

    first = getattr(legacy, method)(MeetingId="m-1", **params)
    second = getattr(legacy, method)(MeetingId="m-1", **params)

    assert lines(loopback) == [("GET", "/meetings/m-1"), line, line]
    assert bodies(loopback)[1:] == [body, body]
    for reply in (first, second):
        assert reply.get("Tags") == (TAGS if method == "list_meeting_tags" else None)


@each_tag_call
@pytest.mark.parametrize(
    "how",
    [
        ("create_meeting", {}),
        ("create_meeting_with_attendees", {"Attendees": [{"ExternalUserId": "me"}]}),
        ("create_meeting_with_attendees", {}),
        ("get_meeting", {"MeetingId": "m-1"}),
    ],
    ids=str,
)
def test_an_arn_that_a_reply_told_is_remembered(how, method, params, line, body, legacy, loopback):
    loopback.answer(Answer.of(MEETING), Answer.of({}))
    teller, arguments = how

    told = getattr(legacy, teller)(**arguments)
    getattr(legacy, method)(MeetingId="m-1", **params)

    assert "MeetingArn" not in told["Meeting"], "the legacy reply had none"
    assert lines(loopback)[1:] == [line]


def test_the_metadata_of_a_tag_operation_is_that_of_the_last_request(legacy, loopback):
    loopback.answer(
        Answer.of(MEETING, **{"x-amzn-RequestId": "first"}),
        Answer(204, headers={"x-amzn-RequestId": "last"}),
    )

    metadata = legacy.tag_meeting(MeetingId="m-1", Tags=TAGS)["ResponseMetadata"]

    assert (metadata["RequestId"], metadata["HTTPStatusCode"]) == ("last", 204)


# Streaming configurations

OLD = [
    {"AppInstanceDataType": "ChannelMessage", "ResourceArn": "arn:aws:2"},
    {"AppInstanceDataType": "Channel", "ResourceArn": "arn:aws:1"},
]
NEW = [
    {"DataType": "ChannelMessage", "ResourceArn": "arn:aws:2"},
    {"DataType": "Channel", "ResourceArn": "arn:aws:1"},
]


def test_streaming_configurations_get_their_new_names_and_back(legacy, loopback):
    loopback.answer(Answer.of({"StreamingConfigurations": NEW}))

    put = legacy.put_app_instance_streaming_configurations(
        AppInstanceArn="arn:app", AppInstanceStreamingConfigurations=OLD
    )
    got = legacy.get_app_instance_streaming_configurations(AppInstanceArn="arn:app")

    assert lines(loopback) == [
        (method, "/app-instances/arn%3Aapp/streaming-configurations") for method in ("PUT", "GET")
    ]
    assert bodies(loopback) == [{"StreamingConfigurations": NEW}, None]
    for reply in (put, got):
        assert reply.keys() == {"AppInstanceStreamingConfigurations", "ResponseMetadata"}
        assert reply["AppInstanceStreamingConfigurations"] == OLD


# Lists of media capture pipelines


def pipelines(*ids, **answers):
    """A service that has these pipelines, and answers otherwise where told to."""
    items = [{"MediaPipelineId": each, "MediaPipelineArn": f"arn:{each}"} for each in ids]
    script = {("GET", LIST): Answer.of({"MediaCapturePipelines": items, "NextToken": "more"})}
    for item in items:
        pipeline = {**item, "Status": "InProgress", "SourceArn": f"of {item['MediaPipelineId']}"}
        script["GET", f"{LIST}/{item['MediaPipelineId']}"] = Answer.of({"MediaCapturePipeline": pipeline})
    return {**script, **{("GET", f"{LIST}/{each}"): answer for each, answer in answers.items()}}


def test_items_of_a_list_are_whole_again_and_in_order(legacy, loopback):
    ids = [f"p{number}" for number in range(20)]
    loopback.script = pipelines(*ids)

    reply = legacy.list_media_capture_pipelines()

    assert reply["NextToken"] == "more"
    assert reply["MediaCapturePipelines"] == [
        {"MediaPipelineId": each, "Status": "InProgress", "SourceArn": f"of {each}"} for each in ids
    ]
    assert Counter(lines(loopback)) == Counter([("GET", LIST), *(("GET", f"{LIST}/{each}") for each in ids)])


def test_what_the_caller_asks_of_a_list_is_passed_on(legacy, loopback):
    legacy.list_media_capture_pipelines(NextToken="a b", MaxResults=3)

    assert lines(loopback) == [("GET", f"{LIST}?next-token=a%20b&max-results=3")]


def test_the_metadata_of_a_list_is_that_of_the_request_for_the_list(legacy, loopback):
    loopback.script = pipelines("p1")
    loopback.script["GET", LIST] = replace(loopback.script["GET", LIST], headers={"x-amzn-RequestId": "list"})

    assert legacy.list_media_capture_pipelines()["ResponseMetadata"]["RequestId"] == "list"


def test_an_empty_list_is_empty(legacy, loopback):
    loopback.script = pipelines()

    assert legacy.list_media_capture_pipelines()["MediaCapturePipelines"] == []
    assert len(loopback.requests) == 1


def test_a_pipeline_that_ended_meanwhile_is_left_out(legacy, loopback):
    loopback.script = pipelines("p1", "p2", "p3", p2=Answer.error("NotFoundException", 404))

    reply = legacy.list_media_capture_pipelines()

    assert [each["MediaPipelineId"] for each in reply["MediaCapturePipelines"]] == ["p1", "p3"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.mark.parametrize(("name", "status"), [("ForbiddenException", 403), ("ThrottledClientException", 429)])
def test_any_other_error_of_an_item_fails_the_call(name, status, session, loopback):
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    client = chime_shim.client(
        "chime", "us-east-1", session=session, endpoint_url=loopback.url, config=config
    )
    loopback.script = pipelines("p1", "p2", "p3", p2=Answer.error(name, status))

    with pytest.raises(getattr(client.exceptions, name)) as caught:
        client.list_media_capture_pipelines()

    assert caught.value.operation_name == "ListMediaCapturePipelines"
    assert isinstance(caught.value.__cause__, ClientError)
    assert caught.value.__cause__.operation_name == "GetMediaCapturePipeline"


class Crowded(Scripted):
    """Takes its time, and counts who is waiting."""

    waiting = most = 0
    lock = threading.Lock()

    def take(self, received):
        with self.lock:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
        time.sleep(0.1)
        with self.lock:
            self.waiting -= 1
        return super().take(received)


def test_requests_are_made_one_after_the_other(session):
    with Crowded() as server:
        client = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=server.url)
        server.script = pipelines("p1", "p2", "p3")

        client.list_media_capture_pipelines()

    assert server.most == 1


def test_a_setting_has_more_of_them_under_way_at_once_and_no_more_than_it_says(session):
    with Crowded() as server, chime_shim.configure(parallel_requests=4):
        client = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=server.url)
        server.script = pipelines(*(f"p{number}" for number in range(16)))

        assert len(client.list_media_capture_pipelines()["MediaCapturePipelines"]) == 16

    # On a busy machine, not all of the four may have got under way at the same moment.
    assert 1 < server.most <= 4


def test_a_step_is_tried_again_like_any_request(legacy, loopback, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    item = {"MediaPipelineId": "p1"}
    loopback.answer(
        Answer.of({"MediaCapturePipelines": [item]}),
        Answer.error("ServiceUnavailableException", 503),
        Answer.of({"MediaCapturePipeline": item}),
    )

    reply = legacy.list_media_capture_pipelines()

    assert reply["MediaCapturePipelines"] == [item]
    assert lines(loopback) == [("GET", LIST), *2 * [("GET", f"{LIST}/p1")]]


# All of them


def test_hooks_see_every_request_under_the_legacy_name(legacy, loopback):
    loopback.script = pipelines("p1", "p2")
    seen = []
    for event in ("before-call", "before-sign", "before-send", "needs-retry", "after-call"):
        legacy.meta.events.register(f"{event}.chime", lambda event_name, **_: seen.append(event_name))

    legacy.list_media_capture_pipelines()

    times = {"before-call": 1, "before-sign": 3, "before-send": 3, "needs-retry": 3, "after-call": 1}
    assert Counter(seen) == {f"{event}.chime.ListMediaCapturePipelines": n for event, n in times.items()}


def test_headers_that_a_hook_adds_go_with_every_request(legacy, loopback):
    loopback.script = pipelines("p1", "p2")
    legacy.meta.events.register(
        "before-call.chime", lambda params, **_: params["headers"].update({"x-team": "blue"})
    )

    legacy.list_media_capture_pipelines()

    assert [request.headers["x-team"] for request in loopback.requests] == ["blue"] * 3


def test_a_call_of_many_requests_is_one_event(legacy, loopback):
    loopback.script = pipelines("p1", "p2")
    calls = []

    with set_hooks([calls.append]):
        legacy.list_media_capture_pipelines()

    (call,) = calls
    assert (call.operation, call.outcome, call.status_code) == ("ListMediaCapturePipelines", "ok", 200)
    assert call.call_site.function == "test_a_call_of_many_requests_is_one_event"
