"""An old script, with the habits of old scripts, and nothing that tells which botocore it runs on."""
# ruff: noqa: E722, PERF203, T201

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

chime = boto3.client("chime", region_name="us-east-1", config=Config(inject_host_prefix=False))


def show(title, value):
    print(title, json.dumps(value, default=str))


class Chat:
    """Keeps the client as a class attribute."""

    client = boto3.client("chime", config=Config(inject_host_prefix=False))
    instance = client.create_app_instance(Name="Chat")["AppInstanceArn"]

    def __init__(self, user):
        created = self.client.create_app_instance_user(
            AppInstanceArn=self.instance, AppInstanceUserId=user, Name=user.title()
        )
        self.arn = created["AppInstanceUserArn"]

    def __getattr__(self, operation):
        return lambda **params: getattr(self.client, operation)(ChimeBearer=self.arn, **params)


def get_client(service="chime", **options):
    return boto3.Session().client(service, **dict(region_name="us-east-1", **options))


def all_pages(operation, member, **params):
    found = []
    while True:
        page = operation(**params)
        found += page[member]
        if not page.get("NextToken"):
            return found
        params["NextToken"] = page["NextToken"]


def meetings():
    request = {"ExternalMeetingId": "standup", "MediaRegion": "us-east-1", "ClientRequestToken": "t-0001"}
    response = chime.create_meeting(**request)
    if response["ResponseMetadata"]["HTTPStatusCode"] == 201:
        show("created", response)
    meeting_id = response["Meeting"]["MeetingId"]
    show("again the same", chime.create_meeting(**request)["Meeting"]["MeetingId"] == meeting_id)
    unnamed = chime.create_meeting(ClientRequestToken="t-0002", MediaRegion="us-east-1")["Meeting"]
    show("unnamed", unnamed)
    show("unnamed still", chime.get_meeting(MeetingId=unnamed["MeetingId"])["Meeting"])
    show("without any", chime.create_meeting_with_attendees(ClientRequestToken="t-0003"))
    both = chime.create_meeting_with_attendees(
        ClientRequestToken="t-0004", Attendees=[{"ExternalUserId": "ann-1"}, {"ExternalUserId": "bob-1"}]
    )
    show("with two", [attendee["ExternalUserId"] for attendee in both["Attendees"]])
    for number in range(5):
        token = chime.create_attendee(MeetingId=meeting_id, ExternalUserId=f"user-{number}")["Attendee"][
            "JoinToken"
        ]
        show("token", token)
    show("batch", chime.batch_create_attendee(MeetingId=meeting_id, Attendees=[{"ExternalUserId": "eve-1"}]))
    show("pages", all_pages(chime.list_attendees, "Attendees", MeetingId=meeting_id, MaxResults=2))
    chime.tag_meeting(MeetingId=meeting_id, Tags=[{"Key": "team", "Value": "red"}])
    get_client(config=Config(inject_host_prefix=False)).tag_meeting(
        MeetingId=meeting_id, Tags=[{"Key": "stage", "Value": "1"}]
    )
    show("tags", chime.list_meeting_tags(MeetingId=meeting_id))
    show("untagged", chime.untag_meeting(MeetingId=meeting_id, TagKeys=["team"]))
    pipelines = [
        chime.create_media_capture_pipeline(
            SourceType="ChimeSdkMeeting",
            SourceArn=f"arn:aws:chime::123456789012:meeting:{meeting_id}",
            SinkType="S3Bucket",
            SinkArn="arn:aws:s3:::recordings",
            ClientRequestToken=f"pipe-{number}",
        )["MediaCapturePipeline"]["MediaPipelineId"]
        for number in range(5)
    ]
    show("recorded", pipelines)
    show("recordings", all_pages(chime.list_media_capture_pipelines, "MediaCapturePipelines", MaxResults=2))
    show("deleted", chime.delete_meeting(MeetingId=meeting_id))


def chat():
    ann, bob = Chat("ann"), Chat("bob")
    channel = ann.create_channel(AppInstanceArn=Chat.instance, Name="Lobby", Privacy="PUBLIC")["ChannelArn"]
    show("member", bob.create_channel_membership(ChannelArn=channel, MemberArn=bob.arn, Type="DEFAULT"))
    for text in ("hello", "how are you?", "fine"):
        bob.send_channel_message(ChannelArn=channel, Content=text, Type="STANDARD", Persistence="PERSISTENT")
    show("said", all_pages(ann.list_channel_messages, "ChannelMessages", ChannelArn=channel, MaxResults=1))
    streams = [
        {
            "AppInstanceDataType": "ChannelMessage",
            "ResourceArn": "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-audit",
        }
    ]
    show(
        "streams",
        chime.put_app_instance_streaming_configurations(
            AppInstanceArn=Chat.instance, AppInstanceStreamingConfigurations=streams
        ),
    )
    show("streams still", chime.get_app_instance_streaming_configurations(AppInstanceArn=Chat.instance))
    show("no more", chime.delete_app_instance_streaming_configurations(AppInstanceArn=Chat.instance))
    for what in ("channel", "channel_moderator"):
        more = {"ChannelModeratorArn": ann.arn} if what.endswith("moderator") else {}
        show(what, getattr(ann, f"describe_{what}")(ChannelArn=channel, **more))
    try:
        chime.list_channels(AppInstanceArn=Chat.instance)
    except ClientError as error:
        show("no bearer", [error.response["Error"], error.operation_name, str(error)])


def voice():
    connector = chime.create_voice_connector(Name="main", RequireEncryption=True)["VoiceConnector"][
        "VoiceConnectorId"
    ]
    chime.put_voice_connector_streaming_configuration(
        VoiceConnectorId=connector, StreamingConfiguration={"DataRetentionInHours": 24}
    )
    parts = ("streaming_configuration", "proxy", "termination", "origination", "logging_configuration")
    for part in parts:
        try:
            show(part, getattr(chime, f"get_voice_connector_{part}")(VoiceConnectorId=connector))
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ("NotFoundException", "NotFound"):
                show(part, code)
            else:
                raise
    show(
        "group",
        chime.create_voice_connector_group(
            Name="all", VoiceConnectorItems=[{"VoiceConnectorId": connector, "Priority": 2}]
        ),
    )
    for mistake in ({}, {"VoiceConnectorId": 1}, {"Name": "x"}):
        try:
            chime.get_voice_connector(**mistake)
        except chime.exceptions.NotFoundException:
            show("not found", mistake)
        except (ClientError, BotoCoreError) as error:
            show("refused", [type(error).__name__, str(error)])
    try:
        chime.delete_voice_connector(VoiceConnectorId="aaaaaaaaaaaaaaaaaaaaa1")
    except:
        show("whatever", str(sys.exc_info()[1]))
    show("tries", [hasattr(chime, name) for name in ("create_proxy_session", "create_proxy_sessions")])


if __name__ == "__main__":
    show("started", "AWS_ACCESS_KEY_ID" in os.environ)
    meetings()
    chat()
    voice()
    show("can page", [chime.can_paginate(name) for name in ("list_attendees", "list_users")])
    show("operations", len(chime.meta.service_model.operation_names))
    show("knows", sorted(chime.meta.method_to_api_mapping))
