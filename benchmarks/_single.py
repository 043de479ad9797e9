"""Six calls, by the shim and directly: two with times in the reply, a page of them, two without, an error."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3

import chime_shim
from benchmarks._calls import CREATE, GET, LEGACY, PAGE, Operation, short_circuited
from benchmarks._counted import SHIM, Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks._calls import Connect

__all__ = ["SINGLE", "Single", "counted"]

_CHANNEL = "arn:aws:chime:us-east-1:123456789012:app-instance/a0a0/channel/b1b1"
_USER = "arn:aws:chime:us-east-1:123456789012:app-instance/a0a0/user/c2c2"


class Single(NamedTuple):
    """A call, and the successor that answers it.

    Args:
        operation: The call.
        service: The successor.
        refused: Whether it is answered with an error.
    """

    operation: Operation
    service: str
    refused: bool = False

    def call(self, side: str, connect: Connect) -> Callable[[], Any]:
        """Make the client of one side, and return a function that makes the call."""
        make, service = (chime_shim.client, LEGACY) if side == SHIM else (boto3.client, self.service)
        client = connect(make, service)
        call = partial(getattr(client, self.operation.method), **self.operation.arguments)
        return partial(_refused, call, client.exceptions.ClientError) if self.refused else call

    @contextmanager
    def cut(self, side: str) -> Iterator[Callable[[], Any]]:
        """Give the call of one side, with the network cut."""
        with short_circuited(self.operation) as connect:
            yield self.call(side, connect)


def counted() -> Iterator[Counted]:
    """Yield what of this is counted."""
    for name, single in SINGLE.items():
        yield Counted("instructions", name, single.cut)


def _refused(call: Callable[[], Any], error: type[Exception]) -> None:
    try:
        call()
    except error:
        return
    raise AssertionError("it was to be refused")


SINGLE = {
    "GetProxySession": Single(GET, "chime-sdk-voice"),
    "CreateProxySession": Single(CREATE, "chime-sdk-voice"),
    "DeleteAttendee": Single(
        Operation(
            "DeleteAttendee", "delete_attendee", {"MeetingId": "0" * 36, "AttendeeId": "1" * 36}, None, 204
        ),
        "chime-sdk-meetings",
    ),
    "SendChannelMessage": Single(
        Operation(
            "SendChannelMessage",
            "send_channel_message",
            {
                "ChannelArn": _CHANNEL,
                "Content": "Good morning",
                "Type": "STANDARD",
                "Persistence": "PERSISTENT",
                "ClientRequestToken": "3d9a",
                "ChimeBearer": _USER,
            },
            {"ChannelArn": _CHANNEL, "MessageId": "d3d3"},
            201,
        ),
        "chime-sdk-messaging",
    ),
    "ListProxySessions": Single(PAGE, "chime-sdk-voice"),
    "GetProxySession, refused": Single(
        Operation(
            GET.name,
            GET.method,
            GET.arguments,
            {"Code": "NotFound", "Message": "There is no such session"},
            404,
        ),
        "chime-sdk-voice",
        refused=True,
    ),
}
