"""The same names of errors, of a table and of meetings."""

import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime")
table = boto3.client("dynamodb", region_name="us-east-1")


def is_stored(key):
    try:
        table.get_item(TableName="meetings", Key={"id": {"S": key}})
    except ClientError as error:
        # What a meeting calls NotFoundException.
        if error.response["Error"]["Code"] == "NotFoundException":
            return False
        return error.response["Error"]["Code"]
    return True


def is_there(meeting):
    try:
        chime.get_meeting(MeetingId=meeting)  # legacy: GetMeeting
    except ClientError as error:
        match error.response["Error"]["Code"]:
            case "NotFoundException":
                return False
            case "ThrottledClientException" | "ServiceUnavailableException":
                return "later"
        raise
    return True


print(is_stored("m"), is_there("00000000-0000-0000-0000-000000000000"))
