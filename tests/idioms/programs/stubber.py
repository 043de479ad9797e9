"""A test with botocore's Stubber."""

import unittest

import boto3
from botocore.stub import ANY, Stubber


def attendee(client, meeting_id, user):
    return client.create_attendee(MeetingId=meeting_id, ExternalUserId=user)["Attendee"]["JoinToken"]  # legacy: CreateAttendee


class AttendeeTest(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("chime", region_name="us-east-1")
        self.stubber = Stubber(self.client)
        self.stubber.activate()

    def test_token(self):
        self.stubber.add_response(
            "create_attendee",  # legacy: CreateAttendee
            {"Attendee": {"AttendeeId": "a1", "ExternalUserId": "ann", "JoinToken": "token"}},
            {"MeetingId": "m1", "ExternalUserId": ANY},
        )
        self.assertEqual(attendee(self.client, "m1", "ann"), "token")
        self.stubber.assert_no_pending_responses()


outcome = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(AttendeeTest).run(outcome)
print(outcome.testsRun, outcome.failures, outcome.errors)
