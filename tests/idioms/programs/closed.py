"""What all clients have, asked of one whose calls go to two services."""

import boto3

chime = boto3.client("chime")
print(chime.can_paginate("list_voice_connectors"), chime.meta.region_name)  # legacy: ListVoiceConnectors
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(chime.list_app_instances()["AppInstances"])  # legacy: ListAppInstances
chime.close()
