"""Exceptions of a client whose calls go to several services, where they are not caught at once."""

import boto3

chime = boto3.client("chime")
GONE = (chime.exceptions.NotFoundException, chime.exceptions.BadRequestException)


def find():
    for call in (
        lambda: chime.get_meeting(MeetingId="4b7f0ed6-5a1f-4b0a-9f0e-8f8f0f8f0f8f"),  # legacy: GetMeeting
        lambda: chime.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4"),  # legacy: GetVoiceConnector
    ):
        try:
            call()
        except GONE as error:
            yield isinstance(error, chime.exceptions.NotFoundException), error.response["Error"]["Code"]


print(list(find()))
