"""Messages in channels."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._errors import NotFoundException
from chime_shim.emulator._paging import page
from chime_shim.emulator._store import SERIAL
from chime_shim.emulator.chime_sdk_identity.kinds import INSTANCES, RETENTION
from chime_shim.emulator.chime_sdk_messaging import elastic, exceptions
from chime_shim.emulator.chime_sdk_messaging.access import (
    Call,
    admin,
    member,
    moderator,
    reader,
    takes,
)
from chime_shim.emulator.chime_sdk_messaging.kinds import (
    CALLBACKS,
    CHANNELS,
    FLOW,
    MEMBERSHIPS,
    MESSAGES,
    revised,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = {"STANDARD": 4096, "CONTROL": 30}
"""How many bytes a message may have, by type."""

_SENT = "CreatedTimestamp"
_MILLISECOND = timedelta(milliseconds=1)


@takes(member)
def send_channel_message(call: Call) -> Item:
    """Send a message. One that is not persistent is delivered, which nobody sees here, and not kept."""
    params, now = call.params, call.now
    for last in islice(MESSAGES.all(call.state, params).before(), 1):
        now = max(now, last[_SENT])  # the order of messages is that of their times, wherever the clock is put
    _check_content(params["Type"], params)
    for target in params.get("Target", ()):
        if not MEMBERSHIPS.of(call.state, call.channel, target["MemberArn"]):
            raise exceptions.target_outside(target["MemberArn"])
    processed = call.channel[FLOW] is not None and params["Type"] == "STANDARD"
    message = {
        "MessageId": call.state.new_uuid(),
        "Sender": call.bearer,
        "Redacted": False,
        "Status": {"Value": "PENDING" if processed else "SENT"},
        "CreatedTimestamp": now,
        "LastUpdatedTimestamp": now,
        **pick(params, "ChannelArn", "Content", "Metadata", "Type", "Persistence"),
        **pick(params, "MessageAttributes", "ContentType", "Target", elastic.SUB_CHANNEL),
    }
    call.channel["LastMessageTimestamp"] = now
    if params["Persistence"] == "PERSISTENT":
        MESSAGES.add(call.state, message)
    if processed:
        callback = {"CallbackId": call.state.new_uuid(), "Message": message}
        CALLBACKS.add(call.state, {**callback, **pick(params, CHANNELS.key)})
    return message


@takes(reader)
def get_channel_message(call: Call) -> Item:
    """Show a message."""
    return MESSAGES.show(_find(call))


@takes(reader)
def list_channel_messages(call: Call) -> Item:
    """List the messages that were sent within a time, the newest first unless asked otherwise."""
    asked = call.params
    earliest, latest = (_utc(asked[name]) if name in asked else None for name in ("NotBefore", "NotAfter"))
    order = asked.get("SortOrder", "DESCENDING")
    messages = MESSAGES.all(call.state, asked)
    oldest = max((each for each in (earliest, _oldest(call)) if each), default=None)
    low = messages.since(_SENT, oldest) if oldest else -1
    high = messages.since(_SENT, latest + _MILLISECOND) + 1 if latest else messages.end

    def walk(seen: int | None) -> Iterator[Item]:
        if order == "ASCENDING":
            ahead = messages.after(low if seen is None else max(seen, low))
            ahead = takewhile(lambda message: message[SERIAL] < high, ahead)
        else:
            ahead = messages.before(high if seen is None else min(seen, high))
            ahead = takewhile(lambda message: message[SERIAL] > low, ahead)
        return (message for message in ahead if _may_see(call, message))

    scope = f"messages {asked[CHANNELS.key]} {order} {earliest} {latest}"
    shown, token = page(walk, size=asked["MaxResults"], token=asked.get("NextToken"), scope=scope)
    return {CHANNELS.key: asked[CHANNELS.key], "ChannelMessages": shown, "NextToken": token}


@takes(member)
def get_channel_message_status(call: Call) -> Item:
    """Tell what became of a message of one's own."""
    message = _find(call)
    if message["Sender"] is not call.bearer:
        raise exceptions.not_allowed(call.bearer["Arn"], "the sender of the message")
    return message


@takes(member)
def update_channel_message(call: Call) -> Item:
    """Edit a message of one's own. Assumption: that a redacted one cannot be is a conflict."""
    message = _find(call)
    if message["Sender"] is not call.bearer:
        raise exceptions.not_allowed(call.bearer["Arn"], "the sender of the message")
    if message["Redacted"]:
        raise exceptions.redacted(message["MessageId"])
    _check_content(message["Type"], call.params)
    message.update(pick(call.params, "Content", "Metadata", "ContentType"), **revised(call.state))
    return message


@takes(reader)
def redact_channel_message(call: Call) -> Item:
    """Take content and metadata out of a message. Assumption: its sender may, as moderators may."""
    message = _find(call)
    if message["Sender"] is not call.bearer:
        call.demand(moderator)
    for member_name in ("Content", "Metadata"):
        message.pop(member_name, None)
    message.update(Redacted=True, LastUpdatedTimestamp=call.now)
    return message


@takes(admin)
def delete_channel_message(call: Call) -> Item:
    """Delete a message, even one that is for somebody else."""
    MESSAGES.remove(call.state, MESSAGES.find(call.state, call.params))
    return {}


def _find(call: Call) -> Item:
    message = MESSAGES.find(call.state, call.params)
    oldest = _oldest(call)
    if not _may_see(call, message) or (oldest and message[_SENT] < oldest):
        raise NotFoundException(f"ChannelMessage {message['MessageId']} not found")
    return message


def _oldest(call: Call) -> datetime | None:
    """Tell since when messages are kept."""
    settings = INSTANCES.find(call.state, call.params).get(RETENTION.name, {})
    days = settings.get("ChannelRetentionSettings", {}).get("RetentionDays")
    return call.now - timedelta(days=days) if days else None


def _may_see(call: Call, message: Item) -> bool:
    """Tell whether a message is for the bearer, too, and out already."""
    if message["Status"]["Value"] == "PENDING" and message["Sender"] is not call.bearer:
        return False
    if message.get(elastic.SUB_CHANNEL) != call.params.get(elastic.SUB_CHANNEL):
        return False
    people = {message["Sender"]["Arn"], *(target["MemberArn"] for target in message.get("Target", ()))}
    return "Target" not in message or call.bearer["Arn"] in people


def _check_content(message_type: str, params: Params) -> None:
    limit = LIMITS[message_type]
    if len(params.get("Content", "").encode()) > limit:
        raise exceptions.too_long(message_type, limit)
    if message_type == "CONTROL" and params.get("Metadata"):
        raise exceptions.control_metadata()


def _utc(time: datetime) -> datetime:
    """Give a time its zone: moto reads them without, in UTC."""
    return time.replace(tzinfo=timezone.utc) if time.tzinfo is None else time
