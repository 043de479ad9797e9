"""A client that goes from a factory in one module to functions in another."""

import factory
from work import Attendance, meet

client = factory.chime_client()
meeting_id = meet(client, "across")
client.create_attendee(MeetingId=meeting_id, ExternalUserId="ann")  # legacy: CreateAttendee
print(Attendance(client, meeting_id).count())
