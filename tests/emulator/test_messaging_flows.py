"""Channel flows: what is sent waits for a processor. And the preferences of members."""

import pytest

from chime_shim.emulator.chime_sdk_messaging import chime_sdk_messaging_backends

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:profanity"
SENT = {"Type": "STANDARD", "Persistence": "PERSISTENT"}


def processor(order=1, name="filter"):
    lambda_function = {"ResourceArn": FUNCTION, "InvocationType": "ASYNC"}
    configuration = {"Lambda": lambda_function}
    return {"Name": name, "Configuration": configuration, "ExecutionOrder": order, "FallbackAction": "ABORT"}


@pytest.fixture
def flow(messaging, app):
    """The ARN of a channel flow."""
    made = messaging.create_channel_flow(AppInstanceArn=app, Name="clean", Processors=[processor()])
    return made["ChannelFlowArn"]


@pytest.fixture
def channel(people, new_channel, flow):
    """A channel of Ann and Bob's with the flow."""
    arn = new_channel()
    people.ann.associate_channel_flow(ChannelArn=arn, ChannelFlowArn=flow)
    return arn


@pytest.fixture
def waiting(people, channel):
    """A message of Bob's that waits, and how to call back for it."""
    sent = people.bob.send_channel_message(ChannelArn=channel, Content="darn", **SENT)
    assert sent["Status"] == {"Value": "PENDING"}
    [callback] = chime_sdk_messaging_backends["123456789012"]["us-east-1"].channel_flow_callbacks
    answer = {"MessageId": sent["MessageId"]}
    return {"CallbackId": callback, "ChannelArn": channel, "ChannelMessage": answer}


def contents(who, channel):
    return [each["Content"] for each in who.list_channel_messages(ChannelArn=channel)["ChannelMessages"]]


def test_a_flow_is_made_shown_changed_and_deleted(messaging, app, flow, clock, refused):
    at = {"ChannelFlowArn": flow}
    assert flow.startswith(f"{app}/channel-flow/")
    shown = messaging.describe_channel_flow(**at)["ChannelFlow"]
    assert shown == {
        **at,
        "Name": "clean",
        "Processors": [processor()],
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
    }
    messaging.update_channel_flow(**at, Name="other", Processors=[processor(), processor(2, "second")])
    [listed] = messaging.list_channel_flows(AppInstanceArn=app)["ChannelFlows"]
    assert (listed["Name"], len(listed["Processors"])) == ("other", 2)
    messaging.tag_resource(ResourceARN=flow, Tags=[{"Key": "k", "Value": "v"}])
    messaging.delete_channel_flow(**at)
    for operation in (messaging.describe_channel_flow, messaging.delete_channel_flow):
        with refused("NotFoundException", 404):
            operation(**at)


def test_processors_have_an_order(messaging, app, flow, refused):
    twice = {"Name": "x", "Processors": [processor(), processor(name="second")]}
    with refused("BadRequestException", 400, "ExecutionOrder"):
        messaging.create_channel_flow(AppInstanceArn=app, **twice)
    with refused("BadRequestException", 400, "ExecutionOrder"):
        messaging.update_channel_flow(ChannelFlowArn=flow, **twice)


def test_a_flow_in_use_is_not_deleted(messaging, people, channel, flow, refused):
    at = {"ChannelFlowArn": flow}
    [listed] = messaging.list_channels_associated_with_channel_flow(**at)["Channels"]
    assert listed["ChannelArn"] == channel
    assert people.ann.describe_channel(ChannelArn=channel)["Channel"]["ChannelFlowArn"] == flow
    with refused("ConflictException", 409, "associated"):
        messaging.delete_channel_flow(**at)
    people.ann.disassociate_channel_flow(ChannelArn=channel, **at)
    with refused("ConflictException", 409, "not associated"):
        people.ann.disassociate_channel_flow(ChannelArn=channel, **at)
    assert messaging.list_channels_associated_with_channel_flow(**at)["Channels"] == []
    assert "ChannelFlowArn" not in people.ann.describe_channel(ChannelArn=channel)["Channel"]
    messaging.delete_channel_flow(**at)


def test_a_channel_has_one_flow_and_moderators_choose_it(messaging, people, app, channel, flow, refused):
    other = messaging.create_channel_flow(AppInstanceArn=app, Name="b", Processors=[processor()])
    with refused("ForbiddenException", 403, "moderator"):
        people.bob.associate_channel_flow(ChannelArn=channel, ChannelFlowArn=flow)
    with refused("ConflictException", 409, "another"):
        people.ann.associate_channel_flow(ChannelArn=channel, ChannelFlowArn=other["ChannelFlowArn"])
    with refused("NotFoundException", 404, "ChannelFlow"):
        people.ann.associate_channel_flow(ChannelArn=channel, ChannelFlowArn=flow + "x")


def test_a_message_waits_until_it_is_called_back_for(messaging, people, channel, waiting, refused):
    at = {"ChannelArn": channel, "MessageId": waiting["ChannelMessage"]["MessageId"]}
    assert people.bob.get_channel_message_status(**at)["Status"] == {"Value": "PENDING"}
    assert contents(people.bob, channel) == ["darn"]
    assert contents(people.ann, channel) == []
    waiting["ChannelMessage"]["Content"] = "d***"
    reply = messaging.channel_flow_callback(**waiting)
    assert (reply["ChannelArn"], reply["CallbackId"]) == (channel, waiting["CallbackId"])
    assert contents(people.ann, channel) == ["d***"]
    assert people.bob.get_channel_message_status(**at)["Status"] == {"Value": "SENT"}
    with refused("ForbiddenException", 403, "sender"):
        people.ann.get_channel_message_status(**at)
    with refused("BadRequestException", 400, "CallbackId"):
        messaging.channel_flow_callback(**waiting)


def test_a_processor_may_deny_a_message(messaging, people, channel, waiting, refused):
    messaging.channel_flow_callback(**waiting, DeleteResource=True)
    assert contents(people.bob, channel) == []
    with refused("NotFoundException", 404):
        people.bob.get_channel_message_status(
            ChannelArn=channel, MessageId=waiting["ChannelMessage"]["MessageId"]
        )


def test_control_messages_do_not_wait(people, channel):
    sent = people.bob.send_channel_message(
        ChannelArn=channel, Content="typing", Type="CONTROL", Persistence="NON_PERSISTENT"
    )
    assert sent["Status"] == {"Value": "SENT"}


def test_members_set_what_is_pushed_to_them(people, new_channel, refused):
    mine = {"ChannelArn": new_channel(), "MemberArn": people.bob.arn}
    assert people.bob.get_channel_membership_preferences(**mine)["Preferences"] == {
        "PushNotifications": {"AllowNotifications": "ALL"}
    }
    preferences = {"PushNotifications": {"AllowNotifications": "FILTERED", "FilterRule": '{"type": [{}]}'}}
    put = people.bob.put_channel_membership_preferences(**mine, Preferences=preferences)
    assert (put["Member"]["Name"], put["Preferences"]) == ("Bob", preferences)
    assert people.bob.get_channel_membership_preferences(**mine)["Preferences"] == preferences
    with refused("BadRequestException", 400, "FilterRule"):
        people.bob.put_channel_membership_preferences(
            **mine, Preferences={"PushNotifications": {"AllowNotifications": "FILTERED"}}
        )
    for other in (people.ann, people.boss, people.cy):
        with refused("ForbiddenException", 403, "preferences"):
            other.get_channel_membership_preferences(**mine)
