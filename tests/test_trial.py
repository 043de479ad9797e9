"""Two sides of one client: who is asked, who answers the caller, and what is told of the comparison."""

from __future__ import annotations

import json
import threading
from urllib.parse import urlsplit

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError, ParamValidationError

import chime_shim
from chime_shim._trial import THREADS
from chime_shim.events import StructlogHook, set_hooks
from tests.support.loopback import Answer
from tests.support.versions import needs_removal

OLD, NEW = "chime.us-east-1.amazonaws.com", "voice-chime.us-east-1.amazonaws.com"
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
LONG = 30


def session(**members):
    return Answer.of({"ProxySession": {"ProxySessionId": "1", "Capabilities": ["SMS", "Voice"], **members}})


FORBIDDEN = Answer.error("ForbiddenException", 403, "deprecated", Code="Forbidden")
NOT_FOUND = Answer.error("NotFoundException", 404, Code="NotFound")
LOST = "lost"
THREE_TRIES = Config(retries={"total_max_attempts": 3, "mode": "standard"})


class Raw:
    def __init__(self, data):
        self.data = data

    def stream(self):
        yield self.data


class Sides:
    """Answers requests before they are sent, by the host that they go to; an answer that is LOST is none."""

    def __init__(self):
        self.answers = {OLD: session(), NEW: session()}
        self.hosts, self.paths, self.calls, self.comparisons = [], [], [], []
        self.candidate_may_go_on = threading.Event()
        self.candidate_may_go_on.set()

    def take(self, request, **_):
        host = urlsplit(request.url).hostname
        if threading.current_thread().name == "chime_shim":
            self.candidate_may_go_on.wait(LONG)
        self.hosts.append(host)
        self.paths.append(urlsplit(request.url).path)
        answer = self.answers[host]
        if answer is LOST:
            raise EndpointConnectionError(endpoint_url=request.url)
        headers = {"x-amzn-RequestId": f"of {host}", **answer.headers}
        return AWSResponse(request.url, answer.status, headers, Raw(answer.body))

    # a hook
    def __call__(self, call):
        self.calls.append(call)

    def compared(self, comparison):
        self.comparisons.append(comparison)

    def comparison(self):
        assert THREADS.join(LONG)
        (comparison,) = self.comparisons
        return comparison


@pytest.fixture
def sides():
    sides = Sides()
    with set_hooks([sides]):
        yield sides


@pytest.fixture(scope="module")
def shared_client():
    keys = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
    return chime_shim.client("chime", session=botocore.session.Session(), config=THREE_TRIES, **keys)


@pytest.fixture
def client(shared_client, sides, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    shared_client.meta.events.register("before-send.chime", sides.take)
    yield shared_client
    sides.candidate_may_go_on.set()
    assert THREADS.join(LONG)
    shared_client.meta.events.unregister("before-send.chime", sides.take)


# legacy


def test_in_mode_legacy_the_old_endpoint_is_asked(client, sides):
    with chime_shim.mode("legacy"):
        reply = client.get_proxy_session(**IDS)

    assert (sides.hosts, sides.paths) == ([OLD], ["/voice-connectors/abc/proxy-sessions/1"])
    assert reply["ResponseMetadata"]["RequestId"] == f"of {OLD}"
    (call,) = sides.calls
    assert (call.mode, call.outcome, call.successor) == ("legacy", "ok", "chime-sdk-voice:GetProxySession")
    assert call.request_id == f"of {OLD}"


def test_parameters_are_checked_in_every_mode(client, sides):
    for mode in ("forward", "legacy", "compare"):
        with chime_shim.mode(mode), pytest.raises(ParamValidationError):
            client.get_proxy_session(VoiceConnectorId=5)
    assert THREADS.join(LONG)
    assert (sides.hosts, sides.comparisons) == ([], [])
    assert [call.outcome for call in sides.calls] == ["ParamValidationError"] * 3


@pytest.mark.parametrize(("mode", "host"), [("forward", NEW), ("legacy", OLD), ("compare", NEW)])
def test_a_presigned_url_is_of_the_side_that_answers(mode, host, client):
    with chime_shim.mode(mode):
        url = client.generate_presigned_url("get_proxy_session", IDS)
    assert urlsplit(url).hostname == host


def test_an_answer_of_the_applications_own_goes_before_every_mode(client, sides):
    @chime_shim.replace("GetProxySession")
    def answer(client, **params):
        return {"ProxySession": {"ProxySessionId": "mine"}}

    try:
        for mode in ("legacy", "compare"):
            with chime_shim.mode(mode):
                assert client.get_proxy_session(**IDS)["ProxySession"]["ProxySessionId"] == "mine"
    finally:
        answer.undo()
    assert THREADS.join(LONG)
    assert (sides.hosts, sides.comparisons) == ([], [])


@needs_removal
def test_switched_off_there_are_no_modes(client, sides, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
    with chime_shim.mode("legacy"), pytest.raises(AttributeError):
        client.get_proxy_session(**IDS)
    assert sides.hosts == []


# compare: who answers

CONTROLS = {"forward": (NEW, OLD), "legacy": (OLD, NEW)}


@pytest.mark.parametrize(("control", "hosts"), CONTROLS.items())
def test_the_caller_gets_the_answer_of_the_control_while_the_candidate_waits(control, hosts, client, sides):
    sides.answers = {OLD: session(Name="old"), NEW: session(Name="new")}
    sides.candidate_may_go_on.clear()
    with chime_shim.configure(rollout="compare", control=control):
        reply = client.get_proxy_session(**IDS)
    assert reply["ProxySession"]["Name"] == {"forward": "new", "legacy": "old"}[control]
    assert sides.hosts == [hosts[0]]
    (call,) = sides.calls
    assert (call.mode, call.outcome) == ("compare", "ok")
    sides.candidate_may_go_on.set()

    comparison = sides.comparison()
    assert sides.hosts == list(hosts)
    assert len(sides.calls) == 1
    assert (comparison.operation, comparison.control) == ("GetProxySession", control)
    assert comparison.successor == "chime-sdk-voice:GetProxySession"
    assert (comparison.outcome, comparison.differences) == ("mismatch", ("ProxySession.Name: differs",))
    assert comparison.call_site == call.call_site


def test_what_the_caller_does_with_parameters_and_reply_is_not_compared(client, sides):
    sides.answers[OLD] = sides.answers[NEW] = Answer.of({"ProxySessions": [{"ProxySessionId": "1"}]})
    sides.candidate_may_go_on.clear()
    params = {"VoiceConnectorId": "abc"}
    with chime_shim.mode("compare"):
        reply = client.list_proxy_sessions(**params)
    params["VoiceConnectorId"] = "other"
    reply["ProxySessions"][0].clear()
    reply["ProxySessions"].append({"ProxySessionId": "2"})
    sides.candidate_may_go_on.set()

    assert sides.comparison().outcome == "match"
    assert len(set(sides.paths)) == 1


# compare: what comes of it

# What the control and the candidate answer, and what is told: outcome, differences, and the two outcomes.
OUTCOMES = {
    "alike": (session(), session(), "match", (), ("ok", "ok")),
    "in another order": (session(), session(Capabilities=["Voice", "SMS"]), "match", (), ("ok", "ok")),
    "unlike": (
        session(),
        session(Name="x"),
        "mismatch",
        ("ProxySession.Name: only in candidate",),
        ("ok", "ok"),
    ),
    "both not found": (NOT_FOUND, NOT_FOUND, "match", (), ("NotFoundException",) * 2),
    "candidate not found": (session(), NOT_FOUND, "mismatch", (), ("ok", "NotFoundException")),
    "control not found": (NOT_FOUND, session(), "mismatch", (), ("NotFoundException", "ok")),
    "candidate closed": (session(), FORBIDDEN, "candidate unavailable", (), ("ok", "ForbiddenException")),
    "control closed": (FORBIDDEN, session(), "control unavailable", (), ("ForbiddenException", "ok")),
    "both forbid": (FORBIDDEN, FORBIDDEN, "match", (), ("ForbiddenException",) * 2),
    "candidate throttles": (
        session(),
        Answer.error("ThrottledClientException", 429),
        "candidate unavailable",
        (),
        ("ok", "ThrottledClientException"),
    ),
    "candidate fails": (
        session(),
        Answer.error("ServiceFailureException", 500),
        "candidate unavailable",
        (),
        ("ok", "ServiceFailureException"),
    ),
    "candidate is lost": (session(), LOST, "candidate unavailable", (), ("ok", "EndpointConnectionError")),
    "control is lost": (LOST, session(), "control unavailable", (), ("EndpointConnectionError", "ok")),
    "both are lost": (LOST, LOST, "control unavailable", (), ("EndpointConnectionError",) * 2),
    "candidate answers nothing": (
        session(),
        Answer(),
        "mismatch",
        ("ProxySession: only in control",),
        ("ok", "ok"),
    ),
}


@pytest.mark.parametrize("control", ["forward", "legacy"])
@pytest.mark.parametrize(
    ("first", "second", "outcome", "differences", "outcomes"), OUTCOMES.values(), ids=OUTCOMES
)
def test_the_outcome(first, second, outcome, differences, outcomes, control, client, sides):
    sides.answers = dict(zip(CONTROLS[control], (first, second), strict=True))
    with chime_shim.configure(rollout="compare", control=control):
        if outcomes[0] == "ok":
            client.get_proxy_session(**IDS)
        else:
            with pytest.raises((client.exceptions.ClientError, EndpointConnectionError)):
                client.get_proxy_session(**IDS)

    told = sides.comparison()
    assert (told.outcome, told.differences) == (outcome, differences)
    assert (told.control_outcome, told.candidate_outcome) == outcomes
    assert json.loads(json.dumps(told.as_dict()))["outcome"] == outcome


def test_a_candidate_is_never_tried_again_and_the_control_as_ever(client, sides):
    sides.answers[OLD] = Answer.error("ServiceUnavailableException", 503)
    with chime_shim.mode("compare"):
        client.get_proxy_session(**IDS)
        assert THREADS.join(LONG)
    assert sides.hosts == [NEW, OLD]

    sides.hosts.clear()
    sides.answers[NEW] = Answer.error("ServiceUnavailableException", 503)
    with chime_shim.mode("compare"), pytest.raises(client.exceptions.ServiceUnavailableException):
        client.get_proxy_session(**IDS)
    assert THREADS.join(LONG)
    assert sides.hosts == [NEW, NEW, NEW, OLD]


def test_writes_are_sent_once_whatever_is_compared(client, sides):
    with chime_shim.mode("compare"):
        client.delete_proxy_session(**IDS)
    assert THREADS.join(LONG)
    assert (sides.hosts, sides.comparisons) == ([NEW], [])
    assert sides.calls[0].mode == "forward"


def test_a_composed_call_is_compared_with_the_one_request_that_it_was(client, sides):
    tags = {"Tags": [{"Key": "team", "Value": "blue"}]}
    meetings = "meetings-chime.us-east-1.amazonaws.com"
    arn = "arn:aws:chime:us-east-1:1:meeting/m"
    sides.answers[OLD] = Answer.of(tags)
    sides.answers[meetings] = Answer.of({"Meeting": {"MeetingArn": arn, "MeetingId": "m"}, **tags})
    for control in CONTROLS:
        with chime_shim.configure(rollout="compare", control=control):
            assert client.list_meeting_tags(MeetingId="m")["Tags"] == tags["Tags"]
        assert THREADS.join(LONG)
    assert [each.outcome for each in sides.comparisons] == ["match", "match"]
    assert sides.hosts.count(OLD) == 2


def test_what_is_too_much_is_left_out_and_the_next_comparison_says_so(client, sides, monkeypatch):
    monkeypatch.setattr(THREADS, "_limit", 1)
    before = THREADS.dropped
    sides.candidate_may_go_on.clear()
    with chime_shim.mode("compare"):
        for _ in range(10):
            client.get_proxy_session(**IDS)
    dropped = THREADS.dropped - before
    sides.candidate_may_go_on.set()
    assert THREADS.join(LONG)

    assert len(sides.calls) == 10
    assert dropped >= 10 - 1 - 2  # one waits, two are at work
    assert len(sides.comparisons) == 10 - dropped
    assert sides.comparisons[-1].dropped >= dropped


def test_an_error_in_comparing_is_the_callers_in_no_case(client, sides, monkeypatch, caplog):
    def refuse(job):
        raise RuntimeError("+12065550100")

    monkeypatch.setattr(THREADS, "submit", refuse)
    with caplog.at_level("DEBUG", "chime_shim"), chime_shim.mode("compare"):
        assert client.get_proxy_session(**IDS)["ProxySession"]["ProxySessionId"] == "1"
    assert "could not compare GetProxySession: RuntimeError" in caplog.text
    assert "+12065550100" not in caplog.text


def test_a_comparison_is_logged_when_it_tells_something_new(client, sides, caplog):
    sides.answers[OLD] = session(Name="x")
    with set_hooks([StructlogHook()]), chime_shim.mode("compare"), caplog.at_level("DEBUG", "chime_shim"):
        for _ in range(2):
            client.get_proxy_session(**IDS)
            assert THREADS.join(LONG)
        sides.answers[OLD] = session()
        client.get_proxy_session(**IDS)
        assert THREADS.join(LONG)

    lines = [
        (each.levelname, each.message) for each in caplog.records if "chime_shim.comparison" in each.message
    ]
    assert [level for level, _ in lines] == ["WARNING", "DEBUG", "DEBUG"]
    assert "outcome='mismatch' differences=['ProxySession.Name: only in candidate']" in lines[0][1]
    assert "outcome='match'" in lines[2][1]


# pages


def page(token=None):
    more = {} if token is None else {"NextToken": token}
    return Answer.of({"ProxySessions": [{"ProxySessionId": "1"}], **more})


@pytest.mark.parametrize("side", [OLD, NEW])
def test_pages_come_from_the_side_that_the_first_came_from(side, client, sides, monkeypatch):
    sides.answers[side] = page("more")
    places = iter([0 if side == OLD else 99])  # by chance, and once
    monkeypatch.setattr("chime_shim.rollout._share", lambda *_: next(places, 50 if side == NEW else 99))
    with chime_shim.mode("voice=legacy@60%" if side == NEW else "voice=legacy@50%"):
        token = client.list_proxy_sessions(VoiceConnectorId="a")["NextToken"]
        client.list_proxy_sessions(VoiceConnectorId="a", NextToken=token)
    assert sides.hosts == [side, side]
    assert {call.mode for call in sides.calls} == {"legacy" if side == OLD else "forward"}


def test_only_first_pages_are_compared(client, sides):
    sides.answers = {OLD: page("theirs"), NEW: page("ours")}
    with chime_shim.mode("compare"):
        token = client.list_proxy_sessions(VoiceConnectorId="a")["NextToken"]
        assert THREADS.join(LONG)
        client.list_proxy_sessions(VoiceConnectorId="a", NextToken=token)
    assert sides.comparison().outcome == "match"
    assert sides.hosts == [NEW, OLD, NEW]


# fallback

FALLBACKS = {"forward": (NEW, OLD), "legacy": (OLD, NEW)}


@pytest.mark.parametrize(("mode", "hosts"), FALLBACKS.items())
def test_at_a_chosen_error_the_other_side_is_asked(mode, hosts, client, sides):
    sides.answers[hosts[0]] = FORBIDDEN
    with chime_shim.configure(rollout=mode, fallback="ForbiddenException"):
        reply = client.get_proxy_session(**IDS)
    assert reply["ResponseMetadata"]["RequestId"] == f"of {hosts[1]}"
    assert sides.hosts == list(hosts)
    (call,) = sides.calls
    assert (call.mode, call.fallback, call.outcome) == (mode, "ForbiddenException", "ok")
    assert call.request_id == f"of {hosts[1]}"


def test_at_another_error_it_is_not_asked(client, sides):
    sides.answers[OLD] = NOT_FOUND
    fallback = chime_shim.configure(rollout="legacy", fallback="ForbiddenException")
    with fallback, pytest.raises(client.exceptions.NotFoundException):
        client.get_proxy_session(**IDS)
    assert sides.hosts == [OLD]
    assert sides.calls[0].fallback is None


def test_if_the_other_side_does_no_better_the_first_error_is_the_callers(client, sides):
    sides.answers = {OLD: FORBIDDEN, NEW: NOT_FOUND}
    fallback = chime_shim.configure(rollout="legacy", fallback="ForbiddenException,NotFoundException")
    with fallback, pytest.raises(client.exceptions.ForbiddenException, match="deprecated") as caught:
        client.get_proxy_session(**IDS)
    assert caught.value.response["ResponseMetadata"]["RequestId"] == f"of {OLD}"
    assert sides.hosts == [OLD, NEW]
    (call,) = sides.calls
    assert (call.fallback, call.outcome, call.status_code) == (
        "ForbiddenException",
        "ForbiddenException",
        403,
    )


def test_a_lost_endpoint_may_be_a_reason(client, sides):
    sides.answers[OLD] = LOST
    with chime_shim.configure(rollout="legacy", fallback="EndpointConnectionError"):
        assert client.get_proxy_session(**IDS)["ResponseMetadata"]["RequestId"] == f"of {NEW}"


def test_a_write_is_never_sent_to_the_other_side(client, sides):
    sides.answers[OLD] = FORBIDDEN
    fallback = chime_shim.configure(rollout="legacy", fallback="ForbiddenException")
    with fallback, pytest.raises(client.exceptions.ForbiddenException):
        client.delete_proxy_session(**IDS)
    assert sides.hosts == [OLD]


def test_a_control_that_is_closed_falls_back_and_is_told_of_as_unavailable(client, sides):
    sides.answers[OLD] = FORBIDDEN
    with chime_shim.configure(rollout="compare", control="legacy", fallback="ForbiddenException"):
        assert client.get_proxy_session(**IDS)["ProxySession"]["ProxySessionId"] == "1"
    told = sides.comparison()
    assert (told.outcome, told.control_outcome, told.candidate_outcome) == (
        "control unavailable",
        "ForbiddenException",
        "ok",
    )


def test_many_threads_may_have_modes_of_their_own(client, sides):
    failures = []
    start = threading.Barrier(8)

    def work(mode, host):
        start.wait()
        for _ in range(20):
            with chime_shim.mode(mode):
                reply = client.get_proxy_session(**IDS)
            if reply["ResponseMetadata"]["RequestId"] != f"of {host}":
                failures.append(mode)

    ways = [("forward", NEW), ("legacy", OLD), ("compare", NEW), ("voice=legacy", OLD)] * 2
    threads = [threading.Thread(target=work, args=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {each.outcome for each in sides.comparisons} <= {"match"}
