"""Who is in a channel, as what."""

import pytest


def names(reply, result, person="Member"):
    return [item[person]["Name"] for item in reply[result]]


def test_a_membership_tells_who_invited(people, new_channel, clock):
    arn = new_channel()
    made = people.boss.create_channel_membership(ChannelArn=arn, MemberArn=people.cy.arn, Type="DEFAULT")
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    cy = {"Arn": people.cy.arn, "Name": "Cy"}
    assert (made["ChannelArn"], made["Member"]) == (arn, cy)
    described = people.cy.describe_channel_membership(ChannelArn=arn, MemberArn=people.cy.arn)
    assert described["ChannelMembership"] == {
        "ChannelArn": arn,
        "Member": cy,
        "InvitedBy": {"Arn": people.boss.arn, "Name": "Boss"},
        "Type": "DEFAULT",
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
    }


@pytest.mark.parametrize(
    ("kind", "parameter", "options"),
    [
        ("membership", "MemberArn", {"Type": "DEFAULT"}),
        ("moderator", "ChannelModeratorArn", {}),
        ("ban", "MemberArn", {}),
    ],
)
def test_the_three_roles_are_given_and_taken(
    app, people, new_channel, clock, refused, kind, parameter, options
):
    arn = new_channel()
    at = {"ChannelArn": arn, parameter: people.cy.arn}
    shown_as = f"Channel{kind.title()}"
    create, describe, list_all, delete = (
        getattr(people.ann, name)
        for name in (
            f"create_channel_{kind}",
            f"describe_channel_{kind}",
            f"list_channel_{kind}s",
            f"delete_channel_{kind}",
        )
    )
    cy = {"Arn": people.cy.arn, "Name": "Cy"}
    before = len(list_all(ChannelArn=arn)[f"{shown_as}s"])
    assert cy in create(**at, **options).values()
    with refused("ConflictException", 409, "exists already"):
        create(**at, **options)
    assert cy in describe(**at)[shown_as].values()
    assert describe(**at)[shown_as]["CreatedTimestamp"] == clock()
    for stranger in (f"{app}/user/nobody", people.alien.arn):
        with refused("NotFoundException", 404):
            create(**{**at, parameter: stranger}, **options)
    pages = [list_all(ChannelArn=arn, MaxResults=1)]
    while "NextToken" in pages[-1]:
        pages.append(list_all(ChannelArn=arn, MaxResults=1, NextToken=pages[-1]["NextToken"]))
    assert len(pages) == before + 1
    assert delete(**at)["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert len(list_all(ChannelArn=arn)[f"{shown_as}s"]) == before
    for operation in (describe, delete):
        with refused("NotFoundException", 404, f"{shown_as} .*user/cy"):
            operation(**at)


def test_members_leave_and_moderators_remove(people, new_channel, refused):
    arn = new_channel(people.bob, people.cy)
    with refused("ForbiddenException", 403, "remove somebody else"):
        people.bob.delete_channel_membership(ChannelArn=arn, MemberArn=people.cy.arn)
    people.cy.delete_channel_membership(ChannelArn=arn, MemberArn=people.cy.arn)
    people.ann.delete_channel_membership(ChannelArn=arn, MemberArn=people.bob.arn)
    assert names(people.ann.list_channel_memberships(ChannelArn=arn), "ChannelMemberships") == ["Ann"]


@pytest.mark.parametrize(
    ("options", "admitted"),
    [
        ({"Mode": "UNRESTRICTED", "Privacy": "PUBLIC"}, True),
        ({"Mode": "UNRESTRICTED", "Privacy": "PRIVATE"}, False),
        ({"Mode": "RESTRICTED", "Privacy": "PUBLIC"}, False),
    ],
)
def test_who_is_outside_joins_open_channels_only(messaging, people, new_channel, options, admitted):
    arn = new_channel(**options)
    try:
        people.cy.create_channel_membership(ChannelArn=arn, MemberArn=people.cy.arn, Type="DEFAULT")
    except messaging.exceptions.ForbiddenException:
        assert not admitted
    else:
        assert admitted


def test_a_batch_tells_of_each_that_failed(app, people, new_channel):
    arn = new_channel()
    people.ann.create_channel_ban(ChannelArn=arn, MemberArn=people.dan.arn)
    wanted = [people.cy.arn, people.bob.arn, people.dan.arn, f"{app}/user/nobody", people.boss.arn]
    reply = people.ann.batch_create_channel_membership(ChannelArn=arn, MemberArns=wanted)
    assert reply["BatchChannelMemberships"] == {
        "ChannelArn": arn,
        "InvitedBy": {"Arn": people.ann.arn, "Name": "Ann"},
        "Type": "DEFAULT",
        "Members": [{"Arn": people.cy.arn, "Name": "Cy"}, {"Arn": people.boss.arn, "Name": "Boss"}],
    }
    assert [(error["MemberArn"], error["ErrorCode"]) for error in reply["Errors"]] == [
        (people.bob.arn, "Conflict"),
        (people.dan.arn, "Forbidden"),
        (f"{app}/user/nobody", "NotFound"),
    ]
    assert all(error["ErrorMessage"] for error in reply["Errors"])
    listed = people.ann.list_channel_memberships(ChannelArn=arn)
    assert names(listed, "ChannelMemberships") == ["Ann", "Bob", "Cy", "Boss"]


def test_hidden_members_are_listed_apart(people, new_channel):
    arn = new_channel()
    people.ann.batch_create_channel_membership(ChannelArn=arn, MemberArns=[people.cy.arn], Type="HIDDEN")
    for options, expected in ({}, ["Ann", "Bob"]), ({"Type": "HIDDEN"}, ["Cy"]):
        listed = people.ann.list_channel_memberships(ChannelArn=arn, **options)
        assert names(listed, "ChannelMemberships") == expected


def test_a_ban_ends_membership_and_bars_from_it(people, new_channel, refused):
    arn = new_channel(Privacy="PUBLIC", Mode="UNRESTRICTED")
    people.ann.create_channel_moderator(ChannelArn=arn, ChannelModeratorArn=people.bob.arn)
    bob = {"ChannelArn": arn, "MemberArn": people.bob.arn}
    made = people.ann.create_channel_ban(**bob)
    assert made["Member"] == {"Arn": people.bob.arn, "Name": "Bob"}
    assert people.ann.describe_channel_ban(**bob)["ChannelBan"]["CreatedBy"]["Name"] == "Ann"
    assert names(people.ann.list_channel_memberships(ChannelArn=arn), "ChannelMemberships") == ["Ann"]
    with refused("ForbiddenException", 403):
        people.bob.create_channel_membership(**bob, Type="DEFAULT")
    with refused("ForbiddenException", 403, "is banned"):
        people.ann.create_channel_membership(**bob, Type="DEFAULT")
    with refused("ForbiddenException", 403, "is banned"):
        people.ann.create_channel_moderator(ChannelArn=arn, ChannelModeratorArn=people.bob.arn)
    people.ann.delete_channel_ban(**bob)
    people.bob.create_channel_membership(**bob, Type="DEFAULT")


def test_a_users_channels_are_listed(app, people, new_channel, clock, refused):
    first, second = new_channel(), new_channel(Name="Hall")
    people.bob.update_channel_read_marker(ChannelArn=second)
    mine = people.bob.list_channel_memberships_for_app_instance_user()["ChannelMemberships"]
    assert mine == [
        {
            "ChannelSummary": {"ChannelArn": arn, "Name": name, "Mode": "RESTRICTED", "Privacy": "PRIVATE"},
            "AppInstanceUserMembershipSummary": {"Type": "DEFAULT", **marker},
        }
        for arn, name, marker in ((first, "Lobby", {}), (second, "Hall", {"ReadMarkerTimestamp": clock()}))
    ]
    bob = {"AppInstanceUserArn": people.bob.arn}
    assert people.boss.list_channel_memberships_for_app_instance_user(**bob)["ChannelMemberships"] == mine
    page = people.bob.list_channel_memberships_for_app_instance_user(MaxResults=1)
    rest = people.bob.list_channel_memberships_for_app_instance_user(NextToken=page["NextToken"])
    assert page["ChannelMemberships"] + rest["ChannelMemberships"] == mine
    at = {"ChannelArn": second, **bob}
    assert people.bob.describe_channel_membership_for_app_instance_user(**at)["ChannelMembership"] == mine[1]

    assert people.bob.list_channels_moderated_by_app_instance_user()["Channels"] == []
    moderated = people.ann.list_channels_moderated_by_app_instance_user()["Channels"]
    assert moderated == [{"ChannelSummary": each["ChannelSummary"]} for each in mine]
    at = {"ChannelArn": first, "AppInstanceUserArn": people.ann.arn}
    assert people.boss.describe_channel_moderated_by_app_instance_user(**at)["Channel"] == moderated[0]
    with refused("NotFoundException", 404, "ChannelModerator of .*bob not found"):
        people.bob.describe_channel_moderated_by_app_instance_user(ChannelArn=first, **bob)
    with refused("NotFoundException", 404, "AppInstanceUser .* not found"):
        people.boss.list_channels_moderated_by_app_instance_user(AppInstanceUserArn=f"{app}/user/nobody")


def test_a_deleted_user_is_in_no_channel(identity, people, new_channel, new_user, new_message):
    arn = new_channel(people.bob, people.dan)
    message = new_message(people.bob, arn)
    people.ann.create_channel_moderator(ChannelArn=arn, ChannelModeratorArn=people.bob.arn)
    people.ann.create_channel_ban(ChannelArn=arn, MemberArn=people.dan.arn)
    for user in (people.bob.arn, people.dan.arn):
        identity.delete_app_instance_user(AppInstanceUserArn=user)
    new_user("bob")  # who is somebody else
    assert names(people.ann.list_channel_memberships(ChannelArn=arn), "ChannelMemberships") == ["Ann"]
    assert names(people.ann.list_channel_moderators(ChannelArn=arn), "ChannelModerators", "Moderator") == [
        "Ann"
    ]
    assert people.ann.list_channel_bans(ChannelArn=arn)["ChannelBans"] == []
    assert (
        people.ann.get_channel_message(ChannelArn=arn, MessageId=message)["ChannelMessage"]["Content"]
        == "hello"
    )
