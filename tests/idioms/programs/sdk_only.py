"""Has moved already."""

import boto3

meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
voice = boto3.client("chime-sdk-voice", region_name="us-east-1")

meeting = meetings.create_meeting(
    ClientRequestToken="moved", ExternalMeetingId="moved", MediaRegion="us-east-1"
)["Meeting"]
meetings.create_attendee(MeetingId=meeting["MeetingId"], ExternalUserId="ann")
print(voice.create_voice_connector(Name="moved", RequireEncryption=True)["VoiceConnector"]["Name"])
print(len(meetings.list_attendees(MeetingId=meeting["MeetingId"])["Attendees"]))
