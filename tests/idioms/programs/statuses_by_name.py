"""Statuses that are looked at by way of names, of two services."""

import boto3

chime = boto3.client("chime")
s3 = boto3.client("s3", region_name="us-east-1")

reply = s3.create_bucket(Bucket="recordings")
if reply["ResponseMetadata"]["HTTPStatusCode"] == 201:
    print("S3 has changed")

meeting = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="by-name", ExternalMeetingId="by name", MediaRegion="us-east-1"
)
metadata = meeting["ResponseMetadata"]
status = metadata["HTTPStatusCode"]
if status != 201:
    raise RuntimeError("not made")

reply = chime.create_attendee(MeetingId=meeting["Meeting"]["MeetingId"], ExternalUserId="ann")  # legacy: CreateAttendee
match reply["ResponseMetadata"]["HTTPStatusCode"]:
    case 201 | 202:
        print("is in", 201 == status)
    case other:
        print("is not in", other)
