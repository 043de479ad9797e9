"""A dataclass with a client in a field."""

from dataclasses import dataclass, field
from typing import Any

import boto3


def _chime():
    return boto3.client("chime")


@dataclass
class Calls:
    name: str
    client: Any = field(default_factory=_chime)

    def connector(self):
        reply = self.client.create_voice_connector(Name=self.name, RequireEncryption=True)  # legacy: CreateVoiceConnector
        return reply["VoiceConnector"]["Name"]


print(Calls("data").connector())
