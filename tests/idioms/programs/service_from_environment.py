"""Which service it is, the environment decides."""

import os

import boto3

client = boto3.client(os.environ.get("CALL_SERVICE", "chime"), region_name="us-east-1")
print(client.list_voice_connectors()["VoiceConnectors"])  # legacy?: ListVoiceConnectors
