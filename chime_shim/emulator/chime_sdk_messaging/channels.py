"""Channels."""

from __future__ import annotations

from dataclasses import replace

from chime_shim.emulator._collection import Item, pick
from chime_shim.emulator.chime_sdk_messaging import exceptions
from chime_shim.emulator.chime_sdk_messaging.access import (
    Call,
    admin,
    anyone,
    member,
    moderator,
    reader,
    takes,
)
from chime_shim.emulator.chime_sdk_messaging.kinds import CHANNELS, MEMBERSHIPS, MODERATORS, TAGS
from chime_shim.emulator.chime_sdk_messaging.roles import appoint


@takes(anyone)
def create(call: Call) -> Item:
    """Make a channel, with the caller as its first member and moderator.

    Assumption: without them, the mode is the less strict one and the privacy the stricter.
    """
    params, bearer, now = call.params, call.bearer["Arn"], call.now
    arn = f"{params['AppInstanceArn']}/channel/{params.get('ChannelId') or call.state.new_uuid()}"
    if arn in CHANNELS.store(call.state):
        raise exceptions.exists(f"Channel {arn}")
    appointed = {
        MEMBERSHIPS: dict.fromkeys([bearer, *params.get("MemberArns", ())]),
        MODERATORS: dict.fromkeys([bearer, *params.get("ModeratorArns", ())]),
    }
    for each in (*appointed[MEMBERSHIPS], *appointed[MODERATORS]):
        call.user(each)  # so that nothing is made if somebody does not exist
    channel = {
        "ChannelArn": arn,
        "Mode": "UNRESTRICTED",
        "Privacy": "PRIVATE",
        "CreatedBy": call.bearer,
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
        **pick(params, "AppInstanceArn", "Name", "Mode", "Privacy", "Metadata", "ExpirationSettings"),
        **TAGS.of_new(params),
    }
    CHANNELS.add(call.state, channel)
    for role, users in appointed.items():
        for each in users:
            appoint(replace(call, channel=channel), role, each, Type="DEFAULT")
    return channel


@takes(reader)
def describe(call: Call) -> Item:
    """Show a channel."""
    return CHANNELS.show(call.channel)


@takes(anyone)
def list_all(call: Call) -> Item:
    """List the public channels. Administrators can list the private ones, and get both unless they choose."""
    params = call.params
    if not admin(call):
        if params.get("Privacy") == "PRIVATE":
            call.demand(admin)
        params = {**params, "Privacy": "PUBLIC"}
    return CHANNELS.lister("Privacy")(call.state, params)


@takes(moderator)
def update(call: Call) -> Item:
    """Change what is given of a channel's name, mode and metadata."""
    call.channel.update(pick(call.params, "Name", "Mode", "Metadata"), LastUpdatedTimestamp=call.now)
    return CHANNELS.show(call.channel)


@takes(moderator)
def delete(call: Call) -> Item:
    """Delete a channel, its memberships, moderators, bans and messages."""
    CHANNELS.remove(call.state, call.channel)
    return {}


@takes(member)
def mark_read(call: Call) -> Item:
    """Note when the caller last read the channel."""
    membership = MEMBERSHIPS.find(call.state, {**call.params, "MemberArn": call.bearer["Arn"]})
    membership["ReadMarkerTimestamp"] = call.now
    return membership
