"""Which of the two sides is asked: by the mode, after a first page, and at an error."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ParamValidationError

import chime_shim
from chime_shim._graft.compare.candidate import THREADS
from tests.support.sides import FORBIDDEN, IDS, LONG, LOST, NEW, NOT_FOUND, OLD, page
from tests.support.versions import needs_removal

# the mode


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


# pages


@pytest.mark.parametrize("side", [OLD, NEW])
def test_pages_come_from_the_side_that_the_first_came_from(side, client, sides, monkeypatch):
    sides.answers[side] = page("more")
    places = iter([0 if side == OLD else 99])  # by chance, and once
    monkeypatch.setattr(
        "chime_shim.settings.rollouts._share", lambda *_: next(places, 50 if side == NEW else 99)
    )
    with chime_shim.mode("voice=legacy@60%" if side == NEW else "voice=legacy@50%"):
        token = client.list_proxy_sessions(VoiceConnectorId="a")["NextToken"]
        client.list_proxy_sessions(VoiceConnectorId="a", NextToken=token)
    assert sides.hosts == [side, side]
    assert {call.mode for call in sides.calls} == {"legacy" if side == OLD else "forward"}


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
