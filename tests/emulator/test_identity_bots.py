"""Bots of app instances, and the devices of their users."""

import pytest

LEX = {
    "Lex": {
        "LexBotAliasArn": "arn:aws:lex:us-east-1:123456789012:bot-alias/BOT1234567/ALIAS12345",
        "LocaleId": "en_US",
        "InvokedBy": {"StandardMessages": "AUTO", "TargetedMessages": "ALL"},
    }
}
PINPOINT = "arn:aws:mobiletargeting:us-east-1:123456789012:apps/x"


@pytest.fixture
def bot(identity, app):
    """The ARN of a bot."""
    made = identity.create_app_instance_bot(
        AppInstanceArn=app, Name="Helper", Configuration=LEX, Metadata="m"
    )
    return made["AppInstanceBotArn"]


@pytest.fixture
def device(identity, people):
    """Where a device of Ann's is found."""
    at = {"AppInstanceUserArn": people.ann.arn}
    made = identity.register_app_instance_user_endpoint(
        **at, Type="GCM", ResourceArn=PINPOINT, EndpointAttributes={"DeviceToken": "token"}, Name="phone"
    )
    return {**at, "EndpointId": made["EndpointId"]}


def test_a_bot_is_made_shown_changed_and_deleted(identity, app, bot, clock, refused):
    at, now = {"AppInstanceBotArn": bot}, clock()
    assert bot.startswith(f"{app}/bot/")
    assert identity.describe_app_instance_bot(**at)["AppInstanceBot"] == {
        **at,
        "Name": "Helper",
        "Configuration": LEX,
        "Metadata": "m",
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
    }
    clock.forward(minutes=1)
    assert identity.update_app_instance_bot(**at, Name="Other", Metadata="")["AppInstanceBotArn"] == bot
    shown = identity.describe_app_instance_bot(**at)["AppInstanceBot"]
    assert (shown["Name"], shown["Metadata"], shown["Configuration"]) == ("Other", "", LEX)
    assert shown["LastUpdatedTimestamp"] == clock()
    listed = identity.list_app_instance_bots(AppInstanceArn=app)
    assert listed["AppInstanceBots"] == [{**at, "Name": "Other", "Metadata": ""}]
    assert identity.delete_app_instance_bot(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    for operation in (identity.describe_app_instance_bot, identity.delete_app_instance_bot):
        with refused("NotFoundException", 404):
            operation(**at)


def test_a_bot_needs_its_app_instance(identity, app, refused):
    with refused("NotFoundException", 404, "AppInstance .* not found"):
        identity.create_app_instance_bot(AppInstanceArn=app + "x", Configuration=LEX)


def test_a_bot_is_tagged_and_may_be_an_administrator(identity, app, bot):
    identity.tag_resource(ResourceARN=bot, Tags=[{"Key": "k", "Value": "v"}])
    assert identity.list_tags_for_resource(ResourceARN=bot)["Tags"]
    made = identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=bot)
    assert made["AppInstanceAdmin"] == {"Arn": bot, "Name": "Helper"}


def test_a_bot_is_in_a_channel_and_speaks_until_it_is_deleted(identity, messaging, people, new_channel, bot):
    channel = new_channel(people.bob)
    made = people.ann.create_channel_membership(ChannelArn=channel, MemberArn=bot, Type="DEFAULT")
    assert made["Member"] == {"Arn": bot, "Name": "Helper"}
    spoken = {"ChannelArn": channel, "Content": "hello", "Type": "STANDARD", "Persistence": "PERSISTENT"}
    messaging.send_channel_message(**spoken, ChimeBearer=bot)
    [message] = people.bob.list_channel_messages(ChannelArn=channel)["ChannelMessages"]
    assert message["Sender"] == {"Arn": bot, "Name": "Helper"}
    identity.delete_app_instance_bot(AppInstanceBotArn=bot)
    members = people.ann.list_channel_memberships(ChannelArn=channel)["ChannelMemberships"]
    assert [each["Member"]["Name"] for each in members] == ["Ann", "Bob"]


def test_a_device_is_registered_shown_changed_and_forgotten(identity, device, clock, refused):
    now = clock()
    shown = identity.describe_app_instance_user_endpoint(**device)["AppInstanceUserEndpoint"]
    assert shown == {
        **device,
        "Name": "phone",
        "Type": "GCM",
        "ResourceArn": PINPOINT,
        "EndpointAttributes": {"DeviceToken": "token"},
        "AllowMessages": "ALL",
        "EndpointState": {"Status": "ACTIVE"},
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
    }
    clock.forward(minutes=1)
    changed = identity.update_app_instance_user_endpoint(**device, Name="old phone", AllowMessages="NONE")
    assert {name: changed[name] for name in device} == device
    at = {"AppInstanceUserArn": device["AppInstanceUserArn"]}
    [listed] = identity.list_app_instance_user_endpoints(**at)["AppInstanceUserEndpoints"]
    assert (listed["Name"], listed["AllowMessages"]) == ("old phone", "NONE")
    assert "EndpointAttributes" not in listed
    identity.deregister_app_instance_user_endpoint(**device)
    with refused("NotFoundException", 404):
        identity.deregister_app_instance_user_endpoint(**device)
    assert identity.list_app_instance_user_endpoints(**at)["AppInstanceUserEndpoints"] == []


def test_devices_go_with_their_user(identity, device, people, refused):
    identity.delete_app_instance_user(AppInstanceUserArn=people.ann.arn)
    with refused("NotFoundException", 404):
        identity.describe_app_instance_user_endpoint(**device)
