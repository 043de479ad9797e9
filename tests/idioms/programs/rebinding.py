"""One name, one service after the other."""

import boto3

client = boto3.client("chime")
client.create_voice_connector(Name="first", RequireEncryption=True)  # legacy: CreateVoiceConnector

client = boto3.client("chime-sdk-voice", region_name="us-east-1")
client.create_voice_connector(Name="second", RequireEncryption=True)

client = boto3.client("s3", region_name="us-east-1")
client.create_bucket(Bucket="recordings")
print([each["Name"] for each in client.list_buckets()["Buckets"]])

client = boto3.client("chime")
print([each["Name"] for each in client.list_voice_connectors()["VoiceConnectors"]])  # legacy: ListVoiceConnectors
