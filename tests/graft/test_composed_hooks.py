"""A composed call is one call to whoever listens: one context, the caller's thread, one answer of a fake."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse

import chime_shim
from chime_shim import ReplyIncompleteError
from tests.graft.test_composed import ARN, MEETING, TAGS, pipelines
from tests.support.loopback import Answer
from tests.support.wire import Scripted

EVENTS = ("before-sign", "before-send", "before-parse", "response-received", "needs-retry", "after-call")
CALLS = {
    "one request": ("get_meeting", {"MeetingId": "m-1"}, 1),
    "list_meeting_tags": ("list_meeting_tags", {"MeetingId": "m-1"}, 2),
    "tag_meeting": ("tag_meeting", {"MeetingId": "m-1", "Tags": TAGS}, 2),
    "untag_meeting": ("untag_meeting", {"MeetingId": "m-1", "TagKeys": ["k"]}, 2),
    "list_media_capture_pipelines": ("list_media_capture_pipelines", {}, 3),
    "renamed members": ("get_app_instance_streaming_configurations", {"AppInstanceArn": "arn:app"}, 1),
}
each_call = pytest.mark.parametrize(("method", "params", "requests"), CALLS.values(), ids=CALLS)


@pytest.fixture(scope="module")
def session():
    return botocore.session.Session()


@pytest.fixture
def loopback():
    with Scripted() as server:
        server.script = {
            **pipelines("p1", "p2"),
            ("GET", "/meetings/m-1"): Answer.of(MEETING),
            ("POST", "/tags?operation=tag-resource"): Answer(204),
            ("POST", "/tags?operation=untag-resource"): Answer(204),
            ("GET", f"/tags?arn={ARN.replace(':', '%3A').replace('/', '%2F')}"): Answer.of({"Tags": TAGS}),
            ("GET", "/app-instances/arn%3Aapp/streaming-configurations"): Answer.of(
                {"StreamingConfigurations": []}
            ),
        }
        yield server


@pytest.fixture
def legacy(loopback, session):
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


@each_call
def test_what_a_hook_keeps_is_there_for_the_next_one(method, params, requests, legacy):
    contexts = []
    events = legacy.meta.events

    def begin(params, context, **_):
        context["mine"] = []

    def keep(request, **_):
        request.context["mine"].append(request.url)

    events.register("before-parameter-build.chime", begin)
    events.register("request-created.chime", keep)
    events.register("response-received.chime", lambda context, **_: contexts.append(context))
    events.register("after-call.chime", lambda context, **_: contexts.append(context))

    getattr(legacy, method)(**params)

    assert len(contexts[-1]["mine"]) == requests
    assert {id(each) for each in contexts} == {id(contexts[-1])}


@each_call
def test_hooks_run_in_the_thread_of_the_caller(method, params, requests, legacy):
    threads = []
    local = threading.local()
    local.segment = "mine"
    for event in (
        "before-sign",
        "before-send",
        "before-parse",
        "response-received",
        "needs-retry",
        "after-call",
    ):
        legacy.meta.events.register(f"{event}.chime", lambda **_: threads.append(local.segment))

    getattr(legacy, method)(**params)

    assert threads == ["mine"] * (5 * requests + 1)


@each_call
def test_each_request_is_a_first_attempt_with_an_id_of_its_own(method, params, requests, legacy, loopback):
    getattr(legacy, method)(**params)

    sent = [request.headers["amz-sdk-invocation-id"] for request in loopback.requests]
    assert len(set(sent)) == requests
    assert {request.headers["amz-sdk-request"].split(";")[0] for request in loopback.requests} == {
        "attempt=1"
    }


@pytest.mark.parametrize("parallel", [1, 8])
def test_a_call_works_while_the_interpreter_ends(parallel, loopback):
    code = f"""
        import atexit, concurrent.futures.thread, chime_shim, sys
        chime_shim.configure(parallel_requests={parallel})
        client = chime_shim.client("chime", "us-east-1", endpoint_url="{loopback.url}")
        atexit.register(lambda: print(len(client.list_media_capture_pipelines()["MediaCapturePipelines"])))
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)], capture_output=True, text=True
    )
    assert done.stdout == "2\n", done.stderr


class Raw:
    """What an answer that never was on a network is read from."""

    def __init__(self, body):
        self.body = body

    def stream(self, *_, **__):
        yield self.body


FAKED = {
    "list_meeting_tags": ("ListMeetingTags", {"MeetingId": "m-2"}, {"Tags": TAGS}),
    "tag_meeting": ("TagMeeting", {"MeetingId": "m-2", "Tags": TAGS}, {}),
    "list_media_capture_pipelines": (
        "ListMediaCapturePipelines",
        {},
        {"MediaCapturePipelines": [{"MediaPipelineId": "p-1", "Status": "Stopped"}], "NextToken": "n"},
    ),
    "get_meeting": ("GetMeeting", {"MeetingId": "m-2"}, {"Meeting": {"MeetingId": "m-2"}}),
}


@pytest.mark.parametrize("method", FAKED)
def test_a_fake_that_answers_before_sending_answers_the_legacy_call(method, legacy, loopback):
    operation, params, answer = FAKED[method]
    legacy.meta.events.register(
        f"before-send.chime.{operation}",
        lambda request, **_: AWSResponse(request.url, 200, {}, Raw(json.dumps(answer).encode())),
    )

    reply = getattr(legacy, method)(**params)

    assert reply.pop("ResponseMetadata")["HTTPStatusCode"] in {200, 204}
    assert reply == answer
    assert loopback.requests == []


INCOMPLETE = {
    "list_meeting_tags": ("GetMeeting", "Meeting.MeetingArn", {"MeetingId": "m-3"}),
    "tag_meeting": ("GetMeeting", "Meeting.MeetingArn", {"MeetingId": "m-3", "Tags": TAGS}),
    "list_media_capture_pipelines": ("GetMediaCapturePipeline", "MediaCapturePipeline", {}),
}


@pytest.mark.parametrize("method", INCOMPLETE)
@pytest.mark.parametrize("meeting", [{}, {"Meeting": None}, {"Meeting": {"MeetingId": "secret"}}], ids=str)
def test_a_reply_that_lacks_a_member_is_an_error_that_says_so(method, meeting, legacy, loopback):
    step, path, params = INCOMPLETE[method]
    loopback.script["GET", "/meetings/m-3"] = Answer.of(meeting)
    loopback.script["GET", "/sdk-media-capture-pipelines/p2"] = Answer.of({})

    with pytest.raises(ReplyIncompleteError) as caught:
        getattr(legacy, method)(**params)

    text = str(caught.value)
    assert f"request {step} lacks {path}" in text
    assert "chime_shim.replace(" in text
    assert "secret" not in text
