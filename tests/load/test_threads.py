"""One client in many threads, at a service where things go wrong: nothing is lost, nothing is done twice."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import botocore.session
import pytest
from botocore.config import Config

import chime_shim
from chime_shim.events import set_hooks
from tests.load.chaos import CALLS, Chaos, audit, is_echo, marker, method_of, outcome_of
from tests.support.faulty_server import FaultyServer, error, reply

THREADS = 64


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)


@pytest.fixture
def _endless(monkeypatch):
    """That retries have a bound for all calls together is not what this is about."""
    monkeypatch.setattr("botocore.retries.quota.RetryQuota.acquire", lambda *_: True)


def storm(calls, mode):
    """Let each thread make its calls, and compare all accounts of what happened."""
    outcomes, events = {}, []
    start = threading.Barrier(THREADS)
    chaos = Chaos(share=0.1)

    def work(worker):
        start.wait()
        for number in range(calls):
            it, method = marker(worker, number), method_of(worker, number)
            try:
                response = getattr(client, method)(**CALLS[method](it))
            except Exception as raised:  # noqa: BLE001 - whichever it is, it is audited
                outcomes[it] = method, outcome_of(raised)
            else:
                assert is_echo(method, response, it), (it, response)
                outcomes[it] = method, "ok"

    with FaultyServer(chaos) as server, set_hooks([events.append]), ThreadPoolExecutor(THREADS) as pool:
        config = Config(max_pool_connections=THREADS * 2, retries={"mode": mode})
        session = botocore.session.Session()
        client = chime_shim.client(
            "chime", "us-east-1", session=session, endpoint_url=server.url, config=config
        )
        list(pool.map(work, range(THREADS)))
        client.close()
    assert len(outcomes) == THREADS * calls
    assert audit(chaos, outcomes, events) > 0
    assert {outcome for _, outcome in outcomes.values()} > {"ok"}


@pytest.mark.usefixtures("_endless")
def test_many_threads_lose_nothing_and_send_nothing_twice():
    storm(40, "standard")


@pytest.mark.long
@pytest.mark.usefixtures("_endless")
@pytest.mark.parametrize("mode", ["legacy", "standard"])
def test_so_it_is_with_more_calls(mode):
    storm(200, mode)


def test_threads_that_make_the_first_call_at_once_share_each_successor(loopback, monkeypatch):
    session = botocore.session.Session()
    made = []
    create = session.create_client
    monkeypatch.setattr(
        session, "create_client", lambda name, **given: made.append(name) or create(name, **given)
    )
    client = chime_shim.client("chime", session=session, region_name="us-east-1", endpoint_url=loopback.url)
    start = threading.Barrier(THREADS)

    def work(number):
        method = list(CALLS)[number % len(CALLS)]
        start.wait()
        if method != "tag_meeting":  # which needs an answer
            getattr(client, method)(**CALLS[method]("it"))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))

    successors = ["identity", "media-pipelines", "meetings", "messaging", "voice"]
    assert made[0] == "chime"
    assert sorted(made[1:]) == [f"chime-sdk-{name}" for name in successors if name != "identity"]


@pytest.mark.parametrize(
    "method",
    ["get_meeting", "list_meeting_tags"],
    ids=["direct", "composed"],
)
def test_a_call_that_succeeds_at_last_gives_its_retries_back(method):
    meeting = reply(200, {"Meeting": {"MeetingId": "m", "MeetingArn": "arn:m"}})
    answers = itertools.cycle([error("ServiceFailureException", 500), meeting])
    config = Config(retries={"mode": "standard"})
    with FaultyServer(lambda _: next(answers)) as server:
        client = chime_shim.client("chime", "us-east-1", endpoint_url=server.url, config=config)

        for _ in range(200):  # botocore's quota is enough for 35, and that of older ones for 100
            getattr(client, method)(MeetingId="m")
