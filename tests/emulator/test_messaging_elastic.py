"""Elastic channels, and the search for channels by their members."""

import pytest

SIZES = {"MaximumSubChannels": 2, "TargetMembershipsPerSubChannel": 2, "MinimumMembershipPercentage": 40}


@pytest.fixture
def elastic(app, people):
    """An elastic channel of Ann's."""
    made = people.ann.create_channel(
        AppInstanceArn=app, Name="Stadium", Privacy="PUBLIC", ElasticChannelConfiguration=SIZES
    )
    return made["ChannelArn"]


@pytest.fixture
def join(people, elastic, new_user):
    """Adds a new user, and gives the id of the sub-channel."""

    def new(name):
        arn = new_user(name)
        people.ann.create_channel_membership(ChannelArn=elastic, MemberArn=arn, Type="DEFAULT")
        found = people.ann.describe_channel_membership(ChannelArn=elastic, MemberArn=arn)
        return found["ChannelMembership"].get("SubChannelId")

    return new


def counts(people, channel):
    listed = people.ann.list_sub_channels(ChannelArn=channel)
    assert listed["ChannelArn"] == channel
    return [each["MembershipCount"] for each in listed["SubChannels"]]


def test_members_are_spread_over_sub_channels(people, elastic, join, refused):
    described = people.ann.describe_channel(ChannelArn=elastic)["Channel"]
    assert described["ElasticChannelConfiguration"] == SIZES
    assert counts(people, elastic) == [], "Ann moderates, and is in none"
    first, second, third, fourth = map(join, ("u1", "u2", "u3", "u4"))
    assert first == second != third == fourth
    assert counts(people, elastic) == [2, 2]
    with refused("ResourceLimitExceededException", 400, "maximum"):
        join("u5")
    pages = people.ann.list_sub_channels(ChannelArn=elastic, MaxResults=1)
    assert pages["SubChannels"] == [{"SubChannelId": first, "MembershipCount": 2}]
    assert pages["NextToken"]


def test_a_place_that_is_free_is_taken_again(people, elastic, join):
    first = join("u1")
    join("u2")
    member = people.ann.list_channel_memberships(ChannelArn=elastic, SubChannelId=first)
    arn = member["ChannelMemberships"][0]["Member"]["Arn"]
    people.ann.delete_channel_membership(ChannelArn=elastic, MemberArn=arn)
    assert join("u3") == first


def test_a_message_is_for_its_sub_channel(people, elastic, messaging, new_user):
    arn = new_user("u1")
    people.ann.create_channel_membership(ChannelArn=elastic, MemberArn=arn, Type="DEFAULT")
    [sub] = people.ann.list_sub_channels(ChannelArn=elastic)["SubChannels"]
    there = {"ChannelArn": elastic, "SubChannelId": sub["SubChannelId"]}
    said = {"Content": "hi", "Type": "STANDARD", "Persistence": "PERSISTENT"}
    sent = messaging.send_channel_message(**there, **said, ChimeBearer=arn)
    assert sent["SubChannelId"] == there["SubChannelId"]
    assert len(people.ann.list_channel_messages(**there)["ChannelMessages"]) == 1
    assert people.ann.list_channel_messages(ChannelArn=elastic)["ChannelMessages"] == []


def test_a_sub_channel_is_of_an_elastic_channel(people, elastic, new_channel, refused):
    with refused("BadRequestException", 400, "elastic"):
        people.ann.list_channel_messages(ChannelArn=new_channel(), SubChannelId="1")
    with refused("NotFoundException", 404, "SubChannel"):
        people.ann.list_channel_messages(ChannelArn=elastic, SubChannelId="1")
    assert counts(people, new_channel()) == []


def test_sub_channels_are_for_moderators(people, new_channel, refused):
    with refused("ForbiddenException", 403, "moderator"):
        people.bob.list_sub_channels(ChannelArn=new_channel())


def found(who, operator, *members, **options):
    values = [member.arn for member in members]
    field = {"Key": "MEMBERS", "Operator": operator, "Values": values}
    return who.search_channels(Fields=[field], **options)


def arns(reply):
    return [each["ChannelArn"] for each in reply["Channels"]]


def test_channels_are_found_by_their_members(people, new_channel):
    two, three = new_channel(people.bob), new_channel(people.bob, people.cy)
    assert arns(found(people.ann, "INCLUDES", people.bob)) == [two, three]
    assert arns(found(people.ann, "EQUALS", people.bob, people.ann)) == [two]
    assert arns(found(people.ann, "INCLUDES", people.bob, people.cy)) == [three]
    assert arns(found(people.ann, "EQUALS", people.bob)) == []
    assert arns(found(people.cy, "INCLUDES", people.bob)) == [three], "Cy is not in the other"
    assert arns(found(people.dan, "INCLUDES", people.bob)) == []
    assert arns(found(people.boss, "INCLUDES", people.bob)) == [two, three]
    first = found(people.ann, "INCLUDES", people.bob, MaxResults=1)
    assert arns(first) == [two]
    last = found(people.ann, "INCLUDES", people.bob, MaxResults=1, NextToken=first["NextToken"])
    assert arns(last) == [three]
    assert "NextToken" not in last
