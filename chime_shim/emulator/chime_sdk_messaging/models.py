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
from chime_shim.emulator.chime_sdk_identity.kinds import INSTANCES
from chime_shim.emulator.chime_sdk_messaging import channels, exceptions, flows, messages, roles
from chime_shim.emulator.chime_sdk_messaging.access import moderator, reader, state_of
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    BANS,
    CALLBACKS,
    CHANNELS,
    MEMBERSHIPS,
    MESSAGES,
    MODERATORS,
    TAGS,
)
from chime_shim.emulator.chime_sdk_messaging.search import search_channels

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

    create_channel = once("AppInstanceArn", "ChimeBearer")(channels.create_channel)
    describe_channel = channels.describe_channel
    list_channels = channels.list_channels
    update_channel = channels.update_channel
    delete_channel = channels.delete_channel
    update_channel_read_marker = channels.update_channel_read_marker
    put_channel_expiration_settings = channels.put_channel_expiration_settings
    list_sub_channels = channels.list_sub_channels
    search_channels = search_channels

    create_channel_membership = roles.create_channel_membership
    batch_create_channel_membership = roles.batch_create_channel_membership
    describe_channel_membership = roles.describer(MEMBERSHIPS, reader)
    list_channel_memberships = roles.list_channel_memberships
    delete_channel_membership = roles.delete_channel_membership
    put_channel_membership_preferences = roles.put_channel_membership_preferences
    get_channel_membership_preferences = roles.get_channel_membership_preferences
    describe_channel_membership_for_app_instance_user = roles.describer_for_user(
        MEMBERSHIPS, "ChannelMembership"
    )
    list_channel_memberships_for_app_instance_user = roles.lister_for_user(MEMBERSHIPS, "ChannelMemberships")

    create_channel_moderator = roles.create_channel_moderator
    describe_channel_moderator = roles.describer(MODERATORS, reader)
    list_channel_moderators = roles.lister(MODERATORS, reader)
    delete_channel_moderator = roles.deleter(MODERATORS)
    describe_channel_moderated_by_app_instance_user = roles.describer_for_user(MODERATORS, "Channel")
    list_channels_moderated_by_app_instance_user = roles.lister_for_user(MODERATORS, "Channels")

    create_channel_ban = roles.create_channel_ban
    describe_channel_ban = roles.describer(BANS, moderator)
    list_channel_bans = roles.lister(BANS, moderator)
    delete_channel_ban = roles.deleter(BANS)

    send_channel_message = once("ChannelArn", "ChimeBearer")(messages.send_channel_message)
    get_channel_message = messages.get_channel_message
    get_channel_message_status = messages.get_channel_message_status
    list_channel_messages = messages.list_channel_messages
    update_channel_message = messages.update_channel_message
    redact_channel_message = messages.redact_channel_message
    delete_channel_message = messages.delete_channel_message

    create_channel_flow = once("AppInstanceArn")(without_bearer(flows.create_channel_flow))
    describe_channel_flow = without_bearer(flows.describe_channel_flow)
    list_channel_flows = without_bearer(flows.list_channel_flows)
    update_channel_flow = without_bearer(flows.update_channel_flow)
    delete_channel_flow = without_bearer(flows.delete_channel_flow)
    associate_channel_flow = flows.associate_channel_flow
    disassociate_channel_flow = flows.disassociate_channel_flow
    list_channels_associated_with_channel_flow = without_bearer(
        flows.list_channels_associated_with_channel_flow
    )
    channel_flow_callback = without_bearer(flows.channel_flow_callback)

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

    @property
    def channel_flow_callbacks(self) -> Mapping[str, Item]:
        """The messages that wait for the processor of a channel flow, by the id to call back with."""
        return CALLBACKS.store(state_of(self))

    def get_messaging_session_endpoint(self, params: Params) -> Item:
        """Name the host that clients connect to for what is sent. Nothing answers there."""
        return {"Endpoint": {"Url": SESSION_HOSTS[self.region_name]}}


chime_sdk_messaging_backends = BackendDict(ChimeSDKMessagingBackend, "chime-sdk-messaging")
