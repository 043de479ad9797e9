"""A botocore without ``chime``, or without what the successors had: as for sync clients."""

from __future__ import annotations

import asyncio

import pytest
from aiobotocore.session import get_session

import chime_shim
from chime_shim import OperationRetiredError, SuccessorMissingError
from tests.support.botocore_data import PROXY_OPERATIONS, botocore_without

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


def by_client(loopback):
    return chime_shim.client("chime", session=get_session(), endpoint_url=loopback.url)


def by_session(loopback):
    return get_session().create_client("chime", endpoint_url=loopback.url)


def call(making):
    async def main():
        async with making as client:
            return await client.get_proxy_session(**IDS)

    return asyncio.run(main())


@pytest.fixture
def data(tmp_path):
    directory = tmp_path / "data"
    directory.mkdir()
    return directory


@pytest.mark.parametrize("make", [by_client, by_session])
def test_without_chime_the_restored_api_stands_alone(make, monkeypatch, data, loopback):
    botocore_without(monkeypatch, data, "chime")

    with chime_shim.install():
        assert call(make(loopback))["ResponseMetadata"]["HTTPStatusCode"] == 200

    (request,) = loopback.requests
    assert "/us-east-1/chime/aws4_request" in request.headers["authorization"]


@pytest.mark.parametrize(
    ("operations", "error"), [(PROXY_OPERATIONS, OperationRetiredError), (None, SuccessorMissingError)]
)
def test_what_a_successor_lacks_is_told(operations, error, monkeypatch, data, loopback):
    botocore_without(monkeypatch, data, "chime-sdk-voice", operations)

    with pytest.raises(error):
        call(by_client(loopback))

    assert loopback.requests == []
