"""A function that makes the client, and functions that ask it."""

import boto3


def chime_client():
    return boto3.client("chime", region_name="us-east-1")


def create(name):
    client = chime_client()
    return client.create_voice_connector(Name=name, RequireEncryption=True)["VoiceConnector"]  # legacy: CreateVoiceConnector


def names():
    return [each["Name"] for each in chime_client().list_voice_connectors()["VoiceConnectors"]]  # legacy: ListVoiceConnectors


create("north")
create("south")
print(names())
