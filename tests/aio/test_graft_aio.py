from __future__ import annotations

import asyncio

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session

import chime_shim
from chime_shim import OperationRetiredError
from chime_shim.events import set_hooks
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_CALL_IDS, PROXY_CALLS
from tests.support.versions import needs_removal

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
MEETING = {"MeetingId": "m-1", "MeetingArn": "arn:aws:chime:us-east-1:1:meeting/m-1"}
ONE_TRY = AioConfig(retries={"total_max_attempts": 1, "mode": "standard"})


def run(loopback, work, **arguments):
    """Run ``work(client)`` with an async legacy client made without patching anything."""

    async def main():
        making = chime_shim.client(
            "chime",
            "us-east-1",
            session=get_session(),
            endpoint_url=loopback.url,
            config=ONE_TRY,
            **arguments,
        )
        async with making as client:
            return await work(client)

    return asyncio.run(main())


@pytest.mark.parametrize(("method", "params", "status", "body"), PROXY_CALLS, ids=PROXY_CALL_IDS)
def test_calls_are_forwarded_as_those_of_sync_clients_are(method, params, status, body, loopback):
    loopback.answer(Answer.of(body, status))
    sync = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url, config=ONE_TRY)

    expected = getattr(sync, method)(**params)
    response = run(loopback, lambda client: getattr(client, method)(**params))

    for each in (expected, response):
        del each["ResponseMetadata"]["HTTPHeaders"]
    assert response == expected
    ours, theirs = loopback.requests[1], loopback.requests[0]
    assert (ours.method, ours.path, ours.body) == (theirs.method, theirs.path, theirs.body)
    assert "/us-east-1/chime/aws4_request" in ours.headers["authorization"]
    assert ours.headers["user-agent"].endswith(f" chime-shim/{chime_shim.__version__}")
    assert ours.headers["user-agent"].count("chime-shim") == 1


@needs_removal
def test_install_reaches_clients_of_aiobotocore(loopback):
    async def main():
        arguments = {"region_name": "us-east-1", "endpoint_url": loopback.url}
        async with get_session().create_client("chime", **arguments) as before:
            with chime_shim.install():
                assert hasattr(before, "get_proxy_session")
                await before.get_proxy_session(**IDS)
                async with get_session().create_client("chime", **arguments) as client:
                    await client.get_proxy_session(**IDS)
            assert not hasattr(before, "get_proxy_session")
            async with get_session().create_client("chime", **arguments) as stock:
                assert not hasattr(stock, "get_proxy_session")

    asyncio.run(main())
    assert len(loopback.requests) == 2


def test_install_reaches_clients_of_aioboto3(loopback):
    aioboto3 = pytest.importorskip("aioboto3", reason="no aioboto3 goes with this aiobotocore")

    async def main():
        with chime_shim.install():
            session = aioboto3.Session()
            async with session.client("chime", "us-east-1", endpoint_url=loopback.url) as client:
                return await client.get_proxy_session(**IDS)

    assert asyncio.run(main())["ResponseMetadata"]["HTTPStatusCode"] == 200
    (request,) = loopback.requests
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]


def test_wrap_takes_an_async_client(loopback):
    async def main():
        creating = get_session().create_client("chime", "us-east-1", endpoint_url=loopback.url)
        async with creating as stock:
            return await chime_shim.wrap(stock).get_proxy_session(**IDS)

    assert asyncio.run(main())["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_an_event_is_made_at_the_line_that_awaits(loopback):
    calls = []

    async def old_code(client):
        return await client.get_proxy_session(**IDS)

    with set_hooks([calls.append]), pytest.warns(chime_shim.ChimeDeprecationWarning) as warned:
        run(loopback, old_code)

    (call,) = calls
    assert call.call_site.function == "old_code"
    assert (call.operation, call.outcome) == ("GetProxySession", "ok")
    assert warned[0].filename == __file__


def test_errors_are_the_legacy_clients_own(loopback):
    loopback.answer(Answer.error("LimitExceededException", 400, "full", Code="x", RequestId="y"))

    async def work(client):
        with pytest.raises(client.exceptions.ResourceLimitExceededException) as caught:
            await client.create_meeting()
        return caught.value

    error = run(loopback, work)
    assert error.operation_name == "CreateMeeting"
    assert error.response["Code"] == "ResourceLimitExceeded"
    assert "RequestId" not in error.response


def test_composed_calls_take_their_steps(loopback):
    loopback.answer(Answer.of({"Meeting": MEETING}), Answer.of({}, 204))

    async def work(client):
        return await client.tag_meeting(MeetingId="m-1", Tags=[{"Key": "a", "Value": "b"}])

    assert run(loopback, work)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert [request.path for request in loopback.requests] == [
        "/meetings/m-1",
        "/tags?operation=tag-resource",
    ]


def test_steps_that_may_run_at_once_do(loopback):
    ids = [{"MediaPipelineId": f"p{number}"} for number in range(20)]
    loopback.answer(
        Answer.of({"MediaCapturePipelines": ids, "NextToken": "more"}),
        Answer.of({"MediaCapturePipeline": {"MediaPipelineId": "p", "SourceArn": "s"}}),
    )

    response = run(loopback, lambda client: client.list_media_capture_pipelines())

    assert len(response["MediaCapturePipelines"]) == 20
    assert response["NextToken"] == "more"
    assert len(loopback.requests) == 21


def test_a_retired_operation_says_so_and_sends_nothing(loopback):
    async def work(client):
        with pytest.raises(OperationRetiredError, match="ListMeetings"):
            await client.list_meetings()

    run(loopback, work)
    assert loopback.requests == []


@pytest.mark.parametrize("kind", ["function", "coroutine"])
def test_a_replacement_may_be_a_coroutine_function(kind, loopback):
    if kind == "function":

        def answer(client, **params):
            return {"Meetings": [{"MeetingId": "1"}]}
    else:

        async def answer(client, **params):
            await asyncio.sleep(0)
            return {"Meetings": [{"MeetingId": "1"}]}

    chime_shim.replace("ListMeetings")(answer)
    try:
        response = run(loopback, lambda client: client.list_meetings())
    finally:
        answer.undo()

    assert response["Meetings"] == [{"MeetingId": "1"}]
    assert loopback.requests == []


def test_the_successor_is_awaited_and_opened(loopback):
    async def work(client):
        async with await chime_shim.successor(client, "chime-sdk-voice") as voice:
            assert type(voice).__name__ == "ChimeSDKVoice"
            return await voice.get_proxy_session(**IDS)

    assert run(loopback, work)["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_many_tasks_share_a_client_and_its_successors(loopback):
    async def work(client):
        await asyncio.gather(*(client.get_proxy_session(**IDS) for _ in range(100)))
        return await asyncio.gather(*(chime_shim.successor(client, "chime-sdk-voice") for _ in range(3)))

    assert len(set(map(id, run(loopback, work)))) == 1
    assert len(loopback.requests) == 100


@needs_removal
def test_the_off_switch_works_at_run_time(loopback, monkeypatch):
    async def work(client):
        monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
        with pytest.raises(AttributeError, match="no attribute 'get_proxy_session'"):
            await client.get_proxy_session(**IDS)

    run(loopback, work)
