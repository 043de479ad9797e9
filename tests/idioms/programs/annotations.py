"""The type tells what the parameter is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_chime import ChimeClient
    from mypy_boto3_chime.client import ChimeClient as Client


def connectors(client: ChimeClient) -> list[str]:
    return [each["Name"] for each in client.list_voice_connectors()["VoiceConnectors"]]  # legacy: ListVoiceConnectors


class Rules:
    client: "Client"

    def __init__(self, client: Client) -> None:
        self.client = client

    def all(self):
        return self.client.list_sip_rules()["SipRules"]  # legacy: ListSipRules


chime: "ChimeClient" = boto3.client("chime")
print(connectors(chime), Rules(chime).all())
