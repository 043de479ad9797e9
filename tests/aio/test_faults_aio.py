"""Faults and many tasks with aiobotocore: as of sync clients, nothing is lost and nothing is done twice."""

from __future__ import annotations

import asyncio

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

import chime_shim
from chime_shim.events import set_hooks
from tests.load.chaos import CALLS, Chaos, audit, is_echo, marker, method_of, outcome_of, resent_by_aiohttp
from tests.support import faulty_server as deeds
from tests.support.faulty_server import FaultyServer, closed_port, error, reply

TASKS = 200
VOICE = "chime-sdk-voice"
IDS = {"VoiceConnectorId": "abcdef1ghij2klmno3pqr4", "ProxySessionId": "1"}

sleep = asyncio.sleep


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr("asyncio.sleep", lambda *_: sleep(0))


def client_of(url, **config):
    config = AioConfig(connect_timeout=10, **{"read_timeout": 10, **config})
    return chime_shim.client("chime", "us-east-1", session=get_session(), endpoint_url=url, config=config)


async def storm(client, calls):
    outcomes = {}

    async def work(worker):
        for number in range(calls):
            it, method = marker(worker, number), method_of(worker, number)
            try:
                response = await getattr(client, method)(**CALLS[method](it))
            except Exception as raised:  # noqa: BLE001 - whichever it is, it is audited
                outcomes[it] = method, outcome_of(raised)
            else:
                assert is_echo(method, response, it), (it, response)
                outcomes[it] = method, "ok"

    await asyncio.gather(*map(work, range(TASKS)))
    return outcomes


@pytest.mark.parametrize("calls", [5, pytest.param(50, marks=pytest.mark.long)])
def test_many_tasks_lose_nothing_and_send_nothing_twice(calls, monkeypatch):
    # That retries have a bound for all calls together is not what this is about.
    monkeypatch.setattr("botocore.retries.quota.RetryQuota.acquire", lambda *_: True)
    chaos, events = Chaos(share=0.1), []

    async def main(url):
        async with client_of(url, retries={"mode": "standard"}) as client:
            return await storm(client, calls)

    with FaultyServer(chaos) as server, set_hooks([events.append]):
        outcomes = asyncio.run(main(server.url))

    assert len(outcomes) == TASKS * calls
    assert audit(chaos, outcomes, events, resent_by_aiohttp) > 0
    assert {outcome for _, outcome in outcomes.values()} > {"ok"}


FAULTS = {
    "429": error("ThrottledClientException", 429),
    "403 ExpiredTokenException": error("ExpiredTokenException", 403),
    "500": error("ServiceFailureException", 500),
    "502 of a load balancer": reply(502, body=b"<html>", kind="text/html"),
    "503": error("ServiceUnavailableException", 503),
    "hung up": deeds.hang_up,
    "reset": deeds.reset,
    "reset mid-body": deeds.reset_mid_body,
    "no HTTP": deeds.no_http,
    "no JSON": reply(body=b"<html>", kind="text/html"),
    "no answer": deeds.stall,
    "connection refused": None,
}


async def run(client):
    """Make a call, and count the sends."""
    sends = []
    client.meta.events.register("before-send", lambda request, **_: sends.append(request.url))
    try:
        await client.get_proxy_session(**IDS)
    except Exception as raised:  # noqa: BLE001 - whichever it is, it is what is compared
        return len(sends), type(raised).__name__
    return len(sends), "ok"


@pytest.mark.parametrize("mode", ["legacy", "standard"])
@pytest.mark.parametrize("deed", FAULTS.values(), ids=FAULTS)
def test_a_fault_has_as_many_sends_and_the_same_error_as_directly(deed, mode):
    async def main(url):
        async with (
            client_of(url, read_timeout=0.2, retries={"mode": mode}) as client,
            await chime_shim.successor(client, VOICE) as voice,
        ):
            return await asyncio.gather(run(client), run(voice))

    with FaultyServer(lambda _: deed) as server, closed_port() as nowhere:
        ours, theirs = asyncio.run(main(server.url if deed else nowhere))

    assert ours == theirs
