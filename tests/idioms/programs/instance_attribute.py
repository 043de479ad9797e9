"""The client is kept in self."""

import boto3


class Conference:
    def __init__(self, region="us-east-1"):
        self.chime = boto3.client("chime", region_name=region)
        self.meeting = None

    def open(self, title):
        self.meeting = self.chime.create_meeting(  # legacy: CreateMeeting
            ClientRequestToken=title, ExternalMeetingId=title, MediaRegion="us-east-1"
        )["Meeting"]

    def add(self, user):
        reply = self.chime.create_attendee(MeetingId=self.meeting["MeetingId"], ExternalUserId=user)  # legacy: CreateAttendee
        return reply["Attendee"]["AttendeeId"]

    def users(self):
        reply = self.chime.list_attendees(MeetingId=self.meeting["MeetingId"])  # legacy: ListAttendees
        return sorted(each["ExternalUserId"] for each in reply["Attendees"])


conference = Conference()
conference.open("weekly")
print(conference.add("ann") != conference.add("bob"))
print(conference.users())
