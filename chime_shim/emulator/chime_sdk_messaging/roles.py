"""Members, moderators and banned users of a channel: three roles, one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._errors import NotFoundException, ServiceError
from chime_shim.emulator._paging import page
from chime_shim.emulator._store import on
from chime_shim.emulator.chime_sdk_identity.kinds import USERS
from chime_shim.emulator.chime_sdk_messaging import elastic, exceptions
from chime_shim.emulator.chime_sdk_messaging.access import (
    Call,
    inviter,
    member,
    moderator,
    oneself,
    reader,
    self_or_admin,
    self_or_moderator,
    takes,
)
from chime_shim.emulator.chime_sdk_messaging.kinds import BANS, CHANNELS, MEMBERSHIPS, MODERATORS, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.emulator._collection import Item, Operation


def appoint(call: Call, role: Role, user_arn: str, **members: str) -> Item:
    """Give a user a role in the call's channel.

    Raises:
        NotFoundException: There is no such user.
        ForbiddenException: The user is banned.
        ConflictException: The user has the role.
    """
    user, channel_arn, now = call.user(user_arn), call.channel[CHANNELS.key], call.now
    if role.of(call.state, call.channel, user_arn):
        raise exceptions.exists(f"{role.name} of {user_arn}")
    if BANS.of(call.state, call.channel, user_arn):
        raise exceptions.banned(user_arn)
    item = {
        role.key: role.id_of(channel_arn, user_arn),
        "ChannelArn": channel_arn,
        "AppInstanceUserArn": user_arn,
        role.person: user,
        "CreatedBy": call.bearer,
        "InvitedBy": call.bearer,
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
        **members,
        **(elastic.place(call.state, call.channel, user_arn, call.params) if role is MEMBERSHIPS else {}),
    }
    role.add(call.state, item)
    return item


def dismiss(call: Call, role: Role, user_arn: str) -> None:
    """Take a role from a user, if they have it."""
    item = role.of(call.state, call.channel, user_arn)
    if item:
        role.remove(call.state, item)


def describer(role: Role, takes_role: Callable[[Call], bool]) -> Operation:
    """Make the operation that shows what one user is to the channel."""
    return takes(takes_role)(lambda call: role.getter()(call.state, call.params))


def lister(role: Role, takes_role: Callable[[Call], bool]) -> Operation:
    """Make the operation that lists the channel's users in a role."""
    return takes(takes_role)(lambda call: role.lister()(call.state, call.params))


def deleter(role: Role) -> Operation:
    """Make the operation by which a moderator takes a role from a user."""

    def delete(call: Call) -> Item:
        role.remove(call.state, role.find(call.state, call.params))
        return {}

    return takes(moderator)(delete)


def describer_for_user(role: Role, shown_as: str) -> Operation:
    """Make the operation that shows a channel as one in which a user has a role."""

    def describe(call: Call) -> Item:
        item = role.of(call.state, call.channel, call.subject["Arn"])
        if item is None:
            raise NotFoundException(f"{role.name} of {call.subject['Arn']} not found")
        return {shown_as: _summary(call, item)}

    return takes(self_or_admin)(describe)


def lister_for_user(role: Role, shown_as: str) -> Operation:
    """Make the operation that lists the channels in which a user has a role."""

    def list_items(call: Call) -> Item:
        arn, asked = call.subject["Arn"], call.params
        items = role.where(call.state, on(USERS.key), (arn,))
        shown, token = page(
            items.after, size=asked["MaxResults"], token=asked.get("NextToken"), scope=f"{role.name} {arn}"
        )
        return {shown_as: [_summary(call, item) for item in shown], "NextToken": token}

    return takes(self_or_admin)(list_items)


def _summary(call: Call, item: Item) -> Item:
    channel = CHANNELS.store(call.state)[item[CHANNELS.key]]
    return {"ChannelSummary": channel, "AppInstanceUserMembershipSummary": item}


@takes(inviter)
def create_channel_membership(call: Call) -> Item:
    """Add a member. Assumption: who is not in an unrestricted public channel may add themselves to it."""
    return _join(call, call.params["MemberArn"])


@takes(inviter)
def batch_create_channel_membership(call: Call) -> Item:
    """Add several members; one who cannot be added does not stop the others."""
    tried = [(arn, _try_to_join(call, arn)) for arn in call.params["MemberArns"]]
    result = {
        "InvitedBy": call.bearer,
        "Type": _type(call),
        "Members": [joined["Member"] for _, joined in tried if not isinstance(joined, ServiceError)],
        "ChannelArn": call.channel[CHANNELS.key],
    }
    errors = [
        {"MemberArn": arn, "ErrorCode": refused.code, "ErrorMessage": str(refused)}
        for arn, refused in tried
        if isinstance(refused, ServiceError)
    ]
    return {"BatchChannelMemberships": result, "Errors": errors}


def _try_to_join(call: Call, user_arn: str) -> Item | ServiceError:
    try:
        return _join(call, user_arn)
    except ServiceError as refused:
        return refused


def _join(call: Call, user_arn: str) -> Item:
    if user_arn != call.bearer["Arn"] and not member(call):
        call.demand(moderator)
    return appoint(call, MEMBERSHIPS, user_arn, Type=_type(call))


def _type(call: Call) -> str:
    """The type of membership asked for. Hidden members are for moderators only, to add and to list."""
    if call.params.get("Type") == "HIDDEN":
        call.demand(moderator)
    return str(call.params.get("Type", "DEFAULT"))


@takes(reader)
def list_channel_memberships(call: Call) -> Item:
    """List the members that are not hidden, or those that are."""
    listed = {**call.params, "Type": _type(call)}
    return MEMBERSHIPS.lister("Type", elastic.SUB_CHANNEL)(call.state, listed)


@takes(self_or_moderator)
def delete_channel_membership(call: Call) -> Item:
    """Leave a channel, or remove a member from it."""
    MEMBERSHIPS.remove(call.state, MEMBERSHIPS.find(call.state, call.params))
    return {}


@takes(moderator)
def create_channel_moderator(call: Call) -> Item:
    """Make somebody a moderator. Assumption: who is no member can be one."""
    item = appoint(call, MODERATORS, call.params["ChannelModeratorArn"])
    return {**item, MODERATORS.name: item["Moderator"]}


@takes(moderator)
def create_channel_ban(call: Call) -> Item:
    """Ban a user, who is kicked from the channel. Assumption: as a moderator, too."""
    item = appoint(call, BANS, call.params["MemberArn"])
    for role in (MEMBERSHIPS, MODERATORS):
        dismiss(call, role, call.params["MemberArn"])
    return item


@takes(oneself)
def put_channel_membership_preferences(call: Call) -> Item:
    """Set which messages are pushed to oneself. Assumption: a filter needs its rule."""
    push = call.params["Preferences"].get("PushNotifications", {})
    if push.get("AllowNotifications") == "FILTERED" and "FilterRule" not in push:
        raise exceptions.no_filter_rule()
    membership = MEMBERSHIPS.find(call.state, call.params)
    membership["Preferences"] = call.params["Preferences"]
    return membership


@takes(oneself)
def get_channel_membership_preferences(call: Call) -> Item:
    """Show which messages are pushed to oneself. Assumption: unless that was set, all."""
    everything = {"PushNotifications": {"AllowNotifications": "ALL"}}
    return {"Preferences": everything, **MEMBERSHIPS.find(call.state, call.params)}
