"""Meetings."""

from aws import chime


def region(meeting_id):
    try:
        return chime.get_meeting(MeetingId=meeting_id)["Meeting"]["MediaRegion"]  # legacy: GetMeeting
    except chime.exceptions.NotFoundException:
        return None
