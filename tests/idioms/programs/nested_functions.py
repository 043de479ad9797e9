"""Closures, nonlocal names and a default argument."""

import boto3


def make_caller():
    chime = boto3.client("chime")

    def call(name):
        return chime.create_voice_connector(Name=name, RequireEncryption=True)["VoiceConnector"]["Name"]  # legacy: CreateVoiceConnector

    return call


def listing(client=boto3.client("chime")):
    return client.list_voice_connectors()["VoiceConnectors"]  # legacy: ListVoiceConnectors


print(make_caller()("closure"), len(listing()))
