"""A class of one's own that has the name of a type."""

import logging

import boto3

log = logging.getLogger("ChimeClient")


class ChimeClient:
    def __init__(self) -> None:
        self.chime = boto3.client("chime")

    def names(self):
        return [each["Name"] for each in self.chime.list_voice_connectors()["VoiceConnectors"]]  # legacy: ListVoiceConnectors

    def make(self, name) -> "ChimeClient":
        self.chime.create_voice_connector(Name=name, RequireEncryption=True)  # legacy: CreateVoiceConnector
        return self


def connected(client: ChimeClient):
    return client.make("main").names()


print(log.name, connected(ChimeClient()))
