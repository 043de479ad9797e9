"""Methods that are kept and called later."""

from functools import partial

import boto3

chime = boto3.client("chime")
create = chime.create_meeting  # legacy: CreateMeeting
meeting = create(ClientRequestToken="bound", ExternalMeetingId="bound", MediaRegion="us-east-1")["Meeting"]
attend = partial(chime.create_attendee, MeetingId=meeting["MeetingId"])  # legacy: CreateAttendee
print([attend(ExternalUserId=user)["Attendee"]["ExternalUserId"] for user in ("ann", "bob")])
ACTIONS = {
    "list": chime.list_attendees,  # legacy: ListAttendees
    "stop": chime.delete_meeting,  # legacy: DeleteMeeting
}
print(len(ACTIONS["list"](MeetingId=meeting["MeetingId"])["Attendees"]))
