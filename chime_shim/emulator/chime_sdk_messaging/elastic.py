"""Elastic channels, whose members are spread over sub-channels.

Assumptions: a member goes to the oldest sub-channel that has a place. Moderators are in none unless they ask
for one. Nobody is moved when others leave: ``MinimumMembershipPercentage`` is kept, and has no effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Item, pick
from chime_shim.emulator._errors import BadRequestException, ResourceLimitExceededException
from chime_shim.emulator._store import equal_to
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    CHANNELS,
    ELASTIC,
    MEMBERSHIPS,
    MODERATORS,
    SUB_CHANNELS,
)

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._collection import Params
    from chime_shim.emulator._store import Ordered

SUB_CHANNEL = SUB_CHANNELS.key


def check(state: Backend, channel: Item, params: Params) -> None:
    """Refuse a ``SubChannelId`` of a channel that has none.

    Raises:
        BadRequestException: The channel is not elastic.
        NotFoundException: It has no such sub-channel.
    """
    if SUB_CHANNEL in params:
        if ELASTIC not in channel:
            raise BadRequestException("SubChannelId is for elastic channels")
        SUB_CHANNELS.find(state, params)


def place(state: Backend, channel: Item, user_arn: str, params: Params) -> Item:
    """Choose the sub-channel of a new member.

    Returns:
        The ``SubChannelId`` of the membership, or nothing.

    Raises:
        ResourceLimitExceededException: There is no place any more.
    """
    if ELASTIC not in channel or SUB_CHANNEL in params:
        return pick(params, SUB_CHANNEL)
    if MODERATORS.of(state, channel, user_arn):
        return {}
    configuration = channel[ELASTIC]
    there = SUB_CHANNELS.where(state, *equal_to(pick(channel, CHANNELS.key)))
    for each in there:
        if len(_members(state, each)) < configuration["TargetMembershipsPerSubChannel"]:
            return pick(each, SUB_CHANNEL)
    if len(there) >= configuration["MaximumSubChannels"]:
        raise ResourceLimitExceededException("The elastic channel has its maximum of members")
    made = {SUB_CHANNEL: state.new_uuid(), **pick(channel, CHANNELS.key)}
    SUB_CHANNELS.add(state, made)
    return pick(made, SUB_CHANNEL)


def counted(state: Backend, sub_channel: Item) -> Item:
    """Return a sub-channel as it is listed."""
    return {**sub_channel, "MembershipCount": len(_members(state, sub_channel))}


def _members(state: Backend, sub_channel: Item) -> Ordered:
    return MEMBERSHIPS.where(state, *equal_to(pick(sub_channel, CHANNELS.key, SUB_CHANNEL)))
