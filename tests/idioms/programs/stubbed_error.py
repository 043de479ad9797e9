"""A stubbed error of a service that renamed it."""

import boto3
from botocore.exceptions import ClientError
from botocore.stub import Stubber

chime = boto3.client("chime")

with Stubber(chime) as stubber:
    stubber.add_client_error("get_meeting", "UnauthorizedClientException", http_status_code=401)  # legacy: GetMeeting
    try:
        chime.get_meeting(MeetingId="00000000-0000-0000-0000-000000000000")  # legacy: GetMeeting
    except chime.exceptions.UnauthorizedClientException:
        print("not allowed")
    stubber.add_client_error("get_meeting", "ThrottledClientException", http_status_code=429)  # legacy: GetMeeting
    try:
        chime.get_meeting(MeetingId="00000000-0000-0000-0000-000000000000")  # legacy: GetMeeting
    except ClientError as error:
        if error.response["Error"]["Code"] == "ThrottledClientException":
            print("too fast")
