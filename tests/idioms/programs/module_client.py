"""A client at the top of the module, used by its functions."""

import boto3

chime = boto3.client("chime", region_name="us-east-1")


def start(name):
    response = chime.create_meeting(  # legacy: CreateMeeting
        ClientRequestToken="token-" + name,
        ExternalMeetingId=name,
        MediaRegion="us-east-1",
    )
    return response["Meeting"]["MeetingId"]


def stop(meeting_id):
    chime.delete_meeting(MeetingId=meeting_id)  # legacy: DeleteMeeting


meeting = start("standup")
print("started", meeting)
print("region", chime.get_meeting(MeetingId=meeting)["Meeting"]["MediaRegion"])  # legacy: GetMeeting
stop(meeting)
print("stopped")
