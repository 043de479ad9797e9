"""Is given a client."""


def meet(client, title):
    meeting = client.create_meeting(  # legacy: CreateMeeting
        ClientRequestToken=title, ExternalMeetingId=title, MediaRegion="us-east-1"
    )
    return meeting["Meeting"]["MeetingId"]


class Attendance:
    def __init__(self, chime, meeting_id):
        self._chime = chime
        self._meeting_id = meeting_id

    def count(self):
        return len(self._chime.list_attendees(MeetingId=self._meeting_id)["Attendees"])  # legacy: ListAttendees
