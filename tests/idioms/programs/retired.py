"""Operations that went nowhere."""

import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime")
for attempt in (
    lambda: chime.list_meetings(),  # legacy: ListMeetings
    lambda: chime.list_attendee_tags(MeetingId="m", AttendeeId="a"),  # legacy: ListAttendeeTags
):
    try:
        attempt()
    except ClientError as error:
        print(error.operation_name, error.response["Error"]["Code"])
