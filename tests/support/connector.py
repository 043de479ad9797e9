"""A voice connector that behaviors are tried on."""

from __future__ import annotations


class Connector:
    """A voice connector, as ``aws_chime_voice_connector`` makes it, and its settings."""

    def __init__(self, aws):
        self.voice = aws["chime-sdk-voice"]
        made = self.voice.create_voice_connector(Name="vc-tf-acc-test", RequireEncryption=True)
        self.at = {"VoiceConnectorId": made["VoiceConnector"]["VoiceConnectorId"]}

    def __getattr__(self, operation):
        return lambda **params: getattr(self.voice, operation)(**self.at, **params)

    @property
    def shown(self):
        return self.get_voice_connector()["VoiceConnector"]
