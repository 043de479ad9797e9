"""Tags of attendees, which do not exist any more."""

import boto3

chime = boto3.client("chime")
meeting_id = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="tagged", ExternalMeetingId="tagged", MediaRegion="us-east-1"
)["Meeting"]["MeetingId"]
ann = chime.create_attendee(  # legacy: CreateAttendee
    MeetingId=meeting_id,
    ExternalUserId="ann",
    Tags=[{"Key": "role", "Value": "host"}],
)["Attendee"]
reply = chime.batch_create_attendee(  # legacy: BatchCreateAttendee
    MeetingId=meeting_id,
    Attendees=[{"ExternalUserId": "bob", "Tags": [{"Key": "role", "Value": "guest"}]}],
)
print(ann["ExternalUserId"], reply["Attendees"][0]["ExternalUserId"])
