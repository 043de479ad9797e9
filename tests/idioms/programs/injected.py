"""A client that may be given, and is made if it is not."""

import boto3


class Trunks:
    def __init__(self, client=None):
        self._client = client or boto3.client("chime")

    def count(self):
        return len(self._client.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors


def groups(client=None):
    if client is None:
        client = boto3.client("chime")
    return client.list_voice_connector_groups()["VoiceConnectorGroups"]  # legacy: ListVoiceConnectorGroups


print(Trunks().count(), groups())
