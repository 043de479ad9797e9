"""One client used by many threads at once, as botocore allows: nothing is lost and nothing mixed up."""

from __future__ import annotations

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.config import Config

import chime_shim
from chime_shim.events import set_hooks
from tests.support.loopback import Answer, Loopback

THREADS = 64
CALLS = 20


class Echo(Loopback):
    """Answers with the id that was asked for."""

    def __init__(self):
        super().__init__()
        # The default of five would have the threads wait for their first connection.
        self._server.socket.listen(THREADS)

    def take(self, received):
        self.requests.append(received)
        if received.path.startswith("/tags"):
            return Answer(204)
        identifier = received.path.rpartition("/")[2]
        if received.path.startswith("/meetings/"):
            return Answer.of({"Meeting": {"MeetingId": identifier, "MeetingArn": f"arn:x:{identifier}"}})
        return Answer.of({"ProxySession": {"ProxySessionId": identifier}})


@pytest.fixture
def echo():
    with Echo() as server:
        yield server


@pytest.fixture
def client(echo):
    config = Config(max_pool_connections=THREADS)
    return chime_shim.client("chime", "us-east-1", endpoint_url=echo.url, config=config)


def in_threads(work):
    """Run ``work(thread, call)``, all threads from the same moment."""
    start = threading.Barrier(THREADS)

    def loop(thread):
        start.wait()
        for call in range(CALLS):
            work(thread, call)

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(loop, thread) for thread in range(THREADS)]:
            done.result()


def test_every_call_gets_its_own_reply_and_is_counted(client, echo):
    events = []

    def call(thread, number):
        identifier = f"{thread}-{number}"
        reply = client.get_proxy_session(VoiceConnectorId="v", ProxySessionId=identifier)
        assert reply["ProxySession"]["ProxySessionId"] == identifier

    with set_hooks([events.append]):
        in_threads(call)

    assert Counter(event.outcome for event in events) == {"ok": THREADS * CALLS}
    paths = Counter(request.path for request in echo.requests)
    assert len(paths) == THREADS * CALLS
    assert set(paths.values()) == {1}


def test_composed_calls_do_not_mix_up_what_they_look_up(client, echo):
    def call(thread, number):
        client.tag_meeting(MeetingId=f"{thread}-{number % 4}", Tags=[{"Key": "k", "Value": str(thread)}])

    in_threads(call)

    tags = [json.loads(request.body) for request in echo.requests if request.method == "POST"]
    assert len(tags) == THREADS * CALLS
    for sent in tags:
        assert sent["ResourceARN"].startswith(f"arn:x:{sent['Tags'][0]['Value']}-")
    # A meeting's ARN is looked up once, then remembered.
    assert len(echo.requests) - len(tags) == THREADS * 4
