"""Clients of sessions, made in several ways."""

import boto3
from botocore.session import get_session

session = boto3.Session(region_name="us-west-2")
chime = session.client("chime")
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors

other = boto3.session.Session().client(service_name="chime")
print(other.list_sip_rules()["SipRules"])  # legacy: ListSipRules

low = get_session().create_client("chime", region_name="eu-central-1")
print(low.list_app_instances()["AppInstances"])  # legacy: ListAppInstances
