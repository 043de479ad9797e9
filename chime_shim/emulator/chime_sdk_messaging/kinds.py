"""What there is in an app instance's chat, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Collection, Item, Params
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_identity.kinds import EXPIRATION, INSTANCES, expires

if TYPE_CHECKING:
    from datetime import datetime

    from chime_shim.emulator._backend import Backend

ELASTIC = "ElasticChannelConfiguration"
FLOW = "ChannelFlowArn"


def _expire(backend: Backend, channel: Item) -> datetime | None:
    """Delete a channel whose time is over. Assumption: without a message, it counts from the creation."""
    since = channel["CreatedTimestamp"]
    if channel.get(EXPIRATION) and channel[EXPIRATION]["ExpirationCriterion"] == "LAST_MESSAGE_TIMESTAMP":
        since = channel.get("LastMessageTimestamp", since)
    end = expires(channel, since)
    if end is None or end > backend.now():
        return end
    CHANNELS.remove(backend, channel)
    return None


CHANNELS = Collection("Channel", key="ChannelArn", parent=INSTANCES, advance=_expire)
SUB_CHANNELS = Collection("SubChannel", key="SubChannelId", parent=CHANNELS)
MESSAGES = Collection("ChannelMessage", key="MessageId", parent=CHANNELS)
FLOWS = Collection("ChannelFlow", key=FLOW, parent=INSTANCES)
CALLBACKS = Collection("ChannelFlowCallback", key="CallbackId", parent=CHANNELS)
TAGS = Tags({CHANNELS: CHANNELS.key, FLOWS: FLOWS.key})


def revised(backend: Backend) -> Item:
    """Return the timestamps of a message that was edited."""
    return dict.fromkeys(("LastEditedTimestamp", "LastUpdatedTimestamp"), backend.now())


@dataclass(frozen=True, eq=False)
class Role(Collection):
    """What a user is to a channel: member, moderator or banned.

    Args:
        person: The member of replies that shows who it is.
        named_by: The parameter that names them.
    """

    parent: Collection | None = CHANNELS
    person: str = "Member"
    named_by: str = "MemberArn"

    def find(self, backend: Backend, params: Params) -> Item:
        """Return what the parameters' user is to the parameters' channel.

        Raises:
            NotFoundException: Nothing.
        """
        names = {self.key: self.id_of(params[CHANNELS.key], params[self.named_by])}
        return super().find(backend, {**params, **names})

    def of(self, backend: Backend, channel: Item, user_arn: str) -> Item | None:
        """Return what the user is to the channel, if they are."""
        return self.store(backend).get(self.id_of(channel[CHANNELS.key], user_arn))

    def id_of(self, channel_arn: str, user_arn: str) -> str:
        """Name the role of one user in one channel; AWS has no name for it."""
        return f"{user_arn} of {channel_arn}"


MEMBERSHIPS = Role("ChannelMembership", key="#role")
MODERATORS = Role("ChannelModerator", key="#role", person="Moderator", named_by="ChannelModeratorArn")
BANS = Role("ChannelBan", key="#role")
