"""The client goes from function to function."""

import boto3


def open_meeting(client, token):
    return client.create_meeting(  # legacy: CreateMeeting
        ClientRequestToken=token, ExternalMeetingId=token, MediaRegion="us-east-1"
    )["Meeting"]


def invite(meeting, users, *, client):
    for user in users:
        yield join(client, meeting["MeetingId"], user)


def join(chime, meeting_id, user):
    return chime.create_attendee(MeetingId=meeting_id, ExternalUserId=user)["Attendee"]  # legacy: CreateAttendee


def main():
    chime = boto3.client("chime")
    meeting = open_meeting(chime, "party")
    print([each["ExternalUserId"] for each in invite(meeting, ["ann", "bob"], client=chime)])


main()
