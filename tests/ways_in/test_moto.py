"""moto's ``mock_aws`` around old code: with the emulator imported, removed operations are answered too."""

from __future__ import annotations

import boto3
import pytest
from moto import mock_aws

import chime_shim
import chime_shim.emulator

CONNECTOR = {"Name": "support", "RequireEncryption": True}


@pytest.fixture(autouse=True)
def installed():
    with chime_shim.install():
        yield


def old_code(client):
    connector = client.create_voice_connector(**CONNECTOR)["VoiceConnector"]["VoiceConnectorId"]
    return [each["VoiceConnectorId"] for each in client.list_voice_connectors()["VoiceConnectors"]], connector


@mock_aws
def test_as_a_decorator():
    listed, made = old_code(boto3.client("chime"))

    assert listed == [made]


def test_as_a_context_manager_with_a_client_made_before_it():
    client = boto3.client("chime")
    with mock_aws():
        first, made = old_code(client)
        assert first == [made]
    with mock_aws():
        assert client.list_voice_connectors()["VoiceConnectors"] == []


@mock_aws
class TestAsAClassDecorator:
    def test_it_is_answered(self):
        listed, made = old_code(boto3.client("chime"))

        assert listed == [made]


def test_started_and_stopped():
    mock = mock_aws()
    mock.start()
    try:
        assert old_code(boto3.client("chime"))[0]
    finally:
        mock.stop()


@mock_aws
def test_old_and_new_code_see_one_state():
    _, made = old_code(boto3.client("chime"))

    voice = boto3.client("chime-sdk-voice", "us-east-1")

    assert voice.get_voice_connector(VoiceConnectorId=made)["VoiceConnector"]["Name"] == "support"


@mock_aws
def test_errors_are_the_legacy_clients_own():
    client = boto3.client("chime")

    with pytest.raises(client.exceptions.NotFoundException):
        client.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")


@mock_aws
def test_other_services_of_moto_are_there_as_ever():
    boto3.client("sqs", "us-east-1").create_queue(QueueName="q")

    assert len(boto3.client("sqs", "us-east-1").list_queues()["QueueUrls"]) == 1
