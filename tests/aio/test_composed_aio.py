"""A composed call of an async client: in the caller's task, with one context, and none left behind."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.exceptions import EndpointConnectionError

import chime_shim
from chime_shim import FORWARD, ReplyIncompleteError
from tests.graft.test_composed import MEETING, pipelines
from tests.support.loopback import Answer
from tests.support.wire import Scripted

SEGMENT = ContextVar("segment", default=None)


@pytest.fixture
def loopback():
    with Scripted() as server:
        server.script = {**pipelines("p1", "p2", "p3"), ("GET", "/meetings/m-1"): Answer.of(MEETING)}
        yield server


def client_of(loopback):
    once = AioConfig(retries={"total_max_attempts": 1, "mode": "standard"})
    return chime_shim.client(
        "chime", "us-east-1", session=get_session(), endpoint_url=loopback.url, config=once
    )


def test_hooks_run_in_the_callers_task_and_share_a_context(loopback):
    tasks, contexts = set(), set()

    async def go():
        async with client_of(loopback) as client:

            async def trace(request, **_):
                tasks.add(asyncio.current_task())
                SEGMENT.set("set by a hook")
                request.context.setdefault("mine", []).append(request.url)

            def ended(context, **_):
                contexts.add(len(context["mine"]))

            client.meta.events.register("request-created.chime", trace)
            client.meta.events.register("after-call.chime", ended)
            await client.list_media_capture_pipelines()
            assert SEGMENT.get() == "set by a hook"
            assert tasks == {asyncio.current_task()}

    asyncio.run(go())
    assert contexts == {4}


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_request_that_fails_leaves_none_of_the_others_behind(at_once, loopback):
    begun, left = [], []

    async def go():
        with chime_shim.configure(parallel_requests=at_once):
            async with client_of(loopback) as client:

                async def fail(request, **_):
                    begun.append(request.url)
                    if request.url.endswith("/p1"):
                        await asyncio.sleep(0)
                        raise EndpointConnectionError(endpoint_url=request.url)
                    if "capture-pipelines/" in request.url:
                        await asyncio.Event().wait()

                client.meta.events.register("before-send.chime", fail)
                client.meta.events.register("needs-retry.chime", lambda **_: None)
                before = asyncio.all_tasks()
                with pytest.raises(EndpointConnectionError):
                    await client.list_media_capture_pipelines()
                left.extend(asyncio.all_tasks() - before)

    asyncio.run(asyncio.wait_for(go(), 30))
    assert left == []
    assert not any(url.endswith("/p3") for url in begun)


def test_a_reply_that_lacks_a_member_is_an_error_that_says_so(loopback):
    loopback.script["GET", "/meetings/m-2"] = Answer.of({"Meeting": {}})

    async def go():
        async with client_of(loopback) as client:
            with pytest.raises(ReplyIncompleteError, match=r"GetMeeting lacks Meeting\.MeetingArn"):
                await client.list_meeting_tags(MeetingId="m-2")

    asyncio.run(go())


def test_an_early_client_is_whole_and_stock_again_after_uninstall(loopback):
    async def go():
        async with get_session().create_client(
            "chime", "us-east-1", endpoint_url=loopback.url, aws_access_key_id="a", aws_secret_access_key="b"
        ) as client:
            before = type(client), dict(vars(client)), dir(client)
            with chime_shim.install():
                assert "get_meeting" in dir(client)
                assert not client.can_paginate("list_channels")
                assert "/meetings/m-1?" in await client.generate_presigned_url(
                    "get_meeting", {"MeetingId": "m-1"}
                )
                assert (await client.get_meeting(MeetingId="m-1"))["Meeting"]["MeetingId"] == "m-1"
            assert (type(client), dict(vars(client)), dir(client)) == before

    asyncio.run(go())


def test_a_replacement_may_forward_after_all(loopback):
    @chime_shim.replace("GetMeeting")
    async def answer(client, **params):
        return FORWARD

    async def go():
        async with client_of(loopback) as client:
            return await client.get_meeting(MeetingId="m-1")

    try:
        assert asyncio.run(go())["Meeting"]["MeetingId"] == "m-1"
    finally:
        answer.undo()
