"""Rooms are meetings of Amazon Chime."""

import boto3

chime = boto3.client("chime", region_name="us-east-1")


def open_room(name):
    response = chime.create_meeting(ClientRequestToken=name)
    return {"room": response["Meeting"]["MeetingId"]}


def let_in(room, name):
    try:
        attendee = chime.create_attendee(MeetingId=room, ExternalUserId=name)["Attendee"]
    except chime.exceptions.NotFoundException:
        return None
    return {"guest": attendee["AttendeeId"], "name": attendee["ExternalUserId"]}


def describe(room):
    try:
        meeting = chime.get_meeting(MeetingId=room)["Meeting"]
    except chime.exceptions.NotFoundException:
        return None
    attendees = chime.list_attendees(MeetingId=room)["Attendees"]
    names = sorted(attendee["ExternalUserId"] for attendee in attendees)
    return {"room": room, "region": meeting["MediaRegion"], "guests": names}


def close(room):
    chime.delete_meeting(MeetingId=room)
    return {"closed": room}
