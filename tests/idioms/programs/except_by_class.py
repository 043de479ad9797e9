"""Exceptions caught by the client's own classes."""

import boto3

chime = boto3.client("chime")

try:
    chime.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")  # legacy: GetVoiceConnector
except chime.exceptions.NotFoundException as error:
    print("no connector", error.response["Error"]["Code"])

try:
    chime.get_meeting(MeetingId="00000000-0000-0000-0000-000000000000")  # legacy: GetMeeting
except (chime.exceptions.NotFoundException, chime.exceptions.ThrottledClientException) as error:
    print("no meeting", type(error).__name__)
except chime.exceptions.UnauthorizedClientException:
    print("not allowed")
