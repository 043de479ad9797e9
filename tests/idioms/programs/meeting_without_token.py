"""No token to name the meeting after."""

from boto3 import client

chime = client("chime")
meeting = chime.create_meeting(MediaRegion="us-west-2")["Meeting"]  # legacy: CreateMeeting
print(meeting["MediaRegion"])
bare = chime.create_meeting()["Meeting"]  # legacy: CreateMeeting
print(bare["MediaRegion"])
