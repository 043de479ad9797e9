"""A botocore that lacks a successor, or operations of one: the call says so, and what to do."""

from __future__ import annotations

import pickle

import botocore
import pytest
from botocore.exceptions import ClientError, UnknownServiceError

import chime_shim
from chime_shim import OperationRetiredError, SuccessorMissingError
from tests.support.botocore_data import PROXY_OPERATIONS, botocore_without
from tests.support.proxy_calls import PROXY_CALL_IDS, PROXY_CALLS

VOICE = "chime-sdk-voice"


@pytest.fixture
def data(tmp_path):
    directory = tmp_path / "data"
    directory.mkdir()
    return directory


@pytest.mark.parametrize(("method", "params"), [call[:2] for call in PROXY_CALLS], ids=PROXY_CALL_IDS)
def test_proxy_sessions_that_botocore_dropped_are_retired(method, params, monkeypatch, data, loopback):
    botocore_without(monkeypatch, data, VOICE, PROXY_OPERATIONS)
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    with pytest.raises(OperationRetiredError) as caught:
        getattr(client, method)(**params)

    assert isinstance(caught.value, ClientError)
    assert caught.value.operation_name == client.meta.method_to_api_mapping[method]
    assert caught.value.response["Error"]["Code"] == "OperationRetired"
    message = str(caught.value)
    assert "for which AWS ended support on 2026-04-07" in message
    assert f"botocore {botocore.__version__} has it no longer" in message
    assert f'@chime_shim.replace("{caught.value.operation_name}")' in message

    client.list_voice_connectors()
    assert [request.path for request in loopback.requests] == ["/voice-connectors"]


def test_no_url_is_presigned_for_a_dropped_operation(monkeypatch, data):
    botocore_without(monkeypatch, data, VOICE, PROXY_OPERATIONS)

    with pytest.raises(OperationRetiredError):
        chime_shim.client().generate_presigned_url("get_proxy_session", PROXY_CALLS[1][1])


def test_a_replacement_answers_for_a_dropped_operation(monkeypatch, data):
    botocore_without(monkeypatch, data, VOICE, PROXY_OPERATIONS)

    @chime_shim.replace("GetProxySession")
    def get_proxy_session(client, **params):
        return {"ProxySession": {"ProxySessionId": params["ProxySessionId"]}}

    try:
        response = chime_shim.client().get_proxy_session(VoiceConnectorId="v", ProxySessionId="p")
    finally:
        get_proxy_session.undo()

    assert response["ProxySession"] == {"ProxySessionId": "p"}


@pytest.mark.parametrize(
    ("service", "operations", "missing", "call"),
    [
        (VOICE, None, VOICE, lambda client: client.list_voice_connectors()),
        (VOICE, ["ListSipRules"], f"{VOICE}:ListSipRules", lambda client: client.list_sip_rules()),
        (
            "chime-sdk-messaging",
            ["GetMessagingStreamingConfigurations"],
            "chime-sdk-messaging:GetMessagingStreamingConfigurations",
            lambda client: client.get_app_instance_streaming_configurations(AppInstanceArn="arn:x"),
        ),
        (VOICE, None, VOICE, lambda client: chime_shim.successor(client, VOICE)),
    ],
    ids=["service", "operation", "operation of a composed call", "the way out"],
)
def test_an_old_botocore_is_told_which_boto3_to_install(
    service, operations, missing, call, monkeypatch, data, loopback
):
    botocore_without(monkeypatch, data, service, operations)
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    with pytest.raises(SuccessorMissingError) as caught:
        call(client)

    assert isinstance(caught.value, UnknownServiceError)
    assert f"The installed botocore {botocore.__version__} has no {missing}," in str(caught.value)
    assert 'pip install "boto3>=1.26.133"' in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert loopback.requests == []


def test_the_other_successors_go_on_working(monkeypatch, data, loopback):
    botocore_without(monkeypatch, data, VOICE)

    chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url).delete_meeting(MeetingId="m")

    assert [request.path for request in loopback.requests] == ["/meetings/m"]
