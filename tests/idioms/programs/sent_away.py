"""A client that goes where nobody can follow it."""

import weakref

import boto3

chime = boto3.client("chime")
last = weakref.ref(chime)()
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(last.list_app_instances()["AppInstances"])  # legacy?: ListAppInstances
