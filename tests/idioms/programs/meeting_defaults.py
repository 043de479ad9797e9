"""Meetings without what is required now."""

import boto3

chime = boto3.client("chime")

one = chime.create_meeting(ClientRequestToken="first-token")["Meeting"]  # legacy: CreateMeeting
print(one["MeetingId"], one["MediaRegion"])

token = "second-token"
two = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken=token,
    MediaRegion="eu-west-1",  # near the callers
)["Meeting"]
print(two["MeetingId"], two["MediaRegion"])

both = chime.create_meeting_with_attendees(  # legacy: CreateMeetingWithAttendees
    ClientRequestToken="third-token", Attendees=[{"ExternalUserId": "ann"}, {"ExternalUserId": "bob"}]
)
print([each["ExternalUserId"] for each in both["Attendees"]])
