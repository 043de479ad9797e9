"""Classes that inherit the client from another module."""

from base import ChimeMixin


class Connectors(ChimeMixin):
    def names(self):
        return [each["Name"] for each in self.client.list_voice_connectors()["VoiceConnectors"]]  # legacy: ListVoiceConnectors

    def add(self, name):
        self.client.create_voice_connector(Name=name, RequireEncryption=True)  # legacy: CreateVoiceConnector


connectors = Connectors()
connectors.add("mixed in")
print(connectors.names())
