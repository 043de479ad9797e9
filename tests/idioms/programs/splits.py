"""One client for everything: it becomes five."""

import boto3
from botocore.config import Config

chime = boto3.client(
    "chime",
    region_name="us-east-1",
    config=Config(retries={"max_attempts": 2}),  # be quick
)

print(chime.list_voice_connectors()["VoiceConnectors"])  # legacy: ListVoiceConnectors
print(chime.list_app_instances()["AppInstances"])  # legacy: ListAppInstances
meeting = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="all-of-it", ExternalMeetingId="all", MediaRegion="us-east-1"
)["Meeting"]
pipeline = chime.create_media_capture_pipeline(  # legacy: CreateMediaCapturePipeline
    SourceType="ChimeSdkMeeting",
    SourceArn="arn:aws:chime::123456789012:meeting:" + meeting["MeetingId"],
    SinkType="S3Bucket",
    SinkArn="arn:aws:s3:::captures",
)["MediaCapturePipeline"]
print(pipeline["SinkType"])
print(chime.get_messaging_session_endpoint()["Endpoint"]["Url"])  # legacy: GetMessagingSessionEndpoint
