"""Where they are used, by an imported name and through the module."""

import clients
from clients import chime


def connector(name):
    return chime.create_voice_connector(Name=name, RequireEncryption=True)["VoiceConnector"]["Name"]  # legacy: CreateVoiceConnector


def rules():
    return clients.chime.list_sip_rules()["SipRules"]  # legacy: ListSipRules


def buckets():
    return clients.s3.list_buckets()["Buckets"]
