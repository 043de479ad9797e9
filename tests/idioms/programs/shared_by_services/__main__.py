"""A client that several modules use, each for another service."""

import aws
from aws import (
    chime,
)
from meetings import region

print(region("00000000-0000-0000-0000-000000000000"))
print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(aws.chime.list_app_instances()["AppInstances"])  # legacy: ListAppInstances
