"""Clients in a dict, by service."""

import boto3

CLIENTS = {
    "chime": boto3.client("chime"),
    "s3": boto3.client("s3", region_name="us-east-1"),
}

CLIENTS["s3"].create_bucket(Bucket="captures")
connector = CLIENTS["chime"].create_voice_connector(Name="dict", RequireEncryption=True)  # legacy: CreateVoiceConnector
print(connector["VoiceConnector"]["Name"], len(CLIENTS["s3"].list_buckets()["Buckets"]))

clients = {}
clients["voice"] = boto3.client("chime")
print(clients["voice"].list_sip_rules()["SipRules"])  # legacy: ListSipRules
