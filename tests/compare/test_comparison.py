"""Two sides are compared: who answers the caller, and what is told of it."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import EndpointConnectionError

import chime_shim
from chime_shim._graft.compare.candidate import THREADS
from chime_shim.events import StructlogHook, set_hooks
from tests.support.loopback import Answer
from tests.support.sides import FORBIDDEN, IDS, LONG, LOST, NEW, NOT_FOUND, OLD, page, session

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


def test_only_first_pages_are_compared(client, sides):
    sides.answers = {OLD: page("theirs"), NEW: page("ours")}
    with chime_shim.mode("compare"):
        token = client.list_proxy_sessions(VoiceConnectorId="a")["NextToken"]
        assert THREADS.join(LONG)
        client.list_proxy_sessions(VoiceConnectorId="a", NextToken=token)
    assert sides.comparison().outcome == "match"
    assert sides.hosts == [NEW, OLD, NEW]
