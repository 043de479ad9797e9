"""What is said in channels."""

import boto3
import pytest
from botocore.config import Config

STANDARD = {"Type": "STANDARD", "Persistence": "PERSISTENT"}


@pytest.fixture
def channel(people, new_channel):
    return new_channel(people.bob, people.cy)


@pytest.fixture
def contents(people, channel):
    def listed(who=people.ann, **options):
        messages = who.list_channel_messages(ChannelArn=channel, **options)["ChannelMessages"]
        return [message.get("Content") for message in messages]

    return listed


def test_a_message_looks_like_one_of_aws(people, channel, clock):
    given = {"Content": "hello", **STANDARD, "Metadata": "m"}
    attributes = {"mood": {"StringValues": ["good"]}}
    sent = people.bob.send_channel_message(
        ChannelArn=channel, **given, MessageAttributes=attributes, ContentType="text/plain"
    )
    assert sent["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert (sent["ChannelArn"], sent["Status"]) == (channel, {"Value": "SENT"})
    at = {"ChannelArn": channel, "MessageId": sent["MessageId"]}
    message = people.ann.get_channel_message(**at)["ChannelMessage"]
    assert message == {
        **given,
        **at,
        "Sender": {"Arn": people.bob.arn, "Name": "Bob"},
        "Redacted": False,
        "Status": {"Value": "SENT"},
        "MessageAttributes": attributes,
        "ContentType": "text/plain",
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
    }
    listed = people.ann.list_channel_messages(ChannelArn=channel)
    assert listed["ChannelArn"] == channel
    summary = {name: value for name, value in message.items() if name not in {"ChannelArn", "Persistence"}}
    assert listed["ChannelMessages"] == [summary]
    assert people.ann.describe_channel(ChannelArn=channel)["Channel"]["LastMessageTimestamp"] == clock()


def test_messages_that_are_not_persistent_are_not_kept(people, channel, contents, new_message, refused):
    gone = new_message(people.bob, channel, Persistence="NON_PERSISTENT")
    assert contents() == []
    with refused("NotFoundException", 404):
        people.bob.get_channel_message(ChannelArn=channel, MessageId=gone)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({**STANDARD, "Content": "x" * 4097}, "up to 4096 bytes"),
        ({**STANDARD, "Content": "é" * 2049}, "up to 4096 bytes"),
        ({**STANDARD, "Type": "CONTROL", "Content": "x" * 31}, "up to 30 bytes"),
        ({**STANDARD, "Type": "CONTROL", "Content": "x", "Metadata": "m"}, "Metadata"),
        ({**STANDARD, "Type": "SHOUT", "Content": "x"}, "'Type'"),
        ({**STANDARD, "Content": "x", "Target": [{"MemberArn": "arn:aws:chime:us-east-1:1:x"}]}, "Target"),
    ],
)
def test_what_a_message_must_not_be(people, channel, contents, refused, options, problem):
    with refused("BadRequestException", 400, problem):
        people.bob.send_channel_message(ChannelArn=channel, **options)
    assert contents() == []


def test_a_message_that_comes_again_is_sent_once(people, channel, contents, refused):
    for persistence in ("PERSISTENT", "NON_PERSISTENT"):
        request = {"ChannelArn": channel, "Content": "x", "Type": "STANDARD", "Persistence": persistence}
        request["ClientRequestToken"] = persistence
        sent = [people.bob.send_channel_message(**request)["MessageId"] for _ in range(2)]
        assert sent[0] == sent[1]
        with refused("ConflictException", 409, "ClientRequestToken"):
            people.bob.send_channel_message(**{**request, "Content": "y"})
    # Somebody else's token is another one.
    people.cy.send_channel_message(**{**request, "Persistence": "PERSISTENT", "Content": "z"})
    assert contents() == ["z", "x"]


def test_messages_are_listed_by_time(people, contents, channel, new_message, clock):
    start = clock()
    for number in range(5):
        new_message(people.bob, channel, str(number))
        clock.forward(minutes=1)
    times = [start.replace(minute=minute) for minute in range(5)]
    assert contents() == contents(SortOrder="DESCENDING") == list("43210")
    assert contents(SortOrder="ASCENDING") == list("01234")
    assert contents(NotBefore=times[1], NotAfter=times[3]) == list("321")
    assert contents(NotBefore=times[4], SortOrder="ASCENDING") == ["4"]
    assert contents(NotAfter=times[0].replace(microsecond=0)) == []


@pytest.mark.parametrize(("order", "expected"), [("ASCENDING", "013456"), ("DESCENDING", "54310")])
def test_messages_have_pages_in_both_orders(people, channel, new_message, refused, order, expected):
    ids = [new_message(people.bob, channel, str(number)) for number in range(6)]
    at, seen, token = {"ChannelArn": channel, "SortOrder": order, "MaxResults": 2}, "", {}
    while token is not None:
        page = people.ann.list_channel_messages(**at, **token)
        seen += "".join(message["Content"] for message in page["ChannelMessages"])
        if not token:
            # What happens between two pages is seen only if it is ahead.
            people.boss.delete_channel_message(ChannelArn=channel, MessageId=ids[2])
            new_message(people.bob, channel, "6")
            with refused("BadRequestException", 400, "NextToken"):
                people.ann.list_channel_messages(
                    ChannelArn=channel, NotBefore="2026-01-01T00:00:00Z", NextToken=page["NextToken"]
                )
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    assert seen == expected


def test_an_update_is_its_senders(people, channel, new_message, clock, refused):
    at = {"ChannelArn": channel, "MessageId": new_message(people.bob, channel, Metadata="m")}
    sent = clock()
    clock.forward(minutes=1)
    updated = people.bob.update_channel_message(**at, Content="hi")
    assert {**at, "Status": {"Value": "SENT"}}.items() <= updated.items()
    message = people.ann.get_channel_message(**at)["ChannelMessage"]
    assert (message["Content"], message["Metadata"]) == ("hi", "m")
    assert message["LastEditedTimestamp"] == message["LastUpdatedTimestamp"] == clock()
    assert message["CreatedTimestamp"] == sent
    with refused("ForbiddenException", 403, "the sender of the message"):
        people.ann.update_channel_message(**at, Content="hi")
    with refused("BadRequestException", 400, "4096 bytes"):
        people.bob.update_channel_message(**at, Content="x" * 4097)


def test_an_update_without_content_leaves_it(people, channel, new_message, refused):
    unchecked = boto3.client("chime-sdk-messaging", config=Config(parameter_validation=False))
    at = {"ChannelArn": channel, "MessageId": new_message(people.bob, channel)}
    unchecked.update_channel_message(**at, Metadata="new", ChimeBearer=people.bob.arn)
    message = people.ann.get_channel_message(**at)["ChannelMessage"]
    assert (message["Content"], message["Metadata"]) == ("hello", "new")
    with refused("BadRequestException", 400, "'Content'"):
        unchecked.update_channel_message(**at, Content="", ChimeBearer=people.bob.arn)


@pytest.mark.parametrize("who", ["bob", "ann", "boss"])
def test_a_redacted_message_is_empty(people, channel, contents, new_message, refused, who):
    at = {"ChannelArn": channel, "MessageId": new_message(people.bob, channel, Metadata="m")}
    for _ in range(2):
        redacted = getattr(people, who).redact_channel_message(**at)
        assert at.items() <= redacted.items()
    message = people.cy.get_channel_message(**at)["ChannelMessage"]
    assert message["Redacted"] is True
    assert not {"Content", "Metadata"} & message.keys()
    assert contents() == [None]
    with refused("ConflictException", 409, "is redacted"):
        people.bob.update_channel_message(**at, Content="hi")


def test_members_redact_only_their_own(people, channel, new_message, refused):
    at = {"ChannelArn": channel, "MessageId": new_message(people.bob, channel)}
    with refused("ForbiddenException", 403, "a moderator of the channel"):
        people.cy.redact_channel_message(**at)


def test_a_deleted_message_is_gone(people, channel, contents, new_message, refused):
    at = {"ChannelArn": channel, "MessageId": new_message(people.bob, channel)}
    assert people.boss.delete_channel_message(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert contents() == []
    for refusal in (people.boss.delete_channel_message, people.boss.get_channel_message):
        with refused("NotFoundException", 404, "ChannelMessage"):
            refusal(**at)


def test_a_message_belongs_to_its_channel(people, channel, new_channel, new_message, refused):
    elsewhere = new_message(people.bob, new_channel())
    with refused("NotFoundException", 404):
        people.bob.get_channel_message(ChannelArn=channel, MessageId=elsewhere)


def test_a_message_for_one_is_seen_by_two(people, channel, contents, new_message, refused):
    at = {"ChannelArn": channel}
    at["MessageId"] = new_message(people.bob, channel, "psst", Target=[{"MemberArn": people.cy.arn}])
    for who, expected in (people.bob, ["psst"]), (people.cy, ["psst"]), (people.ann, []), (people.boss, []):
        assert contents(who) == expected
    message = people.cy.get_channel_message(**at)["ChannelMessage"]
    assert message["Target"] == [{"MemberArn": people.cy.arn}]
    for refusal in (people.ann.get_channel_message, people.ann.redact_channel_message):
        with refused("NotFoundException", 404):
            refusal(**at)
    people.boss.delete_channel_message(**at)


def test_messages_are_kept_for_as_long_as_is_set(
    identity, app, people, channel, contents, new_message, clock, refused
):
    old = new_message(people.bob, channel, "old")
    clock.forward(days=2)
    new_message(people.bob, channel, "new")
    for settings, kept in (
        ({}, ["new", "old"]),
        ({"ChannelRetentionSettings": {}}, ["new", "old"]),
        ({"ChannelRetentionSettings": {"RetentionDays": 1}}, ["new"]),
    ):
        identity.put_app_instance_retention_settings(
            AppInstanceArn=app, AppInstanceRetentionSettings=settings
        )
        assert contents() == kept
    with refused("NotFoundException", 404):
        people.ann.get_channel_message(ChannelArn=channel, MessageId=old)
