"""Exceptions told apart by their code."""

import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime")


def region_of(meeting_id):
    try:
        return chime.get_meeting(MeetingId=meeting_id)["Meeting"]["MediaRegion"]  # legacy: GetMeeting
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "NotFoundException":
            return None
        if code in ("ThrottledClientException", "ServiceUnavailableException"):
            return "later"
        raise


print(region_of("00000000-0000-0000-0000-000000000000"))
