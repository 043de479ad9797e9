"""One client for all of a class, and for its subclass."""

import boto3


class Voice:
    client = boto3.client("chime")

    @classmethod
    def connector(cls, name):
        reply = cls.client.create_voice_connector(Name=name, RequireEncryption=False)  # legacy: CreateVoiceConnector
        return reply["VoiceConnector"]["VoiceConnectorId"]


class Trunk(Voice):
    def __init__(self, name):
        self.id = self.connector(name)

    def rename(self, name):
        reply = self.client.update_voice_connector(  # legacy: UpdateVoiceConnector
            VoiceConnectorId=self.id, Name=name, RequireEncryption=True
        )
        return reply["VoiceConnector"]["Name"]


trunk = Trunk("trunk")
print(trunk.rename("main trunk"))
print(Voice.client.get_voice_connector(VoiceConnectorId=trunk.id)["VoiceConnector"]["RequireEncryption"])  # legacy: GetVoiceConnector
