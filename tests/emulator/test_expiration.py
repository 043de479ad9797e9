"""Users and channels are deleted when their time is over, by the clock that the emulator goes by."""

from datetime import timedelta

import boto3
import pytest
from freezegun import freeze_time
from moto import mock_aws

LIMIT = timedelta(hours=6)
"""AWS's pages say: within 6 hours of expiration."""


def after(days, criterion="CREATED_TIMESTAMP"):
    return {"ExpirationDays": days, "ExpirationCriterion": criterion}


@pytest.fixture
def user(identity, app):
    """The ARN of a user who is there for two days."""
    return identity.create_app_instance_user(
        AppInstanceArn=app, AppInstanceUserId="guest", Name="Guest", ExpirationSettings=after(2)
    )["AppInstanceUserArn"]


def names(identity, app):
    users = identity.list_app_instance_users(AppInstanceArn=app)["AppInstanceUsers"]
    return [each["Name"] for each in users]


def test_a_user_is_deleted_when_the_time_is_over(identity, app, user, clock, refused):
    clock.forward(days=2, milliseconds=-1)
    assert names(identity, app) == ["Guest"]
    clock.forward(milliseconds=1)
    clock.time += LIMIT
    assert names(identity, app) == []
    with refused("NotFoundException", 404):
        identity.describe_app_instance_user(AppInstanceUserArn=user)


def test_what_a_user_was_goes_too(identity, app, user, people, new_channel, clock):
    channel = new_channel(people.bob)
    people.ann.create_channel_membership(ChannelArn=channel, MemberArn=user, Type="DEFAULT")
    identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=user)
    clock.forward(days=3)
    admins = identity.list_app_instance_admins(AppInstanceArn=app)["AppInstanceAdmins"]
    assert [each["Admin"]["Name"] for each in admins] == ["Boss"]
    members = people.ann.list_channel_memberships(ChannelArn=channel)["ChannelMemberships"]
    assert [each["Member"]["Name"] for each in members] == ["Ann", "Bob"]


def test_the_time_of_a_user_can_be_changed(identity, app, user, clock):
    at = {"AppInstanceUserArn": user}
    clock.forward(days=1)
    put = identity.put_app_instance_user_expiration_settings(**at, ExpirationSettings=after(10))
    assert put["ExpirationSettings"] == after(10)
    clock.forward(days=8)
    assert names(identity, app) == ["Guest"]
    put = identity.put_app_instance_user_expiration_settings(**at)
    assert "ExpirationSettings" not in put
    clock.forward(days=1000)
    assert names(identity, app) == ["Guest"]
    identity.put_app_instance_user_expiration_settings(**at, ExpirationSettings=after(1))
    assert names(identity, app) == []


@pytest.mark.parametrize("criterion", ["CREATED_TIMESTAMP", "LAST_MESSAGE_TIMESTAMP"])
def test_a_channel_is_deleted_when_the_time_is_over(
    people, new_channel, new_message, clock, criterion, refused
):
    channel = new_channel(ExpirationSettings=after(2, criterion))
    at = {"ChannelArn": channel}
    assert people.ann.describe_channel(**at)["Channel"]["ExpirationSettings"] == after(2, criterion)
    clock.forward(days=1)
    new_message(people.bob, channel)
    clock.forward(days=1)
    clock.time += LIMIT
    if criterion == "LAST_MESSAGE_TIMESTAMP":
        assert people.ann.describe_channel(**at)
        clock.forward(days=1)
    for operation in (people.ann.describe_channel, people.ann.list_channel_messages):
        with refused("NotFoundException", 404):
            operation(**at)
    listed = people.bob.list_channel_memberships_for_app_instance_user()
    assert listed["ChannelMemberships"] == []


def test_the_time_of_a_channel_can_be_changed_by_its_moderators(people, new_channel, clock, refused):
    at = {"ChannelArn": new_channel(ExpirationSettings=after(2))}
    with refused("ForbiddenException", 403, "moderator"):
        people.bob.put_channel_expiration_settings(**at)
    assert people.ann.put_channel_expiration_settings(**at)["ChannelArn"] == at["ChannelArn"]
    clock.forward(days=100)
    assert "ExpirationSettings" not in people.ann.describe_channel(**at)["Channel"]
    people.ann.put_channel_expiration_settings(**at, ExpirationSettings=after(50))
    with refused("NotFoundException", 404):
        people.ann.describe_channel(**at)


@pytest.mark.filterwarnings("ignore:datetime")
def test_time_goes_by_for_freezegun_too(credentials):
    with freeze_time("2026-04-01T12:00:00Z") as frozen, mock_aws():
        identity = boto3.client("chime-sdk-identity", region_name="us-east-1")
        app = identity.create_app_instance(Name="Chat")["AppInstanceArn"]
        identity.create_app_instance_user(
            AppInstanceArn=app, AppInstanceUserId="guest", Name="Guest", ExpirationSettings=after(2)
        )
        frozen.tick(timedelta(days=1))
        assert names(identity, app) == ["Guest"]
        frozen.tick(timedelta(days=1) + LIMIT)
        assert names(identity, app) == []
