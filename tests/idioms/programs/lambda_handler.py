"""A Lambda function, with the service's name in a constant."""

import json
import os

import boto3

SERVICE = "chime"
REGION = os.environ.get("CHIME_REGION", "us-east-1")
chime = boto3.client(SERVICE, region_name=REGION)


def handler(event, context):
    body = json.loads(event["body"])
    meeting = chime.create_meeting(  # legacy: CreateMeeting
        ClientRequestToken=body["title"],
        MediaRegion=body.get("region", REGION),
    )
    attendee = chime.create_attendee(  # legacy: CreateAttendee
        MeetingId=meeting["Meeting"]["MeetingId"], ExternalUserId=body["name"]
    )
    return {"statusCode": 200, "body": json.dumps(attendee["Attendee"]["ExternalUserId"])}


print(handler({"body": json.dumps({"title": "lambda", "name": "ann"})}, None))
