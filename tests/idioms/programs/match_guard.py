"""Calls in places where one seldom looks."""

import boto3

chime = boto3.client("chime")
counts = {"made": 0}


def width():
    return len(chime.list_voice_connectors()["VoiceConnectors"]) + 3  # legacy: ListVoiceConnectors


match width():
    case 0 if chime.create_voice_connector(Name="never", RequireEncryption=True):  # legacy: CreateVoiceConnector
        print("none")
    case many if chime.create_voice_connector(Name="one", RequireEncryption=True):  # legacy: CreateVoiceConnector
        print(many)

counts[chime.create_voice_connector(Name="made", RequireEncryption=True)["VoiceConnector"]["Name"]] += 1  # legacy: CreateVoiceConnector
print(counts, f"{'x':>{len(chime.list_voice_connectors()['VoiceConnectors'])}}")  # legacy: ListVoiceConnectors
