"""What well-known programs call, in their order: AWS's demo of meetings, and the CDK's resources of Chime.

The demo is aws/amazon-chime-sdk-js, ``demos/serverless``: its handlers. The resources are those of
cdklabs/cdk-amazon-chime-resources: the functions behind its constructs, which get every property as text.
"""

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "arn:aws:s3:::captures/meeting/"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:answer"
KINESIS = "arn:aws:kinesis:us-east-1:123456789012:stream/chime-messaging-x"
ALL = dict.fromkeys(("Audio", "Video", "Content"), "SendReceive")
NONE = dict.fromkeys(ALL, "None")
RTMP = {"Url": "rtmps://live.example.com/app/key", "AudioChannels": "Stereo", "AudioSampleRate": "48000"}
GRID = {
    "Layout": "GridView",
    "Resolution": "FHD",
    "GridViewConfiguration": {"ContentShareLayout": "Horizontal"},
}
PARTS = (
    "Audio",
    "Video",
    "Content",
    "DataChannel",
    "TranscriptionMessages",
    "MeetingEvents",
    "CompositedVideo",
)


@pytest.fixture
def joined(meetings):
    """The handler ``join``: a meeting, and somebody in it."""
    meeting = meetings.create_meeting(
        ClientRequestToken="demo",
        MediaRegion="us-west-2",
        ExternalMeetingId="demo",
        NotificationsConfiguration={},
        MeetingFeatures={"Audio": {"EchoReduction": "AVAILABLE"}},
        Tags=[{"Key": "Department", "Value": "RND"}],
    )["Meeting"]
    attendee = meetings.create_attendee(
        MeetingId=meeting["MeetingId"], ExternalUserId="0a8be2e4#Ann", Capabilities=ALL
    )["Attendee"]
    return meeting, attendee


def test_the_demo_joins_lists_and_ends(meetings, joined):
    meeting, attendee = joined
    at = {"MeetingId": meeting["MeetingId"]}
    assert meetings.get_meeting(**at)["Meeting"]["MediaRegion"] == "us-west-2"
    assert meetings.get_attendee(**at, AttendeeId=attendee["AttendeeId"])["Attendee"] == attendee
    assert len(meetings.list_attendees(**at)["Attendees"]) == 1
    meetings.delete_meeting(**at)
    with pytest.raises(meetings.exceptions.NotFoundException):
        meetings.get_meeting(**at)


def test_the_demo_makes_a_replica_of_a_meeting(meetings, joined):
    meeting, _ = joined
    replica = meetings.create_meeting(
        ClientRequestToken="replica",
        MediaRegion="us-west-2",
        ExternalMeetingId="replica",
        PrimaryMeetingId=meeting["MeetingId"],
    )["Meeting"]
    assert replica["PrimaryMeetingId"] == meeting["MeetingId"]


def test_the_demo_changes_what_attendees_can_do(meetings, joined):
    meeting, attendee = joined
    at, who = {"MeetingId": meeting["MeetingId"]}, attendee["AttendeeId"]
    changed = meetings.update_attendee_capabilities(**at, AttendeeId=who, Capabilities=NONE)
    assert changed["Attendee"]["Capabilities"] == NONE
    meetings.batch_update_attendee_capabilities_except(
        **at, ExcludedAttendeeIds=[{"AttendeeId": who}], Capabilities=ALL
    )
    assert meetings.get_attendee(**at, AttendeeId=who)["Attendee"]["Capabilities"] == NONE


def test_the_demo_transcribes(meetings, joined):
    at = {"MeetingId": joined[0]["MeetingId"]}
    meetings.start_meeting_transcription(
        **at, TranscriptionConfiguration={"EngineTranscribeSettings": {"LanguageCode": "en-US"}}
    )
    meetings.stop_meeting_transcription(**at)


def test_the_demo_captures_and_concatenates(pipelines, joined):
    meeting = joined[0]["MeetingId"]
    capture = pipelines.create_media_capture_pipeline(
        SourceType="ChimeSdkMeeting",
        SourceArn=f"arn:aws:chime::123456789012:meeting:{meeting}",
        SinkType="S3Bucket",
        SinkArn=BUCKET,
    )["MediaCapturePipeline"]
    pipelines.delete_media_capture_pipeline(MediaPipelineId=capture["MediaPipelineId"])
    source = {
        "MediaPipelineArn": capture["MediaPipelineArn"],
        "ChimeSdkMeetingConfiguration": {
            "ArtifactsConfiguration": {part: {"State": "Enabled"} for part in PARTS}
        },
    }
    made = pipelines.create_media_concatenation_pipeline(
        Sources=[{"Type": "MediaCapturePipeline", "MediaCapturePipelineSourceConfiguration": source}],
        Sinks=[{"Type": "S3Bucket", "S3BucketSinkConfiguration": {"Destination": BUCKET}}],
    )
    assert made["MediaConcatenationPipeline"]["Status"] == "Initializing"


def test_the_demo_broadcasts_until_it_stops(pipelines, joined):
    configuration = {
        "Arn": joined[0]["MeetingArn"],
        "MuxType": "AudioWithCompositedVideo",
        "CompositedVideo": GRID,
    }
    made = pipelines.create_media_live_connector_pipeline(
        Sources=[
            {"SourceType": "ChimeSdkMeeting", "ChimeSdkMeetingLiveConnectorConfiguration": configuration}
        ],
        Sinks=[{"SinkType": "RTMP", "RTMPConfiguration": RTMP}],
    )["MediaLiveConnectorPipeline"]
    at = {"MediaPipelineId": made["MediaPipelineId"]}
    assert "MediaLiveConnectorPipeline" in pipelines.get_media_pipeline(**at)["MediaPipeline"]
    pipelines.delete_media_pipeline(**at)


def test_the_cdk_makes_a_phone_number_and_what_answers_it_and_takes_all_away(voice):
    application = voice.create_sip_media_application(
        Name="sma", AwsRegion="us-east-1", Endpoints=[{"LambdaArn": FUNCTION}]
    )["SipMediaApplication"]["SipMediaApplicationId"]
    numbers = voice.search_available_phone_numbers(State="IL", PhoneNumberType="Local")["E164PhoneNumbers"]
    product = "SipMediaApplicationDialIn"
    order = voice.create_phone_number_order(ProductType=product, E164PhoneNumbers=numbers[:1])
    at = {"PhoneNumberOrderId": order["PhoneNumberOrder"]["PhoneNumberOrderId"]}
    assert voice.get_phone_number_order(**at)["PhoneNumberOrder"]["Status"] == "Successful"
    target = {"AwsRegion": "us-east-1", "Priority": 1, "SipMediaApplicationId": application}
    rule = voice.create_sip_rule(
        Name="rule",
        TriggerType="ToPhoneNumber",
        TriggerValue=numbers[0],
        Disabled=False,
        TargetApplications=[target],
    )["SipRule"]["SipRuleId"]
    number = voice.get_phone_number(PhoneNumberId=numbers[0])["PhoneNumber"]
    assert (number["Status"], number["Associations"][0]["Value"]) == ("Assigned", rule)
    voice.update_sip_rule(SipRuleId=rule, Name="rule", Disabled=True)
    voice.delete_sip_rule(SipRuleId=rule)
    voice.delete_sip_media_application(SipMediaApplicationId=application)
    voice.delete_phone_number(PhoneNumberId=numbers[0])


def test_the_cdk_makes_a_connector_with_all_its_settings(voice, unchecked):
    made = unchecked("chime-sdk-voice").create_voice_connector(
        Name="vc", RequireEncryption="true", AwsRegion="us-east-1"
    )
    at = {"VoiceConnectorId": made["VoiceConnector"]["VoiceConnectorId"]}
    route = {"Host": "198.51.100.10", "Port": 5061, "Protocol": "TCP", "Priority": 1, "Weight": 1}
    voice.put_voice_connector_origination(**at, Origination={"Routes": [route], "Disabled": False})
    termination = {"CallingRegions": ["US"], "CidrAllowedList": ["198.51.100.10/32"], "CpsLimit": 1}
    voice.put_voice_connector_termination(**at, Termination=termination)
    streaming = {
        "DataRetentionInHours": 0,
        "Disabled": False,
        "StreamingNotificationTargets": [{"NotificationTarget": "EventBridge"}],
    }
    voice.put_voice_connector_streaming_configuration(**at, StreamingConfiguration=streaming)
    unchecked("chime-sdk-voice").put_voice_connector_logging_configuration(
        **at, LoggingConfiguration={"EnableSIPLogs": "true", "EnableMediaMetricLogs": "true"}
    )
    logging = voice.get_voice_connector_logging_configuration(**at)["LoggingConfiguration"]
    assert logging == {"EnableSIPLogs": True, "EnableMediaMetricLogs": True}
    listed = voice.list_phone_numbers(FilterName="VoiceConnectorId", FilterValue=at["VoiceConnectorId"])
    assert listed["PhoneNumbers"] == []
    voice.delete_voice_connector(**at)


def test_the_cdk_makes_what_messaging_takes(identity, messaging):
    app = identity.create_app_instance(Name="app", Tags=[{"Key": "k", "Value": "v"}])["AppInstanceArn"]
    user = identity.create_app_instance_user(AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann")
    identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=user["AppInstanceUserArn"])
    lex = {
        "LexBotAliasArn": "arn:aws:lex:us-east-1:123456789012:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
        "LocaleId": "en_US",
        "RespondsTo": "STANDARD_MESSAGES",
    }
    assert identity.create_app_instance_bot(AppInstanceArn=app, Name="bot", Configuration={"Lex": lex})
    streams = [{"DataType": kind, "ResourceArn": KINESIS} for kind in ("Channel", "ChannelMessage")]
    messaging.put_messaging_streaming_configurations(AppInstanceArn=app, StreamingConfigurations=streams)
    identity.put_app_instance_retention_settings(
        AppInstanceArn=app,
        AppInstanceRetentionSettings={"ChannelRetentionSettings": {"RetentionDays": 3}},
    )
    processor = {
        "Name": "p",
        "ExecutionOrder": 1,
        "FallbackAction": "ABORT",
        "Configuration": {"Lambda": {"ResourceArn": FUNCTION, "InvocationType": "ASYNC"}},
    }
    flow = messaging.create_channel_flow(AppInstanceArn=app, Name="flow", Processors=[processor])
    messaging.update_channel_flow(**flow_of(flow), Name="other", Processors=[processor])
    messaging.delete_channel_flow(**flow_of(flow))
    identity.delete_app_instance(AppInstanceArn=app)


def flow_of(reply):
    return {"ChannelFlowArn": reply["ChannelFlowArn"]}


@pytest.mark.parametrize(
    ("operation", "member"),
    [
        ("create_voice_connector", {"Name": "x", "RequireEncryption": "yes"}),
        ("create_voice_connector", {"Name": "x", "RequireEncryption": 1}),
    ],
)
def test_text_that_is_no_boolean_is_refused(unchecked, operation, member):
    with pytest.raises(ClientError, match="RequireEncryption"):
        getattr(unchecked("chime-sdk-voice"), operation)(**member)


@pytest.fixture
def unchecked(aws, session):
    """Makes clients that send what they are given."""
    return lambda service: session.client(service, config=Config(parameter_validation=False))
