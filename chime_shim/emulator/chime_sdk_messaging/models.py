"""The operations of ``chime-sdk-messaging``. What AWS's pages do not say is marked as an assumption.

It has no state of its own but the requests it answered: channels are kept with the app instances and users
of ``chime-sdk-identity``, since they go when those go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Operation, Params, Setting
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._moto import BackendDict
from chime_shim.emulator.chime_sdk_identity.models import INSTANCES
from chime_shim.emulator.chime_sdk_messaging import channels, exceptions, messages, roles
from chime_shim.emulator.chime_sdk_messaging.access import moderator, reader, state_of
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    BANS,
    CHANNELS,
    MEMBERSHIPS,
    MESSAGES,
    MODERATORS,
    TAGS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STREAMING = Setting("StreamingConfigurations", of=INSTANCES)

SESSION_HOSTS = {
    "us-east-1": "node001.ue1.ws-messaging.chime.aws",
    "eu-central-1": "node001.ec1.ws-messaging.chime.aws",
}


def without_bearer(operation: Operation) -> Operation:
    """Make an operation of one that works on the state, and that AWS lets anybody with IAM's leave call."""
    return lambda backend, params: operation(state_of(backend), params)


def put_streaming(state: Backend, params: Params) -> Item:
    """Set where an app instance's data is streamed to: streams of its own account and region."""
    INSTANCES.find(state, params)
    stream = f"arn:{state.partition}:kinesis:{state.region_name}:{state.account_id}:stream/chime-messaging-"
    configurations = params[STREAMING.name]
    for each in configurations:
        if not each["ResourceArn"].startswith(stream):
            raise exceptions.not_streamable(each["ResourceArn"], stream)
    if len({each["DataType"] for each in configurations}) < len(configurations):
        raise exceptions.streamed_twice()
    return STREAMING.put(state, params, configurations)


def delete_streaming(state: Backend, params: Params) -> Item:
    """Stop streaming. Assumption: that there was none is no error, since AWS declares none."""
    INSTANCES.find(state, params).pop(STREAMING.name, None)
    return {}


class ChimeSDKMessagingBackend(Backend):
    """The channels of one account in one region, and what belongs to them."""

    create_channel = once("AppInstanceArn", "ChimeBearer")(channels.create)
    describe_channel = channels.describe
    list_channels = channels.list_all
    update_channel = channels.update
    delete_channel = channels.delete
    update_channel_read_marker = channels.mark_read

    create_channel_membership = roles.create_membership
    batch_create_channel_membership = roles.batch_create_memberships
    describe_channel_membership = roles.describer(MEMBERSHIPS, reader)
    list_channel_memberships = roles.list_memberships
    delete_channel_membership = roles.delete_membership
    describe_channel_membership_for_app_instance_user = roles.describer_for_user(
        MEMBERSHIPS, "ChannelMembership"
    )
    list_channel_memberships_for_app_instance_user = roles.lister_for_user(MEMBERSHIPS, "ChannelMemberships")

    create_channel_moderator = roles.create_moderator
    describe_channel_moderator = roles.describer(MODERATORS, reader)
    list_channel_moderators = roles.lister(MODERATORS, reader)
    delete_channel_moderator = roles.deleter(MODERATORS)
    describe_channel_moderated_by_app_instance_user = roles.describer_for_user(MODERATORS, "Channel")
    list_channels_moderated_by_app_instance_user = roles.lister_for_user(MODERATORS, "Channels")

    create_channel_ban = roles.create_ban
    describe_channel_ban = roles.describer(BANS, moderator)
    list_channel_bans = roles.lister(BANS, moderator)
    delete_channel_ban = roles.deleter(BANS)

    send_channel_message = once("ChannelArn", "ChimeBearer")(messages.send)
    get_channel_message = messages.get
    list_channel_messages = messages.list_all
    update_channel_message = messages.update
    redact_channel_message = messages.redact
    delete_channel_message = messages.delete

    put_messaging_streaming_configurations = without_bearer(put_streaming)
    get_messaging_streaming_configurations = without_bearer(STREAMING.getter())
    delete_messaging_streaming_configurations = without_bearer(delete_streaming)
    tag_resource, untag_resource, list_tags_for_resource = map(without_bearer, TAGS.operations())

    @property
    def channels(self) -> Mapping[str, Item]:
        """The channels of all app instances, by ARN."""
        return CHANNELS.store(state_of(self))

    @property
    def channel_messages(self) -> Mapping[str, Item]:
        """The messages of all channels that are kept, by id."""
        return MESSAGES.store(state_of(self))

    def get_messaging_session_endpoint(self, params: Params) -> Item:
        """Name the host that clients connect to for what is sent. Nothing answers there."""
        return {"Endpoint": {"Url": SESSION_HOSTS[self.region_name]}}


chime_sdk_messaging_backends = BackendDict(ChimeSDKMessagingBackend, "chime-sdk-messaging")
