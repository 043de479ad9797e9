"""A list of pipelines, in full."""

import boto3

chime = boto3.client("chime")
meeting = chime.create_meeting(  # legacy: CreateMeeting
    ClientRequestToken="captured", ExternalMeetingId="captured", MediaRegion="us-east-1"
)["Meeting"]["MeetingId"]
chime.create_media_capture_pipeline(  # legacy: CreateMediaCapturePipeline
    SourceType="ChimeSdkMeeting",
    SourceArn=f"arn:aws:chime::123456789012:meeting:{meeting}",
    SinkType="S3Bucket",
    SinkArn="arn:aws:s3:::captures",
)
for pipeline in chime.list_media_capture_pipelines()["MediaCapturePipelines"]:  # legacy: ListMediaCapturePipelines
    print(pipeline["SinkType"], pipeline["SinkArn"])
