"""Pages, fetched until there is no token."""

import boto3

chime = boto3.client("chime")
meeting = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="pages", ExternalMeetingId="pages", MediaRegion="us-east-1"
)["Meeting"]["MeetingId"]
chime.batch_create_attendee(  # legacy: BatchCreateAttendee
    MeetingId=meeting, Attendees=[{"ExternalUserId": f"user-{number}"} for number in range(5)]
)


def attendees(meeting_id):
    page = chime.list_attendees(MeetingId=meeting_id, MaxResults=2)  # legacy: ListAttendees
    while True:
        yield from page["Attendees"]
        token = page.get("NextToken")
        if not token:
            return
        page = chime.list_attendees(MeetingId=meeting_id, MaxResults=2, NextToken=token)  # legacy: ListAttendees


def all_of(method, member, **params):
    found = []
    while True:
        page = method(**params)
        found += page[member]
        if not page.get("NextToken"):
            return found
        params["NextToken"] = page["NextToken"]


print([each["ExternalUserId"] for each in attendees(meeting)])
print(len(all_of(chime.list_attendees, "Attendees", MeetingId=meeting, MaxResults=3)))  # legacy: ListAttendees
