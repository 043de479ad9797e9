"""The eight operations on aiobotocore: the same generators, awaited."""

import asyncio
import threading

import pytest
from aiobotocore.session import get_session
from moto.server import ThreadedMotoServer

import chime_shim
from chime_shim import proxy_sessions
from chime_shim.proxy_sessions._template import table

TABLE = "proxy-sessions"
CONNECTOR = "abcdef1ghij2klmno3pqr4"


@pytest.fixture
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def installed(server):
    installation = proxy_sessions.install(TABLE, endpoint_url=server)
    yield
    installation.uninstall()


async def conversation(server):
    session = get_session()
    async with session.create_client("dynamodb", "us-east-1", endpoint_url=server) as db:
        await db.create_table(**table(TABLE))
        item = {"pk": "POOL", "sk": "NUM#+12065550120", "country": "US", "state": "active"}
        await db.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})
    ids = {"VoiceConnectorId": CONNECTOR}
    async with chime_shim.client("chime", "us-east-1", session=session) as chime:
        await chime.put_voice_connector_proxy(
            **ids, DefaultSessionExpiryMinutes=5, PhoneNumberPoolCountries=["US"]
        )
        people = {"ParticipantPhoneNumbers": ["+14015550101", "+12065550100"]}
        made = await chime.create_proxy_session(**ids, **people, Capabilities=["Voice"])
        with pytest.raises(chime.exceptions.BadRequestException, match="Every number of the pool"):
            await chime.create_proxy_session(**ids, **people, Capabilities=["Voice"])
        ids["ProxySessionId"] = made["ProxySession"]["ProxySessionId"]
        await chime.update_proxy_session(**ids, Capabilities=["Voice"], ExpiryMinutes=9)
        got = await chime.get_proxy_session(**ids)
        await chime.delete_proxy_session(**ids)
        listed = await chime.list_proxy_sessions(VoiceConnectorId=CONNECTOR, Status="Closed")
        return made, got, listed


def test_they_answer_as_those_of_boto3(server, installed):
    before = threading.active_count()
    made, got, listed = asyncio.run(conversation(server))
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert got["ProxySession"]["ExpiryMinutes"] == 9
    assert [each["Status"] for each in listed["ProxySessions"]] == ["Closed"]
    assert threading.active_count() <= before + 1
