"""Parameters that are gathered in a dict first."""

import boto3

chime = boto3.client("chime")


def open_meeting(name, region=None):
    params = {"ClientRequestToken": name, "ExternalMeetingId": name, "MediaRegion": "us-east-1"}
    if region:
        params["MediaRegion"] = region
    return chime.create_meeting(**params)["Meeting"]  # legacy: CreateMeeting


def attend(meeting_id, **kwargs):
    return chime.create_attendee(MeetingId=meeting_id, **kwargs)["Attendee"]  # legacy: CreateAttendee


meeting = open_meeting("dicts", "eu-west-1")
print(meeting["MediaRegion"], attend(meeting["MeetingId"], ExternalUserId="ann")["ExternalUserId"])
