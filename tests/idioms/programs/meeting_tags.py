"""Tags of meetings, by the meeting's id."""

import boto3

chime = boto3.client("chime")
meeting_id = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="tagged", ExternalMeetingId="tagged", MediaRegion="us-east-1"
)["Meeting"]["MeetingId"]

chime.tag_meeting(MeetingId=meeting_id, Tags=[{"Key": "team", "Value": "blue"}])  # legacy: TagMeeting
print(chime.list_meeting_tags(MeetingId=meeting_id)["Tags"])  # legacy: ListMeetingTags
chime.untag_meeting(MeetingId=meeting_id, TagKeys=["team"])  # legacy: UntagMeeting
print(chime.list_meeting_tags(MeetingId=meeting_id)["Tags"])  # legacy: ListMeetingTags
