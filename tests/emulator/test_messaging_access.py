"""Who may do what: an operation a row, and the people who are let in."""

import boto3
import pytest
from botocore.config import Config

NOBODY = "arn:aws:chime:us-east-1:123456789012:app-instance/00000000-0000-4000-8000-000000000000"

# In each channel Boss administers, Ann moderates, Bob is a member, Cy is nobody, and Dan is banned.
EVERYONE = {"boss", "ann", "bob", "cy", "dan"}
MODERATORS = {"boss", "ann"}
READERS = {*MODERATORS, "bob"}
OPEN_READERS = {*READERS, "cy"}
MEMBERS = {"ann", "bob"}

SEND = {"Content": "x", "Type": "STANDARD", "Persistence": "PERSISTENT"}
JOIN = {"Type": "DEFAULT"}

# The operation, its parameters, and who may use it in a private, restricted channel and in a public,
# unrestricted one. A parameter "@bob" is Bob's ARN, "@me" the caller's, "@message" a message of Bob's.
RULES = [
    ("create_channel", {"AppInstanceArn": "@app", "Name": "x"}, EVERYONE, EVERYONE),
    ("list_channels", {"AppInstanceArn": "@app"}, EVERYONE, EVERYONE),
    ("list_channels", {"AppInstanceArn": "@app", "Privacy": "PUBLIC"}, EVERYONE, EVERYONE),
    ("list_channels", {"AppInstanceArn": "@app", "Privacy": "PRIVATE"}, {"boss"}, {"boss"}),
    ("describe_channel", {}, READERS, OPEN_READERS),
    ("update_channel", {"Name": "x", "Mode": "RESTRICTED"}, MODERATORS, MODERATORS),
    ("delete_channel", {}, MODERATORS, MODERATORS),
    ("update_channel_read_marker", {}, MEMBERS, MEMBERS),
    ("create_channel_membership", {"MemberArn": "@eve", **JOIN}, MODERATORS, READERS),
    ("create_channel_membership", {"MemberArn": "@eve", "Type": "HIDDEN"}, MODERATORS, MODERATORS),
    ("batch_create_channel_membership", {"MemberArns": ["@eve"]}, MODERATORS, OPEN_READERS),
    ("describe_channel_membership", {"MemberArn": "@bob"}, READERS, OPEN_READERS),
    ("list_channel_memberships", {}, READERS, OPEN_READERS),
    ("list_channel_memberships", {"Type": "HIDDEN"}, MODERATORS, MODERATORS),
    ("delete_channel_membership", {"MemberArn": "@bob"}, READERS, READERS),
    ("create_channel_moderator", {"ChannelModeratorArn": "@bob"}, MODERATORS, MODERATORS),
    ("describe_channel_moderator", {"ChannelModeratorArn": "@ann"}, READERS, OPEN_READERS),
    ("list_channel_moderators", {}, READERS, OPEN_READERS),
    ("delete_channel_moderator", {"ChannelModeratorArn": "@ann"}, MODERATORS, MODERATORS),
    ("create_channel_ban", {"MemberArn": "@bob"}, MODERATORS, MODERATORS),
    ("describe_channel_ban", {"MemberArn": "@dan"}, MODERATORS, MODERATORS),
    ("list_channel_bans", {}, MODERATORS, MODERATORS),
    ("delete_channel_ban", {"MemberArn": "@dan"}, MODERATORS, MODERATORS),
    ("send_channel_message", SEND, MEMBERS, MEMBERS),
    ("get_channel_message", {"MessageId": "@message"}, READERS, OPEN_READERS),
    ("list_channel_messages", {}, READERS, OPEN_READERS),
    ("update_channel_message", {"MessageId": "@message", "Content": "y"}, {"bob"}, {"bob"}),
    ("redact_channel_message", {"MessageId": "@message"}, READERS, READERS),
    ("delete_channel_message", {"MessageId": "@message"}, {"boss"}, {"boss"}),
    (
        "describe_channel_membership_for_app_instance_user",
        {"AppInstanceUserArn": "@bob"},
        {"boss", "bob"},
        None,
    ),
    ("describe_channel_moderated_by_app_instance_user", {"AppInstanceUserArn": "@ann"}, MODERATORS, None),
    ("list_channel_memberships_for_app_instance_user", {}, EVERYONE, None),
    ("list_channel_memberships_for_app_instance_user", {"AppInstanceUserArn": "@bob"}, {"boss", "bob"}, None),
    ("list_channels_moderated_by_app_instance_user", {}, EVERYONE, None),
    ("list_channels_moderated_by_app_instance_user", {"AppInstanceUserArn": "@ann"}, MODERATORS, None),
]
WITHOUT_CHANNEL = {
    "create_channel",
    "list_channels",
    "list_channel_memberships_for_app_instance_user",
    "list_channels_moderated_by_app_instance_user",
}
OPERATIONS = {operation: params for operation, params, *_ in RULES}


@pytest.fixture
def fill(app, people, new_user, new_channel, new_message):
    """Makes a channel, and puts what there is into the parameters of a rule."""
    known = {"app": app, "eve": new_user("eve"), **{name: who.arn for name, who in vars(people).items()}}

    def fill(operation, params, **options):
        channel = new_channel(**options)
        people.ann.create_channel_ban(ChannelArn=channel, MemberArn=people.dan.arn)
        here = {**known, "message": new_message(people.bob, channel)}

        def value(given):
            if isinstance(given, list):
                return list(map(value, given))
            return here[given[1:]] if given.startswith("@") else given

        at = {} if operation in WITHOUT_CHANNEL else {"ChannelArn": channel}
        return {**at, **{name: value(given) for name, given in params.items()}}

    return fill


@pytest.mark.parametrize(("operation", "params", "closed", "opened"), RULES)
def test_the_bearers_role_decides(messaging, people, fill, operation, params, closed, opened):
    for options, expected in ({}, closed), ({"Privacy": "PUBLIC", "Mode": "UNRESTRICTED"}, opened or closed):
        allowed = set()
        for name in EVERYONE:
            request = fill(operation, params, **options)
            try:
                reply = getattr(getattr(people, name), operation)(**request)
            except messaging.exceptions.ForbiddenException:
                continue
            allowed.add(name)
            # A batch is refused for each member, once the bearer may add anybody at all.
            errors = [error["ErrorCode"] for error in reply.get("Errors", ())]
            assert errors == (["Forbidden"] if name == "cy" and operation.startswith("batch") else [])
        assert allowed == expected


def test_a_user_of_another_app_instance_may_nothing(people, fill, refused):
    for operation, params in OPERATIONS.items():
        request = fill(operation, params, Privacy="PUBLIC", Mode="UNRESTRICTED")
        if not {"AppInstanceArn", "ChannelArn", "AppInstanceUserArn"} & request.keys():
            request["AppInstanceUserArn"] = people.bob.arn
        with refused("ForbiddenException", 403, f"{spoken(operation)}.*a user of the app instance"):
            getattr(people.alien, operation)(**request)


@pytest.mark.parametrize("bearer", [None, f"{NOBODY}/user/ann", "@app", "@app/user/nobody"])
def test_without_a_user_as_bearer_all_is_unauthorized(app, fill, bearer):
    unchecked = boto3.client("chime-sdk-messaging", config=Config(parameter_validation=False))
    header = {"ChimeBearer": bearer.replace("@app", app)} if bearer else {}
    for operation, params in OPERATIONS.items():
        with pytest.raises(
            unchecked.exceptions.UnauthorizedClientException, match=spoken(operation)
        ) as caught:
            getattr(unchecked, operation)(**fill(operation, params), **header)
        reply = caught.value.response
        assert reply["ResponseMetadata"]["HTTPStatusCode"] == 401
        assert (reply["Code"], reply["Message"]) == (
            "Unauthorized",
            "An invalid app instance user ARN was supplied for the x-amz-chime-bearer HTTP header.",
        )


def test_an_unknown_channel_is_not_found(app, people, fill, refused):
    for operation in OPERATIONS.keys() - WITHOUT_CHANNEL:
        request = fill(operation, OPERATIONS[operation])
        with refused("NotFoundException", 404, f"{spoken(operation)}.*Channel .*/channel/none not found"):
            getattr(people.boss, operation)(**{**request, "ChannelArn": f"{app}/channel/none"})
        with refused("NotFoundException", 404, f"{spoken(operation)}.*AppInstance .* not found"):
            getattr(people.boss, operation)(**{**request, "ChannelArn": f"{NOBODY}/channel/none"})


def spoken(operation):
    return f"the {operation.title().replace('_', '')} operation"
