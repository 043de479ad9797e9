"""Faults, within a process and on a server: botocore must make the same of them."""

import socket
import threading
import time

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from moto import mock_aws

from chime_shim.emulator import EmulatorSettings, configure, faults
from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends

CONNECTOR = {"Name": "x", "RequireEncryption": True}


@pytest.fixture(params=["process", "server"])
def new_client(request):
    """Makes clients that do not try again, of an emulator in this process or of one behind a socket."""
    endpoint = {}
    if request.param == "server":
        endpoint["endpoint_url"] = request.getfixturevalue("server")
    else:
        request.getfixturevalue("aws")

    def new(service="chime-sdk-voice", attempts=1, **config):
        config = Config(retries={"total_max_attempts": attempts}, **config)
        return boto3.client(service, "us-east-1", config=config, **endpoint)

    yield new
    faults.clear()


@pytest.fixture
def new_legacy(new_client, new_legacy_client):
    def new():
        modern = new_client()
        return new_legacy_client(endpoint_url=modern.meta.endpoint_url, config=modern.meta.config)

    return new


def connectors():
    return chime_sdk_voice_backends["123456789012"]["us-east-1"].voice_connectors


ERRORS = [
    ("chime-sdk-voice", "list_voice_connectors", "throttle", "ThrottledClientException", 429),
    ("chime-sdk-meetings", "list_attendees", "throttle", "ThrottlingException", 429),
    ("chime-sdk-identity", "list_app_instances", "throttle", "ThrottledClientException", 429),
    ("chime-sdk-messaging", "list_channels", "error-500", "ServiceFailureException", 500),
    ("chime-sdk-media-pipelines", "list_media_pipelines", "error-503", "ServiceUnavailableException", 503),
]


@pytest.mark.parametrize(("service", "method", "kind", "name", "status"), ERRORS)
def test_a_service_answers_with_its_own_error(new_client, service, method, kind, name, status):
    client = new_client(service)
    faults.inject("*", kind)
    required = {
        "list_attendees": {"MeetingId": "2f5c6a8e-96f7-4b34-9ae7-d6d3c1a3a8a8"},
        "list_channels": {
            "AppInstanceArn": "arn:aws:chime:us-east-1:1:app-instance/x",
            "ChimeBearer": "arn:a",
        },
    }
    with pytest.raises(getattr(client.exceptions, name)) as caught:
        getattr(client, method)(**required.get(method, {}))
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert caught.value.response["Error"] == {"Code": name, "Message": "A fault was injected"}


def test_the_legacy_endpoint_answers_with_the_legacy_error(new_legacy):
    legacy = new_legacy()
    faults.inject("ListVoiceConnectors", "throttle", times=1)
    with pytest.raises(legacy.exceptions.ThrottledClientException):
        legacy.list_voice_connectors()
    assert legacy.list_voice_connectors()["VoiceConnectors"] == []


@pytest.mark.parametrize(("kind", "error"), [("timeout", ReadTimeoutError), ("reset", ConnectionClosedError)])
def test_there_is_no_answer(new_client, kind, error):
    hasty, voice = new_client(read_timeout=1), new_client()
    with faults.inject("CreateVoiceConnector", kind, times=1) as fault:
        with pytest.raises(error):
            hasty.create_voice_connector(**CONNECTOR)
        assert fault.hits == 1
        assert connectors() == {}
        assert voice.create_voice_connector(**CONNECTOR)["VoiceConnector"]


def test_garbage_is_a_web_page_that_botocore_takes_for_an_empty_reply(new_client):
    voice = new_client()
    faults.inject("CreateVoiceConnector", "garbage")
    reply = voice.create_voice_connector(**CONNECTOR)
    assert set(reply) == {"ResponseMetadata"}
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert reply["ResponseMetadata"]["HTTPHeaders"]["content-type"].startswith("text/html")
    assert connectors() == {}


def test_what_is_slow_is_done_in_the_end(new_client):
    voice = new_client()
    faults.inject("*", "slow", seconds=0.2, times=1)
    started = time.perf_counter()
    assert voice.create_voice_connector(**CONNECTOR)["VoiceConnector"]
    assert time.perf_counter() - started > 0.2
    assert len(connectors()) == 1


def test_a_slow_call_holds_up_no_other(new_client):
    voice = new_client(max_pool_connections=2)
    voice.list_voice_connectors()
    faults.inject("CreateVoiceConnector", "slow", seconds=2)
    slow = threading.Thread(target=voice.create_voice_connector, kwargs=CONNECTOR)
    slow.start()
    assert voice.list_voice_connectors()["VoiceConnectors"] == []
    assert slow.is_alive()
    slow.join()
    assert len(connectors()) == 1


@pytest.mark.parametrize("kind", ["error-500", "error-503", "reset"])
def test_botocore_tries_again(new_client, kind):
    voice = new_client(attempts=2)
    fault = faults.inject("CreateVoiceConnector", kind, times=1)
    made = voice.create_voice_connector(**CONNECTOR)
    assert made["ResponseMetadata"]["RetryAttempts"] == 1
    assert fault.hits == len(connectors()) == 1


def test_the_connection_is_really_closed(server):
    faults.inject("ListVoiceConnectors", "reset")
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        authorization = "AWS4-HMAC-SHA256 Credential=a/20260401/us-east-1/chime/aws4_request"
        request = f"GET /voice-connectors HTTP/1.1\r\nHost: {host}\r\nAuthorization: {authorization}\r\n\r\n"
        connection.sendall(request.encode())
        assert connection.recv(1) == b""
    faults.clear()


def test_a_caller_who_gives_up_leaves_no_thread_behind(server):
    def waiting():
        return [each for each in threading.enumerate() if "process_request_thread" in each.name]

    faults.inject("ListVoiceConnectors", "timeout", times=1)
    config = Config(read_timeout=1, retries={"total_max_attempts": 1})
    voice = boto3.client("chime-sdk-voice", "us-east-1", endpoint_url=server, config=config)
    with pytest.raises(ReadTimeoutError):
        voice.list_voice_connectors()
    voice.close()
    deadline = time.monotonic() + 5
    while waiting() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not waiting()


@pytest.mark.parametrize(
    ("pattern", "fails"),
    [
        ("ListVoiceConnectors", True),
        ("chime-sdk-voice:ListVoiceConnectors", True),
        ("List*", True),
        ("chime-sdk-voice:*", True),
        ("chime:*", False),
        ("Create*", False),
    ],
)
def test_a_pattern_names_the_operations(voice, pattern, fails):
    faults.inject(pattern, "throttle")
    if fails:
        with pytest.raises(ClientError):
            voice.list_voice_connectors()
    else:
        voice.list_voice_connectors()


def test_the_oldest_fault_strikes_until_it_is_used_up(voice):
    for kind in ("throttle", "error-503"):
        faults.inject("ListVoiceConnectors", kind, times=1)
    config = Config(retries={"total_max_attempts": 1})
    voice = boto3.client("chime-sdk-voice", "us-east-1", config=config)
    for status in (429, 503):
        with pytest.raises(ClientError) as caught:
            voice.list_voice_connectors()
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert voice.list_voice_connectors()


def outcomes(voice, **options):
    with faults.inject("*", "throttle", probability=0.5, **options) as fault:
        failed = []
        for _ in range(20):
            before = fault.hits
            try:
                voice.list_voice_connectors()
            except voice.exceptions.ThrottledClientException:
                assert fault.hits == before + 1
            failed.append(fault.hits - before)
    return failed


def test_a_seed_makes_the_choice_repeat(voice):
    seven, again, eight = (outcomes(voice, seed=seed) for seed in (7, 7, 8))
    assert seven == again != eight
    assert 3 < sum(seven) < 17
    assert outcomes(voice) == outcomes(voice), "the emulator's seed"
    with configure(EmulatorSettings()):
        assert 0 < sum(outcomes(voice) + outcomes(voice)) < 40


def test_a_fault_ends_with_its_block_or_when_it_is_told_to(voice):
    with faults.inject("*", "throttle") as fault:
        assert list(faults) == [fault]
    fault.end()
    other = faults.inject("*", "throttle")
    other.end()
    assert list(faults) == []
    assert voice.list_voice_connectors()
    assert (fault.hits, other.hits) == (0, 0)


def test_a_reset_ends_all(server):
    for reset in (mock_aws().reset, lambda: requests.post(f"{server}/moto-api/reset", timeout=5)):
        faults.inject("*", "throttle")
        reset()
        assert list(faults) == []
    with mock_aws():
        faults.inject("*", "throttle")
    assert list(faults) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"operation": "CreateMeting"}, "no operation of Chime's is called 'CreateMeting'"),
        ({"operation": "create_meeting"}, "no operation"),
        ({"kind": "explode"}, "there are throttle, error-500, error-503, timeout, reset, garbage, slow"),
        ({"times": 0}, "times is at least 1"),
        ({"probability": 0}, "probability is more than 0"),
        ({"probability": 1.5}, "at most 1"),
        ({"seconds": -1}, "seconds is 0 or more"),
    ],
)
def test_a_fault_that_could_never_happen_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        faults.inject(**{"operation": "*", "kind": "throttle", **arguments})
    assert list(faults) == []


def test_faults_over_http(server):
    url = f"{server}/moto-api/chime-faults"
    fault = {"operation": "CreateMeeting", "kind": "slow", "times": 2, "probability": 0.5, "seconds": 3}
    made = requests.post(url, json={**fault, "seed": 7}, timeout=5)
    assert (made.status_code, made.json()) == (200, {"faults": [{**fault, "hits": 0}]})
    assert requests.get(url, timeout=5).json() == made.json()
    assert requests.delete(url, timeout=5).json() == {"faults": []}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'{"operation": "*"}', b'{"operation": "*", "kind": "slow", "time": 1}']
)
def test_a_request_for_a_fault_that_makes_no_sense(server, body):
    reply = requests.post(f"{server}/moto-api/chime-faults", data=body, timeout=5)
    assert reply.status_code == 400
    assert reply.json()["Error"]
    for kind, value in (
        ("times", "2"),
        ("probability", None),
        ("seconds", "x"),
        ("operation", 1),
        ("kind", []),
    ):
        body = {"operation": "*", "kind": "slow", kind: value}
        assert requests.post(f"{server}/moto-api/chime-faults", json=body, timeout=5).status_code == 400
    assert list(faults) == []


def test_faults_over_motos_api_within_a_process(aws):
    url = "http://motoapi.amazonaws.com/moto-api/chime-faults"
    requests.post(url, json={"operation": "*", "kind": "throttle"}, timeout=5)
    assert len(list(faults)) == 1
