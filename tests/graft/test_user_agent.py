"""What AWS and its customers' logs see of the shim: the end of the user agent of a forwarded call."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config

import chime_shim
from tests.support.loopback import Answer
from tests.support.versions import REMOVED, since

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
MARK = f"chime-shim/{chime_shim.__version__}"
ONE_TRY = {"total_max_attempts": 1, "mode": "standard"}
TWO_TRIES = {"total_max_attempts": 2, "mode": "standard"}
MEETING = {"MeetingId": "m-1", "MeetingArn": "arn:aws:chime:us-east-1:111122223333:meeting/m-1"}

needs_call_of_old_botocore = pytest.mark.skipif(REMOVED, reason="botocore itself has no such call any more")


def made(loopback, **config):
    config = Config(**{"retries": ONE_TRY, **config})
    return chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url, config=config)


def user_agents(loopback):
    return [request.headers.get("user-agent") for request in loopback.requests]


CONFIGS = [
    pytest.param({"user_agent_extra": "shop/1 till/2"}, "shop/1 till/2", id="extra"),
    pytest.param({"user_agent": "shop/1"}, "shop/1", id="whole"),
    pytest.param(
        {"user_agent": "shop/1", "user_agent_extra": "till/2"}, "shop/1 till/2", id="whole and extra"
    ),
    pytest.param(
        {"user_agent_appid": "shop"}, "app/shop", id="app id", marks=since("1.31.0", "user_agent_appid")
    ),
]


@pytest.mark.parametrize(("config", "kept"), CONFIGS)
def test_what_config_puts_there_stays_and_the_mark_comes_after(config, kept, loopback):
    made(loopback, **config).get_proxy_session(**IDS)

    (user_agent,) = user_agents(loopback)
    *words, last = user_agent.split()
    assert [word for word in words if word in kept.split()] == kept.split()
    assert last == MARK
    assert MARK not in words


def test_a_call_that_chime_still_has_carries_no_mark(loopback):
    client = made(loopback)
    client.list_accounts()
    client.get_proxy_session(**IDS)
    client.list_accounts()

    assert [MARK in each for each in user_agents(loopback)] == [False, True, False]


def test_a_kept_call_that_a_setting_forwards_carries_it(loopback, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_FORWARD_PHONE_NUMBERS", "1")
    made(loopback).list_phone_numbers()

    assert user_agents(loopback)[0].endswith(f" {MARK}")


def test_every_request_of_a_composed_call_carries_it(loopback):
    loopback.answer(Answer.of({"Meeting": MEETING}), Answer(204))
    made(loopback).tag_meeting(MeetingId="m-1", Tags=[{"Key": "a", "Value": "b"}])

    assert [each.count(MARK) for each in user_agents(loopback)] == [1, 1]


def test_a_second_attempt_carries_it_once(loopback):
    loopback.answer(Answer.error("ServiceUnavailableException", 503), Answer())
    made(loopback, retries=TWO_TRIES).get_proxy_session(**IDS)

    assert [each.count(MARK) for each in user_agents(loopback)] == [1, 1]


def test_it_is_there_once_however_often_a_client_is_wrapped(loopback):
    stock = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    with chime_shim.install():
        chime_shim.wrap(chime_shim.wrap(stock)).get_proxy_session(**IDS)
        chime_shim.wrap(stock).get_proxy_session(**IDS)
    stock.list_accounts()

    assert [each.count(MARK) for each in user_agents(loopback)] == [1, 1, 0]


def test_the_successors_own_client_carries_none(loopback):
    client = made(loopback)
    client.get_proxy_session(**IDS)
    chime_shim.successor(client, "chime-sdk-voice").get_proxy_session(**IDS)

    assert [MARK in each for each in user_agents(loopback)] == [True, False]


def test_a_hook_that_takes_the_user_agent_away_or_makes_it_bytes_is_left_alone(loopback):
    client = made(loopback)

    def remove(request, **_):
        del request.headers["User-Agent"]

    def replace(request, **_):
        request.headers.replace_header("User-Agent", b"shop/1")

    for hook in (remove, replace):
        # Runs after botocore's own, and before the shim's.
        client.meta.events.register("request-created.chime.GetProxySession", hook)
        client.get_proxy_session(**IDS)
        client.meta.events.unregister("request-created.chime.GetProxySession", hook)

    removed, replaced = user_agents(loopback)
    assert MARK not in (removed or "")
    assert MARK not in replaced or replaced.endswith(f" {MARK}")


def test_a_presigned_url_has_no_user_agent_and_stays_what_it_was():
    url = chime_shim.client("chime", "us-east-1").generate_presigned_url("get_proxy_session", IDS)

    assert "chime-shim" not in url


@needs_call_of_old_botocore
def test_a_call_to_the_old_endpoint_carries_none(loopback, monkeypatch):
    client = made(loopback)
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
    client.get_proxy_session(**IDS)

    assert MARK not in user_agents(loopback)[0]
