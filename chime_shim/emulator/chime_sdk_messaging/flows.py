"""Channel flows: what is sent waits until a processor has called back.

No function is invoked. A message stays ``PENDING`` until ``ChannelFlowCallback`` is called for it, which a
test does in place of the processor. The ids to call back with are the backend's ``channel_flow_callbacks``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import BadRequestException, ConflictException
from chime_shim.emulator._store import on
from chime_shim.emulator.chime_sdk_identity.kinds import INSTANCES, completed, in_pages
from chime_shim.emulator.chime_sdk_messaging.access import Call, moderator, takes
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    CALLBACKS,
    CHANNELS,
    FLOW,
    FLOWS,
    MESSAGES,
    TAGS,
    revised,
)

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend

list_channel_flows = in_pages(FLOWS.lister())
_list_channels = CHANNELS.lister(
    only=lambda state, params: (on(FLOW), (FLOWS.find(state, completed(params, FLOWS))[FLOWS.key],))
)


def create_channel_flow(state: Backend, params: Params) -> Item:
    """Make a flow. Assumption: no two of its processors have one place in the order."""
    instance, now = INSTANCES.find(state, params), state.now()
    _check_order(params)
    flow = {
        "ChannelFlowArn": f"{instance[INSTANCES.key]}/channel-flow/{state.new_uuid()}",
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
        **pick(params, "AppInstanceArn", "Processors", "Name"),
        **TAGS.of_new(params),
    }
    return FLOWS.add(state, flow)


def describe_channel_flow(state: Backend, params: Params) -> Item:
    """Show a flow."""
    return FLOWS.show(FLOWS.find(state, completed(params, FLOWS)))


def update_channel_flow(state: Backend, params: Params) -> Item:
    """Change a flow's name and processors."""
    flow = FLOWS.find(state, completed(params, FLOWS))
    _check_order(params)
    return FLOWS.change(state, flow, pick(params, "Name", "Processors"), LastUpdatedTimestamp=state.now())


def delete_channel_flow(state: Backend, params: Params) -> Item:
    """Delete a flow that is not associated with any channel."""
    flow = FLOWS.find(state, completed(params, FLOWS))
    if len(CHANNELS.where(state, on(FLOW), (flow[FLOWS.key],))):
        raise ConflictException(f"ChannelFlow {flow[FLOWS.key]} is associated with a channel")
    FLOWS.remove(state, flow)
    return {}


@in_pages
def list_channels_associated_with_channel_flow(state: Backend, params: Params) -> Item:
    """List the channels that a flow is associated with."""
    return _list_channels(state, completed(params, FLOWS))


@takes(moderator)
def associate_channel_flow(call: Call) -> Item:
    """Associate a flow with a channel. Assumption: another has to be disassociated before."""
    flow = FLOWS.find(call.state, call.params)
    associated = call.channel.get(FLOW)
    if associated not in (None, flow[FLOWS.key]):
        raise ConflictException("The channel is associated with another ChannelFlow")
    CHANNELS.change(call.state, call.channel, {FLOW: flow[FLOWS.key]})
    return {}


@takes(moderator)
def disassociate_channel_flow(call: Call) -> Item:
    """Take a flow off a channel. Assumption: that it is not associated is a conflict."""
    flow = FLOWS.find(call.state, call.params)
    if call.channel.get(FLOW) != flow[FLOWS.key]:
        raise ConflictException("The channel is not associated with this ChannelFlow")
    CHANNELS.change(call.state, call.channel, {FLOW: None})
    return {}


def channel_flow_callback(state: Backend, params: Params) -> Item:
    """Send a message that waits for its processor, as it is or as the processor would have it, or deny it.

    Assumption: an unknown callback is a bad request, since AWS declares no other error.
    """
    callback = CALLBACKS.store(state).get(params["CallbackId"])
    answer = params["ChannelMessage"]
    asked = (params[CHANNELS.key], answer[MESSAGES.key])
    if callback is None or asked != (callback[CHANNELS.key], callback["Message"][MESSAGES.key]):
        raise BadRequestException("CallbackId is not one of a message of this channel that waits")
    message = callback["Message"]
    CALLBACKS.remove(state, callback)
    if message[MESSAGES.key] in MESSAGES.store(state):
        if params.get("DeleteResource"):
            MESSAGES.remove(state, message)
        else:
            changes = pick(answer, "Content", "Metadata", "MessageAttributes", "ContentType")
            MESSAGES.change(state, message, changes, **revised(state), Status={"Value": "SENT"})
    return callback


def _check_order(params: Params) -> None:
    places = [processor["ExecutionOrder"] for processor in params["Processors"]]
    if len(set(places)) < len(places):
        raise BadRequestException("Processors must have each ExecutionOrder once")
