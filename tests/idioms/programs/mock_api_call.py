"""A test that puts a function in the place of every API call."""

from unittest.mock import patch

import boto3
from botocore.client import BaseClient

original = BaseClient._make_api_call


def fake(self, operation_name, params):
    if operation_name == "CreateVoiceConnector":  # legacy?: CreateVoiceConnector
        return {"VoiceConnector": {"Name": params["Name"]}}
    return original(self, operation_name, params)


with patch("botocore.client.BaseClient._make_api_call", new=fake):
    chime = boto3.client("chime")
    made = chime.create_voice_connector(Name="faked", RequireEncryption=True)  # legacy: CreateVoiceConnector
    print(made["VoiceConnector"]["Name"], chime.list_sip_rules()["SipRules"])  # legacy: ListSipRules
