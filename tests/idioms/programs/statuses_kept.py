"""Statuses that are kept in objects, looked for by constants, and compared later."""

import boto3

META, STATUS = "ResponseMetadata", "HTTPStatusCode"
CREATED = 201


class Answer:
    def __init__(self, reply):
        self.status = reply.get(META, {}).get(STATUS, 500)

    @property
    def created(self):
        return self.status == CREATED


chime = boto3.client("chime")
reply = chime.create_meeting(ClientRequestToken="standup")  # legacy: CreateMeeting
meeting = reply["Meeting"]["MeetingId"]
print(Answer(reply).created, reply[META][STATUS] in (201,), not reply[META][STATUS] != 201)
users = [
    user
    for user in ("ann", "bob")
    if chime.create_attendee(MeetingId=meeting, ExternalUserId=user)[META][STATUS] == 201  # legacy: CreateAttendee
]
print(users)
match chime.create_attendee(MeetingId=meeting, ExternalUserId="eve")[META][STATUS]:  # legacy: CreateAttendee
    case 201 | 202:
        print("made")
    case _:
        print("not")
