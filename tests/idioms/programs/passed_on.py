"""A client that is used under its own name, and given to what is called on by another."""

import boto3


def connectors(client):
    return client.list_voice_connectors()["VoiceConnectors"]  # legacy: ListVoiceConnectors


def instances(client):
    return client.list_app_instances()["AppInstances"]  # legacy: ListAppInstances


chime = boto3.client("chime")
print(connectors(chime), instances(chime))
print(chime.list_sip_rules()["SipRules"])  # legacy: ListSipRules
