"""Media insights: configurations, the pipelines that follow them, and their tasks."""

import pytest

ROLE = "arn:aws:iam::123456789012:role/insights"
KINESIS = "arn:aws:kinesis:us-east-1:123456789012:stream/insights"
SINK = {"Type": "KinesisDataStreamSink", "KinesisDataStreamSinkConfiguration": {"InsightsTarget": KINESIS}}
VOICE = {
    "Type": "VoiceAnalyticsProcessor",
    "VoiceAnalyticsProcessorConfiguration": {
        "SpeakerSearchStatus": "Enabled",
        "VoiceToneAnalysisStatus": "Enabled",
    },
}
STREAM = {
    "Streams": [
        {
            "StreamArn": "arn:aws:kinesisvideo:us-east-1:123456789012:stream/call/1",
            "StreamChannelDefinition": {"NumberOfChannels": 1},
        }
    ],
    "MediaEncoding": "pcm",
    "MediaSampleRate": 8000,
}
DOMAIN = "arn:aws:chime:us-east-1:123456789012:voice-profile-domain/x"


def transcribing(kind="AmazonTranscribeProcessor", **settings):
    return {"Type": kind, f"{kind}Configuration": settings}


@pytest.fixture
def new_configuration(pipelines):
    def new(name="insights", *elements, **options):
        return pipelines.create_media_insights_pipeline_configuration(
            MediaInsightsPipelineConfigurationName=name,
            ResourceAccessRoleArn=ROLE,
            Elements=list(elements) or [VOICE, SINK],
            **options,
        )["MediaInsightsPipelineConfiguration"]

    return new


@pytest.fixture
def pipeline(pipelines, new_configuration, clock):
    """A pipeline that runs."""
    arn = new_configuration()["MediaInsightsPipelineConfigurationArn"]
    made = pipelines.create_media_insights_pipeline(
        MediaInsightsPipelineConfigurationArn=arn, KinesisVideoStreamSourceRuntimeConfiguration=STREAM
    )["MediaInsightsPipeline"]
    clock.forward(seconds=5)
    return made


def test_a_configuration_is_found_by_name_and_by_arn(pipelines, new_configuration, clock, refused):
    made = new_configuration(Tags=[{"Key": "k", "Value": "v"}])
    arn = made["MediaInsightsPipelineConfigurationArn"]
    assert arn == "arn:aws:chime:us-east-1:123456789012:media-insights-pipeline-configuration/insights"
    assert made["CreatedTimestamp"] == made["UpdatedTimestamp"] == clock()
    for identifier in ("insights", arn):
        got = pipelines.get_media_insights_pipeline_configuration(Identifier=identifier)
        assert got["MediaInsightsPipelineConfiguration"] == made
    for identifier in ("other", arn + "x"):
        with refused("NotFoundException", 404):
            pipelines.get_media_insights_pipeline_configuration(Identifier=identifier)
    with refused("BadRequestException", 400, "exists already"):
        new_configuration(ClientRequestToken="another")
    assert pipelines.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "k", "Value": "v"}]


def test_an_update_replaces_what_a_configuration_says(pipelines, new_configuration, clock):
    rule = {"Type": "IssueDetection", "IssueDetectionConfiguration": {"RuleName": "issues"}}
    made = new_configuration(RealTimeAlertConfiguration={"Disabled": False, "Rules": [rule]})
    clock.forward(minutes=1)
    updated = pipelines.update_media_insights_pipeline_configuration(
        Identifier="insights", ResourceAccessRoleArn=ROLE, Elements=[SINK]
    )["MediaInsightsPipelineConfiguration"]
    assert updated == {
        **{name: value for name, value in made.items() if name != "RealTimeAlertConfiguration"},
        "Elements": [SINK],
        "UpdatedTimestamp": clock(),
    }


@pytest.mark.parametrize(
    ("elements", "problem"),
    [
        ([{"Type": "KinesisDataStreamSink"}], "Elements.1 must have KinesisDataStreamSinkConfiguration"),
        ([SINK, {**VOICE, "Type": "SqsQueueSink"}], "Elements.2 must have SqsQueueSinkConfiguration"),
        ([transcribing()], "exactly one of LanguageCode"),
        ([transcribing(LanguageCode="en-US", IdentifyLanguage=True)], "exactly one of LanguageCode"),
        (
            [transcribing(LanguageCode="en-US", ContentIdentificationType="PII", ContentRedactionType="PII")],
            "only one of",
        ),
        (
            [
                transcribing(
                    "AmazonTranscribeCallAnalyticsProcessor", LanguageCode="en-US", PiiEntityTypes="ALL"
                )
            ],
            "ContentIdentificationType or ContentRedactionType",
        ),
    ],
)
def test_elements_without_what_their_type_takes_are_refused(
    pipelines, new_configuration, elements, problem, refused
):
    with refused("BadRequestException", 400, problem):
        new_configuration("bad", *elements)
    new_configuration()
    with refused("BadRequestException", 400, problem):
        pipelines.update_media_insights_pipeline_configuration(
            Identifier="insights", ResourceAccessRoleArn=ROLE, Elements=elements
        )


def test_an_alert_without_what_its_type_takes_is_refused(new_configuration, refused):
    rule = {"Type": "Sentiment", "IssueDetectionConfiguration": {"RuleName": "issues"}}
    with refused("BadRequestException", 400, "Rules.1 must have SentimentConfiguration"):
        new_configuration(RealTimeAlertConfiguration={"Rules": [rule]})


def test_a_configuration_that_is_followed_is_not_deleted(pipelines, pipeline, refused):
    with refused("ConflictException", 409, "in use"):
        pipelines.delete_media_insights_pipeline_configuration(Identifier="insights")
    pipelines.delete_media_pipeline(MediaPipelineId=pipeline["MediaPipelineId"])
    pipelines.delete_media_insights_pipeline_configuration(Identifier="insights")
    assert (
        pipelines.list_media_insights_pipeline_configurations()["MediaInsightsPipelineConfigurations"] == []
    )


def test_a_pipeline_is_paused_and_resumed(pipelines, pipeline, refused):
    at = {"MediaPipelineId": pipeline["MediaPipelineId"]}
    for identifier in (pipeline["MediaPipelineId"], pipeline["MediaPipelineArn"]):
        pipelines.update_media_insights_pipeline_status(Identifier=identifier, UpdateStatus="Pause")
        shown = pipelines.get_media_pipeline(**at)["MediaPipeline"]["MediaInsightsPipeline"]
        assert shown["Status"] == "Paused"
        with refused("ConflictException", 409, "is Paused, and has to be InProgress"):
            pipelines.update_media_insights_pipeline_status(Identifier=identifier, UpdateStatus="Pause")
        pipelines.update_media_insights_pipeline_status(Identifier=identifier, UpdateStatus="Resume")


def test_a_pipeline_has_a_configuration_and_one_source(pipelines, new_configuration, refused):
    arn = new_configuration()["MediaInsightsPipelineConfigurationArn"]
    with refused("BadRequestException", 400, "One of Kinesis"):
        pipelines.create_media_insights_pipeline(MediaInsightsPipelineConfigurationArn=arn)
    with refused("NotFoundException", 404, "MediaInsightsPipelineConfiguration"):
        pipelines.create_media_insights_pipeline(
            MediaInsightsPipelineConfigurationArn=arn + "x",
            KinesisVideoStreamSourceRuntimeConfiguration=STREAM,
        )


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("SpeakerSearchTask", {"VoiceProfileDomainArn": DOMAIN}),
        ("VoiceToneAnalysisTask", {"LanguageCode": "en-US"}),
    ],
)
def test_a_task_is_started_and_stopped(pipelines, pipeline, kind, given, refused):
    name = "speaker_search_task" if kind.startswith("Speaker") else "voice_tone_analysis_task"
    pipeline_at = {"Identifier": pipeline["MediaPipelineId"]}
    start, get, stop = (getattr(pipelines, f"{verb}_{name}") for verb in ("start", "get", "stop"))
    task = start(**pipeline_at, **given, ClientRequestToken="once")[kind]
    assert start(**pipeline_at, **given, ClientRequestToken="once")[kind] == task
    assert task[f"{kind}Status"] == "InProgress"
    at = {**pipeline_at, f"{kind}Id": task[f"{kind}Id"]}
    assert get(**at)[kind] == task
    assert stop(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert get(**at)[kind][f"{kind}Status"] == "Stopped"
    with refused("ConflictException", 409, "ended already"):
        stop(**at)
    pipelines.update_media_insights_pipeline_status(**pipeline_at, UpdateStatus="Pause")
    with refused("ConflictException", 409, "is Paused"):
        start(**pipeline_at, **given)
    with refused("NotFoundException", 404):
        get(**{**at, "Identifier": "00000000-0000-4000-8000-000000000000"})
