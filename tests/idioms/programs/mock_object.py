"""A test that puts mocks in the place of one method."""

from unittest import mock

import boto3

chime = boto3.client("chime")


def title(meeting_id):
    return chime.get_meeting(MeetingId=meeting_id)["Meeting"]["ExternalMeetingId"]  # legacy: GetMeeting


with mock.patch.object(chime, "get_meeting") as get_meeting:  # legacy: GetMeeting
    get_meeting.return_value = {"Meeting": {"ExternalMeetingId": "mocked"}}
    print(title("m1"))
    get_meeting.assert_called_once_with(MeetingId="m1")
