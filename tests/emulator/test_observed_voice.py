"""What AWS was seen to do with SIP applications and rules, settings and voice profile domains."""

import pytest

from tests.support.connector import Connector
from tests.support.observed import TAG, Observed, is_gone, tagged

OBSERVED = Observed()
seen = OBSERVED.seen

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:test"
KMS = "arn:aws:kms:us-east-1:123456789012:key/1"


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


@pytest.mark.parametrize("behavior", OBSERVED)
def test_the_emulator_does_as_aws_was_seen_to_do(voice, pipelines, behavior):
    behavior({"chime-sdk-voice": voice, "chime-sdk-media-pipelines": pipelines})


def test_there_are_enough_of_them():
    assert len(OBSERVED) >= 18
