"""A table of clients that is made from their names."""

import boto3

SERVICES = ("chime", "s3")

clients = {name: boto3.client(name, region_name="us-east-1") for name in SERVICES}
print(clients["chime"].list_voice_connectors()["VoiceConnectors"])  # legacy?: ListVoiceConnectors
print(clients["s3"].list_buckets()["Buckets"])
