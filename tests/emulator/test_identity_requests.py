"""What holds for every request to identity: tokens, pages, and what is refused."""

import boto3
import pytest
import requests
from botocore.config import Config

from chime_shim.emulator.chime_sdk_identity import chime_sdk_identity_backends

UNKNOWN = "arn:aws:chime:us-east-1:123456789012:app-instance/00000000-0000-4000-8000-000000000000"


@pytest.fixture
def state(aws):
    return chime_sdk_identity_backends["123456789012"]["us-east-1"]


@pytest.fixture
def unchecked(aws):
    """A client that sends what the model does not allow, as the shim does."""
    return boto3.client("chime-sdk-identity", config=Config(parameter_validation=False))


def test_an_update_without_a_name_is_refused(unchecked, app, refused):
    with refused("BadRequestException", 400, "'Name'"):
        unchecked.update_app_instance(AppInstanceArn=app, Metadata="m")


@pytest.mark.parametrize(
    ("operation", "result", "count"),
    [
        ("list_app_instances", "AppInstances", 3),
        ("list_app_instance_users", "AppInstanceUsers", 5),
        ("list_app_instance_admins", "AppInstanceAdmins", 5),
    ],
)
def test_lists_have_pages(identity, app, new_user, operation, result, count):
    for number in range(5):
        user = new_user(f"user{number}")
        identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=user)
    for name in ("Two", "Three"):
        identity.create_app_instance(Name=name)
    params = {} if operation == "list_app_instances" else {"AppInstanceArn": app}
    whole = getattr(identity, operation)(**params)
    assert "NextToken" not in whole
    seen, token = [], {}
    while token is not None:
        page = getattr(identity, operation)(**params, **token, MaxResults=2)
        assert len(page[result]) <= 2
        seen += page[result]
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    assert seen == whole[result]
    assert len(seen) == count


def test_a_page_has_up_to_50(identity, app, new_user, refused):
    for number in range(51):
        new_user(f"user{number}")
    page = identity.list_app_instance_users(AppInstanceArn=app)
    assert len(page["AppInstanceUsers"]) == 50
    assert (
        len(
            identity.list_app_instance_users(AppInstanceArn=app, NextToken=page["NextToken"])[
                "AppInstanceUsers"
            ]
        )
        == 1
    )
    with refused("BadRequestException", 400, "MaxResults"):
        identity.list_app_instance_users(AppInstanceArn=app, MaxResults=51)


def test_a_request_that_comes_again_makes_nothing_new(identity, state, refused):
    request = {"Name": "Once", "ClientRequestToken": "token"}
    first = identity.create_app_instance(**request)["AppInstanceArn"]
    assert identity.create_app_instance(**request)["AppInstanceArn"] == first
    assert (
        identity.create_app_instance(**{**request, "ClientRequestToken": "other"})["AppInstanceArn"] != first
    )
    user = {"AppInstanceArn": first, "AppInstanceUserId": "ann", "Name": "Ann", "ClientRequestToken": "token"}
    arn = identity.create_app_instance_user(**user)["AppInstanceUserArn"]
    assert identity.create_app_instance_user(**user)["AppInstanceUserArn"] == arn
    assert len(state.app_instances) == 2
    assert len(state.app_instance_users) == 1
    with refused("ConflictException", 409, "ClientRequestToken"):
        identity.create_app_instance(**{**request, "Name": "Twice"})


def test_a_refused_request_may_come_again(identity, app, new_user, refused):
    new_user("ann")
    request = {
        "AppInstanceArn": app,
        "AppInstanceUserId": "ann",
        "Name": "Ann",
        "ClientRequestToken": "token",
    }
    with refused("ConflictException", 409, "user/ann exists already"):
        identity.create_app_instance_user(**request)
    identity.delete_app_instance_user(AppInstanceUserArn=f"{app}/user/ann")
    assert identity.create_app_instance_user(**request)["AppInstanceUserArn"]


RETENTION = {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": 1}}}


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        (
            "create_app_instance_admin",
            {"AppInstanceArn": UNKNOWN, "AppInstanceAdminArn": f"{UNKNOWN}/user/x"},
        ),
        ("create_app_instance_user", {"AppInstanceArn": UNKNOWN, "AppInstanceUserId": "x", "Name": "x"}),
        ("delete_app_instance", {"AppInstanceArn": UNKNOWN}),
        (
            "delete_app_instance_admin",
            {"AppInstanceArn": UNKNOWN, "AppInstanceAdminArn": f"{UNKNOWN}/user/x"},
        ),
        ("delete_app_instance_user", {"AppInstanceUserArn": f"{UNKNOWN}/user/x"}),
        ("describe_app_instance", {"AppInstanceArn": UNKNOWN}),
        (
            "describe_app_instance_admin",
            {"AppInstanceArn": UNKNOWN, "AppInstanceAdminArn": f"{UNKNOWN}/user/x"},
        ),
        ("describe_app_instance_user", {"AppInstanceUserArn": f"{UNKNOWN}/user/x"}),
        ("get_app_instance_retention_settings", {"AppInstanceArn": UNKNOWN}),
        ("list_app_instance_admins", {"AppInstanceArn": UNKNOWN}),
        ("list_app_instance_users", {"AppInstanceArn": UNKNOWN}),
        ("put_app_instance_retention_settings", {"AppInstanceArn": UNKNOWN, **RETENTION}),
        ("update_app_instance", {"AppInstanceArn": UNKNOWN, "Name": "x", "Metadata": ""}),
        (
            "update_app_instance_user",
            {"AppInstanceUserArn": f"{UNKNOWN}/user/x", "Name": "x", "Metadata": ""},
        ),
        ("tag_resource", {"ResourceARN": UNKNOWN, "Tags": [{"Key": "k", "Value": "v"}]}),
        ("untag_resource", {"ResourceARN": UNKNOWN, "TagKeys": ["k"]}),
        ("list_tags_for_resource", {"ResourceARN": UNKNOWN}),
    ],
)
def test_an_unknown_arn_is_not_found(identity, operation, params):
    with pytest.raises(identity.exceptions.NotFoundException) as caught:
        getattr(identity, operation)(**params)
    reply = caught.value.response
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert (reply["Code"], reply["Message"]) == ("NotFound", reply["Error"]["Message"])


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"AppInstanceUserId": "-ann"}, "AppInstanceUserId"),
        ({"AppInstanceUserId": "a" * 65}, "AppInstanceUserId"),
        ({"Name": " "}, "Name"),
        ({"Metadata": "m" * 1025}, "Metadata"),
        ({"AppInstanceArn": "chat"}, "AppInstanceArn"),
        ({"Tags": [{"Key": "k", "Value": "v" * 257}]}, "Tags.1.Value"),
    ],
)
def test_a_member_that_breaks_the_model_is_named(unchecked, app, refused, change, member):
    request = {
        "AppInstanceArn": app,
        "AppInstanceUserId": "ann",
        "Name": "Ann",
        "ClientRequestToken": "token",
    }
    with refused("BadRequestException", 400, f"'{member}'"):
        unchecked.create_app_instance_user(**{**request, **change})


def test_the_service_is_in_two_regions(identity, app):
    frankfurt = boto3.client("chime-sdk-identity", region_name="eu-central-1")
    assert frankfurt.list_app_instances()["AppInstances"] == []
    assert ":eu-central-1:" in frankfurt.create_app_instance(Name="x")["AppInstanceArn"]
    assert len(identity.list_app_instances()["AppInstances"]) == 1
    reply = requests.get("https://identity-chime.us-west-2.amazonaws.com/app-instances", timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (400, "BadRequest")
