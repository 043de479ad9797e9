"""What AWS was seen to do with media insights configurations."""

import pytest

from tests.support.observed import TAG, Observed, is_gone, tagged

OBSERVED = Observed()
seen = OBSERVED.seen

ROLE = "arn:aws:iam::123456789012:role/test"
KINESIS = "arn:aws:kinesis:us-east-1:123456789012:stream/test"


def element(kind, **settings):
    return {"Type": kind, f"{kind}Configuration": settings}


SINK = element("KinesisDataStreamSink", InsightsTarget=KINESIS)
CALL_ANALYTICS = element(
    "AmazonTranscribeCallAnalyticsProcessor",
    CallAnalyticsStreamCategories=["category_1", "category_2"],
    ContentRedactionType="PII",
    EnablePartialResultsStabilization=True,
    FilterPartialResults=True,
    LanguageCode="en-US",
    LanguageModelName="MyLanguageModel",
    PartialResultsStability="high",
    PiiEntityTypes="ADDRESS,BANK_ACCOUNT_NUMBER",
    PostCallAnalyticsSettings={
        "ContentRedactionOutput": "redacted",
        "DataAccessRoleArn": ROLE,
        "OutputEncryptionKMSKeyId": "MyKmsKeyId",
        "OutputLocation": "s3://MyBucket",
    },
    VocabularyFilterMethod="mask",
    VocabularyFilterName="MyVocabularyFilter",
    VocabularyName="MyVocabulary",
)
ALERTS = {
    "Disabled": False,
    "Rules": [
        element("IssueDetection", RuleName="MyIssueDetectionRule"),
        element(
            "KeywordMatch", Keywords=["keyword1", "keyword2"], Negate=False, RuleName="MyKeywordMatchRule"
        ),
        element("Sentiment", RuleName="MySentimentRule", SentimentType="NEGATIVE", TimePeriod=60),
    ],
}


class Configuration:
    """A media insights pipeline configuration, which the provider finds by its ARN."""

    def __init__(self, aws, *elements, **options):
        self.pipelines = aws["chime-sdk-media-pipelines"]
        plain = [element("AmazonTranscribeCallAnalyticsProcessor", LanguageCode="en-US"), SINK]
        self.made = self.pipelines.create_media_insights_pipeline_configuration(
            MediaInsightsPipelineConfigurationName="test",
            ResourceAccessRoleArn=ROLE,
            Elements=list(elements) or plain,
            **options,
        )["MediaInsightsPipelineConfiguration"]
        self.at = {"Identifier": self.made["MediaInsightsPipelineConfigurationArn"]}

    @property
    def shown(self):
        got = self.pipelines.get_media_insights_pipeline_configuration(**self.at)
        return got["MediaInsightsPipelineConfiguration"]

    def update(self, *elements, **options):
        self.pipelines.update_media_insights_pipeline_configuration(
            **self.at, ResourceAccessRoleArn=ROLE, Elements=list(elements), **options
        )
        identity = "MediaInsightsPipelineConfigurationId"
        assert self.shown[identity] == self.made[identity], "it was not made anew"
        return [each["Type"] for each in self.shown["Elements"]]


CONFIGURATION = "chimesdkmediapipelines/media_insights_pipeline_configuration_test.go"


@seen(CONFIGURATION, "PreCheck")
def an_account_without_configurations_lists_none(aws):
    listed = aws["chime-sdk-media-pipelines"].list_media_insights_pipeline_configurations()
    assert listed["MediaInsightsPipelineConfigurations"] == []


@seen(CONFIGURATION, "basic")
def a_configuration_shows_its_elements_in_their_order(aws):
    types = [each["Type"] for each in Configuration(aws).shown["Elements"]]
    assert types == ["AmazonTranscribeCallAnalyticsProcessor", "KinesisDataStreamSink"]


@seen(CONFIGURATION, "basic")
def the_arn_of_a_configuration_ends_in_its_name(aws):
    arn = Configuration(aws).shown["MediaInsightsPipelineConfigurationArn"]
    assert arn.split(":", 5)[5] == "media-insights-pipeline-configuration/test"


@seen(CONFIGURATION, "disappears")
def a_configuration_that_was_deleted_is_not_found(aws):
    configuration = Configuration(aws)
    configuration.pipelines.delete_media_insights_pipeline_configuration(**configuration.at)
    is_gone(configuration.pipelines, lambda: configuration.shown)


@seen(CONFIGURATION, "updateAllProcessorTypes")
def call_analytics_has_all_its_settings_and_three_alerts(aws):
    shown = Configuration(aws, CALL_ANALYTICS, SINK, RealTimeAlertConfiguration=ALERTS).shown
    assert (shown["Elements"], shown["RealTimeAlertConfiguration"]) == ([CALL_ANALYTICS, SINK], ALERTS)


@seen(CONFIGURATION, "updateAllProcessorTypes")
def an_update_without_alerts_takes_them_away(aws):
    configuration = Configuration(aws, CALL_ANALYTICS, SINK, RealTimeAlertConfiguration=ALERTS)
    transcribing = element(
        "AmazonTranscribeProcessor",
        ContentIdentificationType="PII",
        LanguageCode="en-US",
        PiiEntityTypes="ADDRESS,BANK_ACCOUNT_NUMBER",
        ShowSpeakerLabel=True,
    )
    assert configuration.update(transcribing, SINK)[0] == "AmazonTranscribeProcessor"
    assert "RealTimeAlertConfiguration" not in configuration.shown


@seen(CONFIGURATION, "updateAllProcessorTypes")
def a_recording_sink_may_be_alone(aws):
    sink = element("S3RecordingSink", Destination="arn:aws:s3:::MyBucket")
    assert Configuration(aws).update(sink) == ["S3RecordingSink"]


@seen(CONFIGURATION, "updateAllProcessorTypes")
def voice_analytics_has_sinks_of_all_kinds(aws):
    types = ["VoiceAnalyticsProcessor", "LambdaFunctionSink", "SnsTopicSink", "SqsQueueSink"]
    targets = {
        "LambdaFunctionSink": "arn:aws:lambda:us-east-1:123456789012:function:MyFunction",
        "SnsTopicSink": "arn:aws:sns:us-east-1:123456789012:topic/MyTopic",
        "SqsQueueSink": "arn:aws:sqs:us-east-1:123456789012:queue/MyQueue",
    }
    processor = element(types[0], SpeakerSearchStatus="Enabled", VoiceToneAnalysisStatus="Enabled")
    sinks = [element(kind, InsightsTarget=target) for kind, target in targets.items()]
    assert Configuration(aws).update(processor, *sinks, SINK) == [*types, "KinesisDataStreamSink"]


@seen(CONFIGURATION, "tags")
def a_configuration_is_tagged(aws):
    configuration = Configuration(aws, Tags=TAG)
    tagged(configuration.pipelines, configuration.at["Identifier"])


@pytest.mark.parametrize("behavior", OBSERVED)
def test_the_emulator_does_as_aws_was_seen_to_do(voice, pipelines, behavior):
    behavior({"chime-sdk-voice": voice, "chime-sdk-media-pipelines": pipelines})


def test_there_are_enough_of_them():
    assert len(OBSERVED) >= 9
