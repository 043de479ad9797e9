"""One handler for calls that go to two services."""

import boto3

chime = boto3.client("chime")

try:
    print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
    chime.get_meeting(MeetingId="00000000-0000-0000-0000-000000000000")  # legacy: GetMeeting
except chime.exceptions.NotFoundException:
    print("one of the two")
except chime.exceptions.ResourceLimitExceededException:
    print("too many")
