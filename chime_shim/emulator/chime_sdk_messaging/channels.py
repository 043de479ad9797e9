"""Channels."""

from __future__ import annotations

from dataclasses import replace

from chime_shim.emulator._collection import Item, pick
from chime_shim.emulator.chime_sdk_identity.kinds import EXPIRATION
from chime_shim.emulator.chime_sdk_messaging import elastic, exceptions
from chime_shim.emulator.chime_sdk_messaging.access import (
    Call,
    admin,
    anyone,
    member,
    moderator,
    reader,
    takes,
)
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    CHANNELS,
    ELASTIC,
    FLOW,
    MEMBERSHIPS,
    MODERATORS,
    SUB_CHANNELS,
    TAGS,
)
from chime_shim.emulator.chime_sdk_messaging.roles import appoint


@takes(anyone)
def create_channel(call: Call) -> Item:
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
        **pick(params, "AppInstanceArn", "Name", "Mode", "Privacy", "Metadata", EXPIRATION, ELASTIC),
        FLOW: None,
        **TAGS.of_new(params),
    }
    CHANNELS.add(call.state, channel)
    # Moderators first: in an elastic channel, they are in no sub-channel.
    for role, users in reversed(appointed.items()):
        for each in users:
            appoint(replace(call, channel=channel), role, each, Type="DEFAULT")
    return channel


@takes(reader)
def describe_channel(call: Call) -> Item:
    """Show a channel."""
    return CHANNELS.show(call.channel)


@takes(anyone)
def list_channels(call: Call) -> Item:
    """List the public channels. Administrators can list the private ones, and get both unless they choose."""
    params = call.params
    if not admin(call):
        if params.get("Privacy") == "PRIVATE":
            call.demand(admin)
        params = {**params, "Privacy": "PUBLIC"}
    return CHANNELS.lister("Privacy")(call.state, params)


@takes(moderator)
def update_channel(call: Call) -> Item:
    """Change what is given of a channel's name, mode and metadata."""
    call.channel.update(pick(call.params, "Name", "Mode", "Metadata"), LastUpdatedTimestamp=call.now)
    return CHANNELS.show(call.channel)


@takes(moderator)
def delete_channel(call: Call) -> Item:
    """Delete a channel, its memberships, moderators, bans and messages."""
    CHANNELS.remove(call.state, call.channel)
    return {}


@takes(member)
def update_channel_read_marker(call: Call) -> Item:
    """Note when the caller last read the channel."""
    membership = MEMBERSHIPS.find(call.state, {**call.params, "MemberArn": call.bearer["Arn"]})
    membership["ReadMarkerTimestamp"] = call.now
    return membership


@takes(moderator)
def put_channel_expiration_settings(call: Call) -> Item:
    """Set when a channel is deleted, or, without settings, that it is not. Assumption: moderators may."""
    CHANNELS.change(call.state, call.channel, {EXPIRATION: call.params.get(EXPIRATION)})
    return {**pick(call.channel, CHANNELS.key), **pick(call.params, EXPIRATION)}


@takes(moderator)
def list_sub_channels(call: Call) -> Item:
    """List the sub-channels of an elastic channel. Assumption: another channel has none."""
    listed = _list_sub_channels(call.state, call.params)
    return {**listed, "SubChannels": [elastic.counted(call.state, each) for each in listed["SubChannels"]]}


_list_sub_channels = SUB_CHANNELS.lister()
