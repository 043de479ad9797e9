"""What AWS was seen to do with voice connectors and their settings; by whom, the ids of the tests say."""

import pytest

from tests.support.connector import Connector
from tests.support.observed import Observed, is_gone

OBSERVED = Observed()
seen = OBSERVED.seen

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


@pytest.mark.parametrize("behavior", OBSERVED)
def test_the_emulator_does_as_aws_was_seen_to_do(voice, pipelines, behavior):
    behavior({"chime-sdk-voice": voice, "chime-sdk-media-pipelines": pipelines})


def test_there_are_enough_of_them():
    assert len(OBSERVED) >= 27
