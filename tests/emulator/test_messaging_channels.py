"""Channels, from their making to their end."""

import re

import pytest

from chime_shim.emulator.chime_sdk_messaging import chime_sdk_messaging_backends


def names(reply, result, person="Member"):
    return [item[person]["Name"] for item in reply[result]]


@pytest.fixture
def state(aws):
    return chime_sdk_messaging_backends["123456789012"]["us-east-1"]


def test_a_channel_looks_like_one_of_aws(app, people, clock):
    given = {"Name": "Lobby", "Mode": "RESTRICTED", "Privacy": "PUBLIC", "Metadata": "m"}
    made = people.ann.create_channel(AppInstanceArn=app, **given)
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    arn = made["ChannelArn"]
    assert re.fullmatch(f"{app}/channel/[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}", arn)
    assert people.ann.describe_channel(ChannelArn=arn)["Channel"] == {
        **given,
        "ChannelArn": arn,
        "CreatedBy": {"Arn": people.ann.arn, "Name": "Ann"},
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
    }
    assert people.bob.list_channels(AppInstanceArn=app)["Channels"] == [{**given, "ChannelArn": arn}]
    assert names(people.ann.list_channel_memberships(ChannelArn=arn), "ChannelMemberships") == ["Ann"]
    assert names(people.ann.list_channel_moderators(ChannelArn=arn), "ChannelModerators", "Moderator") == [
        "Ann"
    ]


def test_a_channel_may_be_made_with_its_people(app, people, refused, state):
    at = {"AppInstanceArn": app, "Name": "x", "ChannelId": "lobby"}
    with refused("NotFoundException", 404):
        people.ann.create_channel(**at, MemberArns=[people.bob.arn, f"{app}/user/nobody"])
    assert not state.channels
    arn = people.ann.create_channel(**at, MemberArns=[people.bob.arn], ModeratorArns=[people.cy.arn])[
        "ChannelArn"
    ]
    assert arn == f"{app}/channel/lobby"
    assert names(people.cy.list_channel_memberships(ChannelArn=arn), "ChannelMemberships") == ["Ann", "Bob"]
    listed = people.cy.list_channel_moderators(ChannelArn=arn)
    assert (listed["ChannelArn"], names(listed, "ChannelModerators", "Moderator")) == (arn, ["Ann", "Cy"])
    with refused("ConflictException", 409, "exists already"):
        people.bob.create_channel(**at)
    assert [*state.channels] == [arn]


def test_a_channel_request_that_comes_again_makes_nothing_new(app, people, refused, state):
    request = {"AppInstanceArn": app, "Name": "x", "ClientRequestToken": "token"}
    first = people.ann.create_channel(**request)["ChannelArn"]
    assert people.ann.create_channel(**request)["ChannelArn"] == first
    assert people.bob.create_channel(**request)["ChannelArn"] != first
    with refused("ConflictException", 409, "ClientRequestToken"):
        people.ann.create_channel(**{**request, "Name": "y"})
    assert len(state.channels) == 2


def test_an_update_changes_what_it_names(people, new_channel, clock):
    arn = new_channel(Metadata="m")
    made = clock()
    clock.forward(minutes=1)
    assert people.ann.update_channel(ChannelArn=arn, Name="Hall", Mode="UNRESTRICTED")["ChannelArn"] == arn
    shown = people.ann.describe_channel(ChannelArn=arn)["Channel"]
    assert (shown["Name"], shown["Mode"], shown["Metadata"]) == ("Hall", "UNRESTRICTED", "m")
    assert (shown["CreatedTimestamp"], shown["LastUpdatedTimestamp"]) == (made, clock())


def test_channels_are_listed_by_privacy(app, people, new_channel):
    public = [new_channel(Privacy="PUBLIC") for _ in range(3)]
    private = [new_channel() for _ in range(2)]

    def listed(who, **options):
        return [each["ChannelArn"] for each in who.list_channels(AppInstanceArn=app, **options)["Channels"]]

    assert listed(people.cy) == listed(people.cy, Privacy="PUBLIC") == public
    assert listed(people.boss) == public + private
    assert listed(people.boss, Privacy="PRIVATE") == private
    first = people.cy.list_channels(AppInstanceArn=app, MaxResults=2)
    assert listed(people.cy, NextToken=first["NextToken"]) == public[2:]


def test_a_deleted_channel_takes_all_along(people, new_channel, new_message, state, refused):
    kept, arn = new_channel(), new_channel()
    for channel in (kept, arn):
        new_message(people.bob, channel)
        people.ann.create_channel_ban(ChannelArn=channel, MemberArn=people.dan.arn)
    assert people.ann.delete_channel(ChannelArn=arn)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert [*state.channels] == [kept]
    assert [each["ChannelArn"] for each in state.channel_messages.values()] == [kept]
    mine = people.bob.list_channel_memberships_for_app_instance_user()["ChannelMemberships"]
    assert [each["ChannelSummary"]["ChannelArn"] for each in mine] == [kept]
    with refused("NotFoundException", 404):
        people.ann.delete_channel(ChannelArn=arn)


def test_channels_have_tags(messaging, app, people):
    tags = [{"Key": "team", "Value": "desk"}]
    arn = people.ann.create_channel(AppInstanceArn=app, Name="x", Tags=tags)["ChannelArn"]
    messaging.tag_resource(ResourceARN=arn, Tags=[{"Key": "stage", "Value": "test"}])
    messaging.untag_resource(ResourceARN=arn, TagKeys=["team"])
    assert messaging.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "stage", "Value": "test"}]
    with pytest.raises(messaging.exceptions.NotFoundException):
        messaging.list_tags_for_resource(ResourceARN=f"{app}/channel/none")
