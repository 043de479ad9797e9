from __future__ import annotations

import botocore.session
import pytest
from botocore.config import Config

import chime_shim
from chime_shim._graft.compare.candidate import THREADS
from chime_shim.events import set_hooks
from tests.support.sides import LONG, Sides

THREE_TRIES = Config(retries={"total_max_attempts": 3, "mode": "standard"})


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
