"""A test that puts a mock in the place of boto3.client."""

from unittest import mock

import boto3


def connector_names():
    chime = boto3.client("chime")
    return [each["Name"] for each in chime.list_voice_connectors()["VoiceConnectors"]]  # legacy: ListVoiceConnectors


with mock.patch("boto3.client") as client:
    client.return_value.list_voice_connectors.return_value = {"VoiceConnectors": [{"Name": "mocked"}]}
    print(connector_names())
    client.return_value.list_voice_connectors.assert_called_once_with()
