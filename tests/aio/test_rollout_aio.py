"""The modes of async clients: the same decisions, awaited."""

from __future__ import annotations

import asyncio
import re

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

import chime_shim
from chime_shim._graft.compare.candidate import TASKS
from chime_shim.events import set_hooks
from tests.support.loopback import Answer, Loopback
from tests.support.versions import since

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
ONE_TRY = AioConfig(retries={"total_max_attempts": 1, "mode": "standard"})
THREE_TRIES = AioConfig(retries={"total_max_attempts": 3, "mode": "standard"})
FORBIDDEN = Answer.error("ForbiddenException", 403, "deprecated", Code="Forbidden")

pytestmark = since("1.31.0", "AWS_ENDPOINT_URL_CHIME_SDK_VOICE")


def session(**members):
    return Answer.of({"ProxySession": {"ProxySessionId": "1", **members}})


class Heard(list):
    def __init__(self):
        self.comparisons = []

    def __call__(self, call):
        self.append(call)

    def compared(self, comparison):
        self.comparisons.append(comparison)


@pytest.fixture
def heard():
    heard = Heard()
    with set_hooks([heard]):
        yield heard


@pytest.fixture
def old(monkeypatch):
    """The old endpoint."""
    with Loopback() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME", server.url)
        server.answer(session())
        yield server


@pytest.fixture
def new(loopback, monkeypatch):
    """The successor's."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME_SDK_VOICE", loopback.url)
    loopback.answer(session())
    return loopback


def run(work, config=ONE_TRY):
    """Run ``work(client)``, and what it left to be done."""

    async def main():
        making = chime_shim.client("chime", "us-east-1", session=get_session(), config=config)
        async with making as client:
            try:
                return await work(client)
            finally:
                await TASKS.join()

    return asyncio.run(main())


def test_in_mode_legacy_the_old_endpoint_is_asked(old, new, heard):
    async def work(client):
        with chime_shim.mode("legacy"):
            return await client.get_proxy_session(**IDS)

    assert run(work)["ProxySession"]["ProxySessionId"] == "1"
    assert (len(old.requests), len(new.requests)) == (1, 0)
    assert re.search("/us-east-1/chime/aws4_request", old.requests[0].headers["authorization"])
    assert [call.mode for call in heard] == ["legacy"]


@pytest.mark.parametrize("control", ["forward", "legacy"])
def test_the_caller_gets_the_controls_answer_and_the_candidate_is_compared(control, old, new, heard):
    old.answer(session(Name="old"))
    new.answer(session(Name="new"))
    waiting = []

    async def work(client):
        with chime_shim.configure(rollout="compare", control=control):
            reply = await client.get_proxy_session(**IDS)
        waiting.append(len(heard.comparisons))
        return reply

    assert run(work)["ProxySession"]["Name"] == {"forward": "new", "legacy": "old"}[control]
    assert waiting == [0]
    (told,) = heard.comparisons
    assert (told.control, told.outcome, told.differences) == (
        control,
        "mismatch",
        ("ProxySession.Name: differs",),
    )
    assert told.call_site.function == "work"
    assert (len(old.requests), len(new.requests), len(heard)) == (1, 1, 1)


def test_a_closed_account_is_no_mismatch_and_the_control_may_fall_back(old, new, heard):
    old.answer(FORBIDDEN)

    async def work(client):
        with chime_shim.configure(rollout="compare"):
            await client.get_proxy_session(**IDS)
            await TASKS.join()
            with chime_shim.configure(control="legacy", fallback="ForbiddenException"):
                await client.get_proxy_session(**IDS)

    run(work)
    assert [told.outcome for told in heard.comparisons] == ["candidate unavailable", "control unavailable"]
    assert [(call.fallback, call.outcome) for call in heard] == [(None, "ok"), ("ForbiddenException", "ok")]


def test_if_the_other_side_does_no_better_the_first_error_is_the_callers(old, new, heard):
    old.answer(FORBIDDEN)
    new.answer(Answer.error("NotFoundException", 404, Code="NotFound"))

    async def work(client):
        fallback = chime_shim.configure(rollout="legacy", fallback="ForbiddenException")
        with fallback, pytest.raises(client.exceptions.ForbiddenException, match="deprecated"):
            await client.get_proxy_session(**IDS)

    run(work)
    assert (len(old.requests), len(new.requests)) == (1, 1)


def test_a_candidate_is_never_tried_again(old, new, heard):
    old.answer(Answer.error("ServiceUnavailableException", 503))

    async def work(client):
        with chime_shim.mode("compare"):
            return await client.get_proxy_session(**IDS)

    run(work, THREE_TRIES)
    assert (len(old.requests), len(new.requests)) == (1, 1)
    assert [told.outcome for told in heard.comparisons] == ["candidate unavailable"]


def test_writes_are_sent_once(old, new, heard):
    async def work(client):
        with chime_shim.mode("compare"):
            await client.delete_proxy_session(**IDS)

    run(work)
    assert (len(old.requests), len(new.requests), heard.comparisons) == (0, 1, [])


def test_many_tasks_have_modes_of_their_own(old, new, heard):
    async def call(client, mode):
        with chime_shim.mode(mode):
            await client.get_proxy_session(**IDS)

    async def work(client):
        await asyncio.gather(*(call(client, mode) for mode in ("forward", "legacy") * 10))

    run(work)
    assert (len(old.requests), len(new.requests)) == (10, 10)


def test_what_is_too_much_is_left_out(old, new, heard):
    before = TASKS.dropped

    async def work(client):
        with chime_shim.mode("compare"):
            await asyncio.gather(*(client.get_proxy_session(**IDS) for _ in range(40)))

    run(work)
    assert len(heard) == 40
    assert len(heard.comparisons) == 40 - (TASKS.dropped - before)
    assert {told.outcome for told in heard.comparisons} == {"match"}


def test_a_loop_that_ends_early_is_not_held_up(old, new, heard, recwarn):
    async def main():
        making = chime_shim.client("chime", "us-east-1", session=get_session(), config=ONE_TRY)
        async with making as client:
            with chime_shim.mode("compare"):
                await client.get_proxy_session(**IDS)

    asyncio.run(main())
    assert len(heard) == 1
    assert {told.outcome for told in heard.comparisons} <= {"match", "candidate unavailable"}
