"""A return that may not be reached, and what comes after it."""

from contextlib import suppress

import boto3

chime = boto3.client("chime")


def find_or_create(name):
    with suppress(chime.exceptions.NotFoundException, KeyError):
        return chime.get_voice_connector(VoiceConnectorId=name)["VoiceConnector"]["Name"]  # legacy: GetVoiceConnector
    return chime.create_meeting(ClientRequestToken=name)["Meeting"]["MediaRegion"]  # legacy: CreateMeeting


print(find_or_create("abcdef1ghij2klmno3pqr4"))
