"""A service at which things go wrong at random, calls that can be told apart on the wire, and an audit."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from typing import NamedTuple

from tests.support import faulty_server as deeds
from tests.support.faulty_server import error, reply

ARN = "arn:aws:chime:us-east-1:111122223333:"
APP = f"{ARN}app-instance/"
_MARKER = re.compile(r"call-\d+-\d+")


class Fault(NamedTuple):
    deed: object
    outcome: str
    retried: bool = True


FAULTS = [
    Fault(error("TooManyRequestsException", 429), "TooManyRequestsException"),
    Fault(error("ServiceFailureException", 500), "ServiceFailureException"),
    Fault(reply(502, body=b"<html>", kind="text/html"), "502"),
    Fault(error("ServiceUnavailableException", 503), "ServiceUnavailableException"),
    Fault(deeds.hang_up, "ConnectionClosedError"),
    Fault(deeds.reset, "ConnectionClosedError"),
    Fault(error("ForbiddenException", 403), "ForbiddenException", retried=False),
]

# One of each class of operations: given the marker, the parameters.
CALLS = {
    "get_proxy_session": lambda it: {"VoiceConnectorId": "vc", "ProxySessionId": it},
    "create_meeting": lambda it: {"ClientRequestToken": it, "ExternalMeetingId": it},
    "tag_meeting": lambda it: {"MeetingId": it, "Tags": [{"Key": "k", "Value": "v"}]},
    "list_media_capture_pipelines": lambda it: {"NextToken": it},
    "delete_app_instance_streaming_configurations": lambda it: {"AppInstanceArn": APP + it},
    "send_channel_message": lambda it: {
        "ChannelArn": f"{APP}a/channel/{it}",
        "Content": "hello",
        "Type": "STANDARD",
        "Persistence": "PERSISTENT",
        "ClientRequestToken": it,
        "ChimeBearer": f"{APP}a/user/u",
    },
}
COMPOSED = {"tag_meeting", "list_media_capture_pipelines"}


def marker(worker, number):
    return f"call-{worker}-{number}"


def method_of(worker, number):
    """All workers make all calls, and never all the same."""
    return list(CALLS)[(worker + number) % len(CALLS)]


def is_echo(method, response, it):
    """Tell whether a reply is that of the call, and of no other."""
    if method == "get_proxy_session":
        return response["ProxySession"]["ProxySessionId"] == it
    if method == "create_meeting":
        return response["Meeting"]["MeetingId"] == it
    if method == "list_media_capture_pipelines":
        ids = [each["MediaPipelineId"] for each in response["MediaCapturePipelines"]]
        return ids == [f"{it}.1", f"{it}.2"]
    if method == "send_channel_message":
        return response["MessageId"] == it
    return response["ResponseMetadata"]["HTTPStatusCode"] == 204


class Sent(NamedTuple):
    """One request, as the service saw it."""

    what: str
    invocation: str
    attempt: int
    most: int
    fault: Fault | None


class Chaos:
    """Decides what becomes of each request, at random and always alike, and writes it down by call.

    Args:
        share: To which share of the requests something happens.
    """

    def __init__(self, share):
        self.share = share
        self.sent = defaultdict(list)

    def __call__(self, request):
        it = _MARKER.search(f"{request.path} {request.body}")[0]
        # In botocore's legacy mode the first request does not tell how many there may be.
        attempt, *most = map(int, re.findall(r"\d+", request.headers["amz-sdk-request"]))
        what = f"{request.method} {request.path}"
        dice = random.Random(f"{what} {request.body} {attempt}")
        fault = dice.choice(FAULTS) if dice.random() < self.share else None
        self.sent[it].append(Sent(what, request.headers["amz-sdk-invocation-id"], attempt, sum(most), fault))
        return fault.deed if fault else _success(request, it)


def _success(request, it):
    path = request.path
    if path.startswith("/voice-connectors/"):
        return reply(200, {"ProxySession": {"ProxySessionId": it}})
    if path.startswith("/meetings"):
        return reply(200, {"Meeting": {"MeetingId": it, "MeetingArn": f"{ARN}meeting/{it}"}})
    if path.startswith("/sdk-media-capture-pipelines?"):
        items = [{"MediaPipelineId": f"{it}.{number}"} for number in (1, 2)]
        return reply(200, {"MediaCapturePipelines": items})
    if path.startswith("/sdk-media-capture-pipelines/"):
        return reply(200, {"MediaCapturePipeline": {"MediaPipelineId": path.rpartition("/")[2]}})
    if path.endswith("/messages"):
        return reply(201, {"MessageId": it, "ChannelArn": f"{APP}a/channel/{it}"})
    assert path.startswith("/tags") or path.endswith("/streaming-configurations"), path
    return reply(204, json.loads(request.body or "{}"))


def outcome_of(raised):
    # That of a connection error has no reply in it.
    response = getattr(raised, "response", None) or {}
    return _one_name(response.get("Error", {}).get("Code") or type(raised).__name__)


def _one_name(outcome):
    """Excused: what is a connection that was closed, or reset, is called otherwise with aiohttp."""
    return "ConnectionClosedError" if outcome == "EndpointConnectionError" else outcome


def resent_by_aiohttp(series):
    """Excused: aiohttp sends what changes nothing again by itself, when a connection that it kept is gone."""
    kept = {}
    for sent in series:
        before = kept.get(sent.attempt)
        if before is not None:
            assert before.fault.outcome == "ConnectionClosedError", series
            assert not sent.what.startswith("POST"), series
        kept[sent.attempt] = sent
    return list(kept.values())


def audit(chaos, outcomes, events, excused=list):
    """Compare what the service saw with what the callers got, and with the events.

    Args:
        chaos: The service.
        outcomes: By marker, the method and what the caller got: "ok" or the error's name.
        events: All the events.
        excused: Takes out of the tries of a request those that are not of our making.

    Returns:
        How often requests were sent again.
    """
    assert chaos.sent.keys() == outcomes.keys(), "every call was sent, and nothing else was"
    again = 0
    made = Counter()
    for it, (method, outcome) in outcomes.items():
        series = defaultdict(list)
        for sent in chaos.sent[it]:
            series[sent.invocation].append(sent)
        ends = [_end_of(excused(each)) for each in series.values()]
        whats = [each[0].what for each in series.values()]
        assert len(set(whats)) == len(whats), f"{it} was made twice: {whats}"
        possible = {end.fault.outcome for end in ends if end.fault} or {"ok"}
        assert outcome in possible, (it, outcome, ends)
        again += len(chaos.sent[it]) - len(series)
        known = method not in COMPOSED and outcome != "ConnectionClosedError"
        made[_operation(method), outcome, ends[0].attempt - 1 if known else None] += 1
    told = Counter()
    composed = {_operation(method) for method in COMPOSED}
    for event in events:
        retries = None if event.operation in composed else event.retries
        told[event.operation, _one_name(event.outcome), retries] += 1
    assert told == made, "one event for each call"
    return again


def _end_of(series):
    """Check the tries of one request: each follows a failure that is tried again, until that is enough."""
    assert [sent.attempt for sent in series] == list(range(1, len(series) + 1)), series
    *failed, last = series
    assert all(sent.fault and sent.fault.retried for sent in failed), series
    assert last.fault is None or not last.fault.retried or last.attempt == last.most, series
    return last


def _operation(method):
    return "".join(word.capitalize() for word in method.split("_"))
