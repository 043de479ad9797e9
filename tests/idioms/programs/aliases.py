"""boto3 and client by other names."""

import boto3 as aws
from boto3 import client as make_client, session as sessions

make = aws.client
first = make("chime")
second = make_client("chime")
third = sessions.Session().client("chime")
again = first

print(again.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(second.list_sip_rules()["SipRules"])  # legacy: ListSipRules
print(third.list_app_instances()["AppInstances"])  # legacy: ListAppInstances
