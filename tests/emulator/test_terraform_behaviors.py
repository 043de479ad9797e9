"""What AWS was seen to do by the acceptance tests of hashicorp/terraform-provider-aws, which run against AWS.

Each behavior names the test that saw it, under ``internal/service``: the file, then the end of the test's
name. The steps are those of the provider's resource: what it calls to make, read, change and delete.
"""

import pytest

SEEN = []

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:test"
KMS = "arn:aws:kms:us-east-1:123456789012:key/1"
ROLE = "arn:aws:iam::123456789012:role/test"
KINESIS = "arn:aws:kinesis:us-east-1:123456789012:stream/test"


def seen(file, test):
    """Mark a behavior with the test that saw it."""

    def mark(behavior):
        SEEN.append(pytest.param(behavior, id=f"{file}:{test}:{behavior.__name__}"))
        return behavior

    return mark


class Connector:
    """A voice connector, as ``aws_chime_voice_connector`` makes it, and its settings."""

    def __init__(self, aws):
        self.voice = aws["chime-sdk-voice"]
        made = self.voice.create_voice_connector(Name="vc-tf-acc-test", RequireEncryption=True)
        self.at = {"VoiceConnectorId": made["VoiceConnector"]["VoiceConnectorId"]}

    def __getattr__(self, operation):
        return lambda **params: getattr(self.voice, operation)(**self.at, **params)

    @property
    def shown(self):
        return self.get_voice_connector()["VoiceConnector"]


def is_gone(client, read):
    with pytest.raises(client.exceptions.NotFoundException):
        read()


CONNECTOR = "chime/voice_connector_test.go"


@seen(CONNECTOR, "basic")
def a_connector_is_in_us_east_1_unless_it_says_otherwise(aws):
    assert Connector(aws).shown["AwsRegion"] == "us-east-1"


@seen(CONNECTOR, "basic")
def a_connector_is_read_as_it_was_made(aws):
    shown = Connector(aws).shown
    assert (shown["Name"], shown["RequireEncryption"]) == ("vc-tf-acc-test", True)


@seen(CONNECTOR, "disappears")
def a_connector_that_was_deleted_is_not_found(aws):
    connector = Connector(aws)
    connector.delete_voice_connector()
    is_gone(connector.voice, connector.get_voice_connector)


@seen(CONNECTOR, "update")
def a_connector_stays_the_same_when_its_encryption_changes(aws):
    connector = Connector(aws)
    before = connector.shown
    connector.update_voice_connector(Name=before["Name"], RequireEncryption=False)
    assert connector.shown == {
        **before,
        "RequireEncryption": False,
        "UpdatedTimestamp": connector.shown["UpdatedTimestamp"],
    }


class Group:
    """A group of one connector, as ``aws_chime_voice_connector_group`` makes it."""

    def __init__(self, aws):
        self.connector = Connector(aws)
        self.voice = self.connector.voice
        made = self.voice.create_voice_connector_group(Name="vcg", VoiceConnectorItems=[self.item(1)])
        self.at = {"VoiceConnectorGroupId": made["VoiceConnectorGroup"]["VoiceConnectorGroupId"]}

    def item(self, priority):
        return {**self.connector.at, "Priority": priority}

    def empty_and_delete(self):
        self.voice.update_voice_connector_group(**self.at, Name="vcg", VoiceConnectorItems=[])
        self.voice.delete_voice_connector_group(**self.at)

    @property
    def shown(self):
        return self.voice.get_voice_connector_group(**self.at)["VoiceConnectorGroup"]


GROUP = "chime/voice_connector_group_test.go"


@seen(GROUP, "basic")
def a_group_shows_its_connectors_with_their_priority(aws):
    group = Group(aws)
    assert group.shown["VoiceConnectorItems"] == [group.item(1)]


@seen(GROUP, "update")
def a_group_gets_a_new_name_and_priority_at_once(aws):
    group = Group(aws)
    group.connector.update_voice_connector(Name="vc", RequireEncryption=False)
    group.voice.update_voice_connector_group(
        **group.at, Name="vcg-updated", VoiceConnectorItems=[group.item(10)]
    )
    assert (group.shown["Name"], group.shown["VoiceConnectorItems"]) == ("vcg-updated", [group.item(10)])


@seen(GROUP, "disappears")
def a_group_is_emptied_and_deleted(aws):
    group = Group(aws)
    group.empty_and_delete()
    is_gone(group.voice, lambda: group.shown)


@seen(GROUP, "disappears")
def a_connector_is_deleted_after_its_group(aws):
    group = Group(aws)
    group.empty_and_delete()
    group.connector.delete_voice_connector()


LOGGING = "chime/voice_connector_logging_test.go"


def logs(connector, sip):
    connector.put_voice_connector_logging_configuration(LoggingConfiguration={"EnableSIPLogs": sip})
    got = connector.get_voice_connector_logging_configuration()
    return got["LoggingConfiguration"]["EnableSIPLogs"]


@seen(LOGGING, "basic")
def logs_are_switched_on(aws):
    assert logs(Connector(aws), True) is True


@seen(LOGGING, "update")
def logs_are_switched_off_again(aws):
    connector = Connector(aws)
    assert [logs(connector, True), logs(connector, False)] == [True, False]


@seen(LOGGING, "disappears")
def a_logging_configuration_is_still_there_after_it_was_switched_off(aws):
    connector = Connector(aws)
    logs(connector, False)
    assert connector.get_voice_connector_logging_configuration()["LoggingConfiguration"] is not None


ORIGINATION = "chime/voice_connector_origination_test.go"
FIRST = {"Host": "200.100.12.1", "Port": 5060, "Protocol": "TCP", "Priority": 1, "Weight": 1}
SECOND = {"Host": "209.166.124.147", "Protocol": "UDP", "Priority": 2, "Weight": 30}


def routes(connector, *given):
    connector.put_voice_connector_origination(Origination={"Routes": list(given)})
    return connector.get_voice_connector_origination()["Origination"]["Routes"]


@seen(ORIGINATION, "basic")
def a_route_is_read_as_it_was_put(aws):
    assert routes(Connector(aws), FIRST) == [FIRST]


@seen(ORIGINATION, "update")
def a_second_route_is_added_in_place_of_what_there_was(aws):
    connector = Connector(aws)
    routes(connector, FIRST)
    shown = routes(connector, FIRST, SECOND)
    assert [(each["Protocol"], each["Priority"]) for each in shown] == [("TCP", 1), ("UDP", 2)]


@seen(ORIGINATION, "update")
def a_route_has_port_5060_unless_it_says_otherwise(aws):
    assert [each["Port"] for each in routes(Connector(aws), SECOND)] == [5060]


@seen(ORIGINATION, "disappears")
def an_origination_that_was_deleted_is_not_found(aws):
    connector = Connector(aws)
    routes(connector, FIRST)
    connector.delete_voice_connector_origination()
    is_gone(connector.voice, connector.get_voice_connector_origination)


TERMINATION = "chime/voice_connector_termination_test.go"
BASIC = {"CallingRegions": ["US", "RU"], "CidrAllowedList": ["50.35.78.97/32"], "CpsLimit": 1}


def terminated(connector, **given):
    connector.put_voice_connector_termination(Termination={**BASIC, **given})
    return connector.get_voice_connector_termination()["Termination"]


@seen(TERMINATION, "basic")
def a_termination_is_read_as_it_was_put(aws):
    assert terminated(Connector(aws)).items() >= BASIC.items()


@seen(TERMINATION, "basic")
def a_termination_is_enabled_unless_it_says_otherwise(aws):
    assert terminated(Connector(aws))["Disabled"] is False


@seen(TERMINATION, "update")
def regions_and_addresses_are_replaced(aws):
    connector = Connector(aws)
    terminated(connector)
    given = {"CallingRegions": ["US", "RU", "CA"], "CidrAllowedList": ["100.35.78.97/32"]}
    assert terminated(connector, **given).items() >= given.items()


@seen(TERMINATION, "update")
def there_is_no_default_phone_number_unless_one_was_put(aws):
    assert not terminated(Connector(aws)).get("DefaultPhoneNumber")


@seen(TERMINATION, "disappears")
def a_termination_that_was_deleted_is_not_found(aws):
    connector = Connector(aws)
    terminated(connector)
    connector.delete_voice_connector_termination()
    is_gone(connector.voice, connector.get_voice_connector_termination)


CREDENTIALS = "chime/voice_connector_termination_credentials_test.go"


def usernames(connector, *names):
    given = [{"Username": name, "Password": f"{name}!"} for name in names]
    connector.put_voice_connector_termination_credentials(Credentials=given)
    return connector.list_voice_connector_termination_credentials()["Usernames"]


@seen(CREDENTIALS, "basic")
def a_network_of_32_addresses_may_call(aws):
    assert terminated(Connector(aws), CidrAllowedList=["50.35.78.0/27"])["CidrAllowedList"]


@seen(CREDENTIALS, "basic")
def credentials_are_listed_by_their_usernames(aws):
    connector = Connector(aws)
    terminated(connector)
    assert usernames(connector, "test1") == ["test1"]


@seen(CREDENTIALS, "update")
def credentials_are_put_again_with_others(aws):
    connector = Connector(aws)
    terminated(connector)
    usernames(connector, "test1")
    assert sorted(usernames(connector, "test1", "test2")) == ["test1", "test2"]


@seen(CREDENTIALS, "disappears")
def credentials_are_deleted_by_their_usernames(aws):
    connector = Connector(aws)
    terminated(connector)
    usernames(connector, "test1")
    connector.delete_voice_connector_termination_credentials(Usernames=["test1"])
    assert not connector.list_voice_connector_termination_credentials().get("Usernames")


STREAMING = "chime/voice_connector_streaming_test.go"


def streaming(connector, hours, *targets):
    given = {
        "DataRetentionInHours": hours,
        "Disabled": False,
        "StreamingNotificationTargets": [{"NotificationTarget": target} for target in targets],
    }
    connector.put_voice_connector_streaming_configuration(StreamingConfiguration=given)
    assert connector.get_voice_connector_streaming_configuration()["StreamingConfiguration"] == given


@seen(STREAMING, "basic")
def a_streaming_configuration_is_read_as_it_was_put(aws):
    streaming(Connector(aws), 5, "SQS")


@seen(STREAMING, "update")
def retention_and_targets_are_replaced(aws):
    connector = Connector(aws)
    streaming(connector, 5, "SQS")
    streaming(connector, 2, "SQS", "SNS")


@seen(STREAMING, "disappears")
def a_streaming_configuration_that_was_deleted_is_not_found(aws):
    connector = Connector(aws)
    streaming(connector, 5, "SQS")
    connector.delete_voice_connector_streaming_configuration()
    is_gone(connector.voice, connector.get_voice_connector_streaming_configuration)


class Application:
    """A SIP media application, as ``aws_chimesdkvoice_sip_media_application`` makes it."""

    def __init__(self, aws, **options):
        self.voice = aws["chime-sdk-voice"]
        made = self.voice.create_sip_media_application(
            Name="test", AwsRegion="us-east-1", Endpoints=[{"LambdaArn": LAMBDA}], **options
        )
        self.at = {"SipMediaApplicationId": made["SipMediaApplication"]["SipMediaApplicationId"]}

    @property
    def shown(self):
        return self.voice.get_sip_media_application(**self.at)["SipMediaApplication"]


APPLICATION = "chimesdkvoice/sip_media_application_test.go"


@seen(APPLICATION, "basic")
def the_arn_of_an_application_ends_in_sma_and_its_id(aws):
    shown = Application(aws).shown
    assert shown["SipMediaApplicationArn"].split(":", 5)[5] == f"sma/{shown['SipMediaApplicationId']}"


@seen(APPLICATION, "basic")
def an_application_is_read_as_it_was_made(aws):
    shown = Application(aws).shown
    assert (shown["Name"], shown["AwsRegion"]) == ("test", "us-east-1")
    assert shown["Endpoints"] == [{"LambdaArn": LAMBDA}]


@seen(APPLICATION, "update")
def an_application_is_renamed_and_keeps_its_function(aws):
    application = Application(aws)
    application.voice.update_sip_media_application(
        **application.at, Name="other", Endpoints=[{"LambdaArn": LAMBDA}]
    )
    assert (application.shown["Name"], application.shown["Endpoints"]) == ("other", [{"LambdaArn": LAMBDA}])


@seen(APPLICATION, "disappears")
def an_application_that_was_deleted_is_not_found(aws):
    application = Application(aws)
    application.voice.delete_sip_media_application(**application.at)
    is_gone(application.voice, lambda: application.shown)


def tagged(client, arn):
    """Go through the steps of every test of tags: one tag, a new value and a second, then only that."""

    def tags():
        shown = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in shown}

    assert tags() == {"key1": "value1"}
    new = [{"Key": "key1", "Value": "value1updated"}, {"Key": "key2", "Value": "value2"}]
    client.tag_resource(ResourceARN=arn, Tags=new)
    assert tags() == {"key1": "value1updated", "key2": "value2"}
    client.untag_resource(ResourceARN=arn, TagKeys=["key1"])
    assert tags() == {"key2": "value2"}


TAG = [{"Key": "key1", "Value": "value1"}]


@seen(APPLICATION, "tags")
def an_application_is_tagged(aws):
    application = Application(aws, Tags=TAG)
    tagged(application.voice, application.shown["SipMediaApplicationArn"])


class Rule:
    """A SIP rule for a connector's host, as ``aws_chimesdkvoice_sip_rule`` makes it."""

    def __init__(self, aws, **options):
        self.connector, self.application = Connector(aws), Application(aws)
        self.voice = self.application.voice
        self.host = self.connector.shown["OutboundHostName"]
        self.target = {**self.application.at, "Priority": 1, "AwsRegion": "us-east-1"}
        made = self.voice.create_sip_rule(
            Name="test",
            TriggerType="RequestUriHostname",
            TriggerValue=self.host,
            TargetApplications=[self.target],
            **options,
        )
        self.at = {"SipRuleId": made["SipRule"]["SipRuleId"]}

    @property
    def shown(self):
        return self.voice.get_sip_rule(**self.at)["SipRule"]


RULE = "chimesdkvoice/sip_rule_test.go"


@seen(RULE, "basic")
def the_host_of_a_connector_triggers_a_rule(aws):
    rule = Rule(aws, Disabled=False)
    shown = rule.shown
    assert (shown["TriggerType"], shown["TriggerValue"]) == ("RequestUriHostname", rule.host)
    assert (shown["Name"], shown["Disabled"]) == ("test", False)


@seen(RULE, "basic")
def a_rule_shows_its_application_with_priority_and_region(aws):
    rule = Rule(aws, Disabled=False)
    assert rule.shown["TargetApplications"] == [rule.target]


@seen(RULE, "disappears")
def an_enabled_rule_is_deleted(aws):
    rule = Rule(aws, Disabled=False)
    rule.voice.delete_sip_rule(**rule.at)
    is_gone(rule.voice, lambda: rule.shown)


@seen(RULE, "update")
def a_disabled_rule_is_renamed_and_stays_disabled(aws):
    rule = Rule(aws, Disabled=True)
    rule.voice.update_sip_rule(**rule.at, Name="other", Disabled=True, TargetApplications=[rule.target])
    assert (rule.shown["Name"], rule.shown["Disabled"]) == ("other", True)


GLOBAL = "chimesdkvoice/global_settings_test.go"


def bucket(aws, **given):
    voice = aws["chime-sdk-voice"]
    voice.update_global_settings(VoiceConnector=given)
    return voice.get_global_settings()["VoiceConnector"]


@seen(GLOBAL, "basic")
def call_records_go_to_a_bucket(aws):
    assert bucket(aws, CdrBucket="test") == {"CdrBucket": "test"}


@seen(GLOBAL, "update")
def call_records_go_to_another_bucket(aws):
    bucket(aws, CdrBucket="test")
    assert bucket(aws, CdrBucket="other") == {"CdrBucket": "other"}


@seen(GLOBAL, "disappears")
def settings_that_were_emptied_are_there_without_a_bucket(aws):
    bucket(aws, CdrBucket="test")
    assert bucket(aws) == {}


class Domain:
    """A voice profile domain, as ``aws_chimesdkvoice_voice_profile_domain`` makes it."""

    def __init__(self, aws, **options):
        self.voice = aws["chime-sdk-voice"]
        made = self.voice.create_voice_profile_domain(
            Name="test", ServerSideEncryptionConfiguration={"KmsKeyArn": KMS}, **options
        )
        self.at = {"VoiceProfileDomainId": made["VoiceProfileDomain"]["VoiceProfileDomainId"]}

    @property
    def shown(self):
        return self.voice.get_voice_profile_domain(**self.at)["VoiceProfileDomain"]


DOMAIN = "chimesdkvoice/voice_profile_domain_test.go"


@seen(DOMAIN, "PreCheck")
def an_account_without_domains_lists_none(aws):
    assert aws["chime-sdk-voice"].list_voice_profile_domains()["VoiceProfileDomains"] == []


@seen(DOMAIN, "basic")
def a_domain_is_read_as_it_was_made(aws):
    shown = Domain(aws).shown
    assert shown["Name"] == "test"
    assert shown["ServerSideEncryptionConfiguration"]["KmsKeyArn"] == KMS


@seen(DOMAIN, "basic")
def the_arn_of_a_domain_names_it(aws):
    assert ":voice-profile-domain/" in Domain(aws).shown["VoiceProfileDomainArn"]


@seen(DOMAIN, "update")
def a_domain_stays_the_same_with_another_name_and_a_description(aws):
    domain = Domain(aws)
    domain.voice.update_voice_profile_domain(**domain.at, Name="other", Description="described")
    assert (domain.shown["Name"], domain.shown["Description"]) == ("other", "described")
    assert domain.shown["ServerSideEncryptionConfiguration"]["KmsKeyArn"] == KMS


@seen(DOMAIN, "disappears")
def a_domain_that_was_deleted_is_not_found(aws):
    domain = Domain(aws)
    domain.voice.delete_voice_profile_domain(**domain.at)
    is_gone(domain.voice, lambda: domain.shown)


@seen(DOMAIN, "tags")
def a_domain_is_tagged(aws):
    domain = Domain(aws, Description="described", Tags=TAG)
    tagged(domain.voice, domain.shown["VoiceProfileDomainArn"])


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


@pytest.mark.parametrize("behavior", SEEN)
def test_the_emulator_does_as_aws_was_seen_to_do(voice, pipelines, behavior):
    behavior({"chime-sdk-voice": voice, "chime-sdk-media-pipelines": pipelines})


def test_there_are_enough_of_them():
    assert len(SEEN) >= 40
