"""Clients in the middle of expressions."""

import boto3

if connectors := (chime := boto3.client("chime")).list_voice_connectors()["VoiceConnectors"]:  # legacy: ListVoiceConnectors
    print("some", connectors)
print(chime.list_sip_rules()["SipRules"])  # legacy: ListSipRules
print(boto3.client("chime").list_app_instances()["AppInstances"])  # legacy: ListAppInstances
one, other = boto3.client("chime"), boto3.client("s3", region_name="us-east-1")
print(one.list_voice_connector_groups()["VoiceConnectorGroups"], other.list_buckets()["Buckets"])  # legacy: ListVoiceConnectorGroups
