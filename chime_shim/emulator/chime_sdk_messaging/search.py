"""The search for channels by their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._paging import page
from chime_shim.emulator._store import SERIAL, on
from chime_shim.emulator.chime_sdk_identity.kinds import USERS
from chime_shim.emulator.chime_sdk_messaging.access import Call, admin, anyone, takes
from chime_shim.emulator.chime_sdk_messaging.kinds import CHANNELS, MEMBERSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.emulator._collection import Item


@takes(anyone)
def search_channels(call: Call) -> Item:
    """Find channels by who is in them. Only administrators find those that they are not in themselves.

    It looks at all channels of one of the people who are searched for. Assumption: hidden members count.
    """
    fields = call.params["Fields"]
    someone = fields[0]["Values"][0]
    found = sorted(
        (_channel(call, each) for each in MEMBERSHIPS.where(call.state, on(USERS.key), (someone,))),
        key=lambda channel: int(channel[SERIAL]),
    )

    def walk(seen: int | None) -> Iterator[Item]:
        return (
            channel
            for channel in found
            if (seen is None or channel[SERIAL] > seen) and _is_wanted(call, channel, fields)
        )

    scope = f"search {call.bearer['Arn']} {fields}"
    shown, token = page(walk, size=call.params["MaxResults"], token=call.params.get("NextToken"), scope=scope)
    return {"Channels": shown, "NextToken": token}


def _channel(call: Call, membership: Item) -> Item:
    return CHANNELS.store(call.state)[membership[CHANNELS.key]]


def _is_wanted(call: Call, channel: Item, fields: list[Item]) -> bool:
    if not (MEMBERSHIPS.of(call.state, channel, call.bearer["Arn"]) or admin(call)):
        return False
    count = len(MEMBERSHIPS.where(call.state, on(CHANNELS.key), (channel[CHANNELS.key],)))
    return all(
        all(MEMBERSHIPS.of(call.state, channel, arn) for arn in field["Values"])
        and (field["Operator"] == "INCLUDES" or count == len(set(field["Values"])))
        for field in fields
    )
