"""On a server each request has a thread, and a function may come back with requests of its own."""

from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
import requests

from chime_shim.emulator import calls
from tests.emulator.calls.conftest import CALLER, NUMBER, PEER, action, bridge, on, respond

HANGUP = action("Hangup")


@pytest.fixture
def exchange_there(server):
    """The exchange of the server, which is in this process."""
    return calls.exchange()


@pytest.fixture
def voice_there(server):
    return boto3.client("chime-sdk-voice", region_name="us-east-1", endpoint_url=server)


def test_a_function_on_the_server_calls_the_server(exchange_there, voice_there, server):
    """For the call that it is invoked for, and to make another: neither waits for the other."""

    def handler(event, context):
        kind, details = event["InvocationEventType"], event["CallDetails"]
        application = details["SipMediaApplicationId"]
        if kind == "NEW_INBOUND_CALL":
            voice_there.update_sip_media_application_call(
                SipMediaApplicationId=application,
                TransactionId=details["TransactionId"],
                Arguments={"a": "b"},
            )
            voice_there.create_sip_media_application_call(
                SipMediaApplicationId=application, FromPhoneNumber=NUMBER, ToPhoneNumber=PEER
            )
            return respond(action("Pause", DurationInMilliseconds=1000))
        return respond(*([HANGUP] if kind in {"CALL_UPDATE_REQUESTED", "CALL_ANSWERED"} else []))

    exchange_there.application(handler, NUMBER)
    body = {"caller": CALLER, "to": NUMBER}
    call = requests.post(f"{server}/moto-api/chime-calls", json=body, timeout=10).json()
    assert call["events"] == ["NEW_INBOUND_CALL", "CALL_UPDATE_REQUESTED", "HANGUP"]
    outbound = exchange_there.calls[1]
    assert outbound.events == ["NEW_OUTBOUND_CALL", "RINGING", "CALL_ANSWERED", "HANGUP"]
    assert all(call.over for call in exchange_there.calls)


def test_calls_from_many_threads_are_each_played_to_their_end(exchange_there, server):
    exchange_there.max_calls = 1000
    exchange_there.application(on(NEW_INBOUND_CALL=[bridge()], ACTION_SUCCESSFUL=[HANGUP]), NUMBER)

    def place(number):
        body = {"caller": f"+1202555{number:04}", "to": NUMBER}
        return requests.post(f"{server}/moto-api/chime-calls", json=body, timeout=30).json()

    with ThreadPoolExecutor(8) as pool:
        placed = list(pool.map(place, range(40)))
    expected = ["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "HANGUP"]
    assert [call["events"] for call in placed] == [expected] * 40
    assert [call["legs"][0]["from"] for call in placed] == [f"+1202555{number:04}" for number in range(40)]
    assert len({call["transaction_id"] for call in placed}) == 40
