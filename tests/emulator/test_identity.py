"""App instances, users and administrators."""

import re

import boto3
import pytest
from botocore.config import Config

from chime_shim.emulator.chime_sdk_identity import chime_sdk_identity_backends


@pytest.fixture
def state(aws):
    return chime_sdk_identity_backends["123456789012"]["us-east-1"]


@pytest.fixture
def unchecked(aws):
    """A client that sends what the model does not allow, as the shim does."""
    return boto3.client("chime-sdk-identity", config=Config(parameter_validation=False))


def test_an_app_instance_looks_like_one_of_aws(identity, clock):
    made = identity.create_app_instance(Name="Chat", Metadata="m")
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    arn = made["AppInstanceArn"]
    assert re.fullmatch(
        r"arn:aws:chime:us-east-1:123456789012:app-instance/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", arn
    )
    assert identity.describe_app_instance(AppInstanceArn=arn)["AppInstance"] == {
        "AppInstanceArn": arn,
        "Name": "Chat",
        "Metadata": "m",
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
    }
    assert identity.list_app_instances()["AppInstances"] == [
        {"AppInstanceArn": arn, "Name": "Chat", "Metadata": "m"}
    ]


def test_a_user_looks_like_one_of_aws(identity, app, clock):
    expiry = {"ExpirationDays": 3, "ExpirationCriterion": "CREATED_TIMESTAMP"}
    made = identity.create_app_instance_user(
        AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann", Metadata="m", ExpirationSettings=expiry
    )
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    arn = made["AppInstanceUserArn"]
    assert arn == f"{app}/user/ann"
    assert identity.describe_app_instance_user(AppInstanceUserArn=arn)["AppInstanceUser"] == {
        "AppInstanceUserArn": arn,
        "Name": "Ann",
        "Metadata": "m",
        "CreatedTimestamp": clock(),
        "LastUpdatedTimestamp": clock(),
        "ExpirationSettings": expiry,
    }
    listed = identity.list_app_instance_users(AppInstanceArn=app)
    assert listed["AppInstanceArn"] == app
    assert listed["AppInstanceUsers"] == [{"AppInstanceUserArn": arn, "Name": "Ann", "Metadata": "m"}]


@pytest.mark.parametrize("kind", ["app_instance", "app_instance_user"])
@pytest.mark.parametrize(("given", "kept"), [({}, "m"), ({"Metadata": "new"}, "new"), ({"Metadata": ""}, "")])
def test_an_update_leaves_metadata_that_it_does_not_name(
    identity, unchecked, app, new_user, clock, kind, given, kept
):
    name = "AppInstance" if kind == "app_instance" else "AppInstanceUser"
    at = {f"{name}Arn": app if kind == "app_instance" else new_user("ann")}
    getattr(identity, f"update_{kind}")(**at, Name="A", Metadata="m")
    made = clock()
    clock.forward(minutes=1)
    assert getattr(unchecked, f"update_{kind}")(**at, Name="B", **given)[f"{name}Arn"] == at[f"{name}Arn"]
    shown = getattr(identity, f"describe_{kind}")(**at)[name]
    assert (shown["Name"], shown["Metadata"]) == ("B", kept)
    assert (shown["CreatedTimestamp"], shown["LastUpdatedTimestamp"]) == (made, clock())


def test_an_administrator_is_a_promoted_user(identity, app, new_user, clock, refused):
    ann, at = new_user("ann"), {"AppInstanceArn": app, "AppInstanceAdminArn": f"{app}/user/ann"}
    made = identity.create_app_instance_admin(**at)
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert (made["AppInstanceAdmin"], made["AppInstanceArn"]) == ({"Arn": ann, "Name": "Ann"}, app)
    with refused("ConflictException", 409, "AppInstanceAdmin already"):
        identity.create_app_instance_admin(**at)
    # The name is the user's, not a copy of what it was.
    identity.update_app_instance_user(AppInstanceUserArn=ann, Name="Anna", Metadata="")
    shown = identity.describe_app_instance_admin(**at)["AppInstanceAdmin"]
    assert shown == {
        "Admin": {"Arn": ann, "Name": "Anna"},
        "AppInstanceArn": app,
        "CreatedTimestamp": clock(),
    }
    identity.delete_app_instance_admin(**at)
    with refused("NotFoundException", 404):
        identity.describe_app_instance_admin(**at)
    assert identity.describe_app_instance_user(AppInstanceUserArn=ann)


def test_an_administrator_is_of_the_app_instance(identity, app, new_user, refused):
    other = identity.create_app_instance(Name="Other")["AppInstanceArn"]
    for stranger in (new_user("ann", app=other), f"{app}/user/nobody", f"{app}/bot/nobody"):
        with refused("NotFoundException", 404):
            identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=stranger)


def test_a_deleted_user_administers_nothing(identity, app, new_user):
    ann = new_user("ann")
    identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=ann)
    reply = identity.delete_app_instance_user(AppInstanceUserArn=ann)
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert identity.list_app_instance_admins(AppInstanceArn=app)["AppInstanceAdmins"] == []
    new_user("ann")
    assert identity.list_app_instance_admins(AppInstanceArn=app)["AppInstanceAdmins"] == []


def test_a_deleted_app_instance_takes_all_along_but_leaves_others(identity, messaging, app, new_user, state):
    other = identity.create_app_instance(Name="Other")["AppInstanceArn"]
    for place in (app, other):
        ann = new_user("ann", app=place)
        identity.create_app_instance_admin(AppInstanceArn=place, AppInstanceAdminArn=ann)
        made = messaging.create_channel(AppInstanceArn=place, Name="c", ChimeBearer=ann)
        messaging.send_channel_message(
            ChannelArn=made["ChannelArn"],
            Content="x",
            Type="STANDARD",
            Persistence="PERSISTENT",
            ChimeBearer=ann,
        )
    kept = {kind.name: len(items) for kind, items in state.stores.items() if kind.name != "Request"}
    assert identity.delete_app_instance(AppInstanceArn=app)["ResponseMetadata"]["HTTPStatusCode"] == 204
    left = {kind.name: len(items) for kind, items in state.stores.items() if kind.name != "Request"}
    assert left == {name: count // 2 for name, count in kept.items()}
    assert {"Channel", "ChannelMembership", "ChannelModerator", "ChannelMessage"} < left.keys()


def test_retention_settings_are_put_and_got(identity, app, clock, refused):
    got = identity.get_app_instance_retention_settings(AppInstanceArn=app)
    assert got.keys() == {"ResponseMetadata"}
    settings = {"ChannelRetentionSettings": {"RetentionDays": 30}}
    put = identity.put_app_instance_retention_settings(
        AppInstanceArn=app, AppInstanceRetentionSettings=settings
    )
    got = identity.get_app_instance_retention_settings(AppInstanceArn=app)
    for reply in (put, got):
        assert reply["AppInstanceRetentionSettings"] == settings
        assert reply["InitiateDeletionTimestamp"] == clock()
    settings["ChannelRetentionSettings"]["RetentionDays"] = 5476
    with refused("BadRequestException", 400, "RetentionDays"):
        identity.put_app_instance_retention_settings(
            AppInstanceArn=app, AppInstanceRetentionSettings=settings
        )


def test_app_instances_and_users_have_tags(identity, refused):
    tags = [{"Key": "team", "Value": "desk"}]
    app = identity.create_app_instance(Name="x", Tags=tags)["AppInstanceArn"]
    user = identity.create_app_instance_user(
        AppInstanceArn=app, AppInstanceUserId="ann", Name="Ann", Tags=tags
    )
    for arn in (app, user["AppInstanceUserArn"]):
        identity.tag_resource(ResourceARN=arn, Tags=[{"Key": "stage", "Value": "test"}])
        assert len(identity.list_tags_for_resource(ResourceARN=arn)["Tags"]) == 2
        identity.untag_resource(ResourceARN=arn, TagKeys=["stage"])
        assert identity.list_tags_for_resource(ResourceARN=arn)["Tags"] == tags
        with refused("ResourceLimitExceededException", 400):
            identity.tag_resource(ResourceARN=arn, Tags=[{"Key": f"{n}", "Value": "v"} for n in range(50)])
