"""Replies, read by functions that are compiled once for each shape.

botocore makes a parser for each reply, walks the model, and asks at each value what there is to be done:
mostly nothing. This saves 5 percent of a call with a small reply, and two thirds of what is left of a page of
100 once its times are read. It must equal botocore's own parser. So it reads what surely looks as the shape
says, in a reply that is no error; anything unusual, such as a number where a list belongs, and a body that is
no JSON, is botocore's to read from the start, and so is all while somebody logs its parser, gave its session
parser defaults, or has a wrapper around it.
"""

from __future__ import annotations

import copy
import inspect
import json
import logging
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from botocore.awsrequest import HeadersDict

from chime_shim._graft.shortcuts import PARSER, taken
from chime_shim._graft.timestamps import fast_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from botocore.model import Shape

    Read: TypeAlias = Callable[[Any], Any]

__all__ = ["Replies", "ReplyParser", "with_quick_replies"]

_PROTOCOL = "rest-json"
# It tells, at debug level, of each reply: whoever listens shall hear of every one.
_botocore_logger = logging.getLogger("botocore.parsers")
_ERROR = 300  # and above
_REQUEST_ID, _S3_REQUEST_ID = "x-amzn-requestid", "x-amz-request-id"

# The kinds of shapes that botocore's parser does something about. If there is one more, it is not known here.
_HANDLED = {
    *("_handle_blob", "_handle_boolean", "_handle_double", "_handle_event_stream", "_handle_float"),
    *("_handle_integer", "_handle_list", "_handle_long", "_handle_map", "_handle_string"),
    *("_handle_structure", "_handle_timestamp", "_handle_unknown_tagged_union_member"),
}
# How a shape is said to be where its structure is, and not in a header, or all of the body.
_IN_THE_BODY = {"name", "timestampFormat"}
_STEPS = ("parse", "_do_parse", "_parse_shape", "_default_handle", "_parse_payload", "_initial_body_parse")


class UnusualReply(ValueError):
    """A value that is left to botocore's parser."""


def with_quick_replies(endpoint: Any, *, fast_timestamps: bool) -> Any:
    """Return an endpoint like ``endpoint``, a client's, whose replies are read sooner.

    It shares connections and hooks with ``endpoint``, which is left as it is, as is what makes parsers for
    all clients of the session.
    """
    if not (fast_timestamps or taken(PARSER)):
        return endpoint
    twin = copy.copy(endpoint)
    twin._response_parser_factory = Replies(endpoint._response_parser_factory, fast_timestamps)
    return twin


class Replies:
    """In the place of what makes parsers, botocore's ``ResponseParserFactory``.

    Args:
        stock: That one.
        fast_timestamps: Whether times are read by ``fast_timestamp``.
    """

    def __init__(self, stock: Any, fast_timestamps: bool) -> None:
        self._stock = stock
        self._times = {"timestamp_parser": fast_timestamp} if fast_timestamps else {}
        self._made: tuple[Any, Any] = None, None

    def create_parser(self, protocol_name: str) -> Any:
        """Return the parser of a protocol: the application's choice, the quick one, or botocore's."""
        if self._stock._defaults or protocol_name != _PROTOCOL:
            return self._plain(protocol_name)
        kind, parser = self._made
        # What is wrapped around it, or taken from it, is noticed at the next reply.
        if kind is None or kind.parse is not parser.seen:
            own = self._plain(protocol_name)
            if not (taken(PARSER) and _is_known(type(own))):
                return own
            kind = type(own)
            parser = (AioReplyParser if inspect.iscoroutinefunction(own.parse) else ReplyParser)(own)
            self._made = kind, parser
        return parser

    def _plain(self, protocol_name: str) -> Any:
        factory = copy.copy(self._stock)
        factory._defaults = {**self._times, **self._stock._defaults}
        return factory.create_parser(protocol_name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stock, name)


class ReplyParser:
    """In the place of botocore's ``RestJSONParser``.

    Args:
        own: That one, which reads what is unusual.
    """

    def __init__(self, own: Any) -> None:
        self.seen = type(own).parse
        self._own = own
        self._timestamp = own._timestamp_parser
        self._readers = _readers.setdefault(self._timestamp, WeakKeyDictionary())

    def parse(self, response: Any, shape: Shape | None) -> Any:
        """Read a response as botocore does."""
        reply = self._quickly(response, shape)
        return self._own.parse(response, shape) if reply is None else reply

    def _quickly(self, response: Any, shape: Shape | None) -> dict[str, Any] | None:
        """Return what botocore would return, or None to have it asked."""
        status, headers, body = response["status_code"], response["headers"], response["body"]
        if status >= _ERROR or type(headers) is not HeadersDict:
            return None
        if response.get("context", _NOTHING).get("checksum") or _botocore_logger.isEnabledFor(logging.DEBUG):
            return None
        lowered = {key._lower: value for key, value in headers._dict.items()}
        reply: dict[str, Any] = {"ResponseMetadata": {}}
        if shape is not None:
            read = self._readers.get(shape)
            if read is None:
                read = self._readers[shape] = compiled(shape, self._timestamp)
            try:
                # Decoded here, as botocore does: of bytes json finds out the encoding itself.
                reply.update(read(json.loads(body.decode()) if body else {}))
            except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
                return None
        metadata = reply["ResponseMetadata"] = {}
        if _REQUEST_ID in lowered:
            metadata["RequestId"] = lowered[_REQUEST_ID]
        elif _S3_REQUEST_ID in lowered:
            return None
        metadata["HTTPStatusCode"] = status
        metadata["HTTPHeaders"] = lowered
        return reply

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


class AioReplyParser(ReplyParser):
    """The same for aiobotocore's."""

    async def parse(self, response: Any, shape: Shape | None) -> Any:
        """Read a response as aiobotocore does."""
        reply = self._quickly(response, shape)
        return await self._own.parse(response, shape) if reply is None else reply


def _is_known(kind: type[Any]) -> bool:
    """Tell whether a class of parsers is botocore's own, as it was written, and handles what we know."""
    handled = {name for name in dir(kind) if name.startswith("_handle_")}
    steps = (inspect.getattr_static(kind, name, None) for name in (*handled, *_STEPS))
    return (
        kind.__name__ in {"RestJSONParser", "AioRestJSONParser"}
        and handled <= _HANDLED
        and all(
            type(step) is FunctionType
            and step.__module__ in {"botocore.parsers", "aiobotocore.parsers"}
            and not hasattr(step, "__wrapped__")
            for step in steps
        )
    )


def compiled(shape: Shape, timestamp: Read) -> Read:
    """Return what reads values of ``shape``; where they are unusual it raises ``ValueError``."""
    read = _compiled(shape, timestamp, {})
    return _mapping if read is None else read


def _compiled(shape: Any, timestamp: Read, outer: Mapping[str, list[Read]]) -> Read | None:
    """Return what reads a shape, or None if its values are taken as they are."""
    kind = shape.type_name
    if not shape.serialization.keys() <= _IN_THE_BODY:
        return _unusual
    if kind in {"string", "character"}:
        return None
    if kind not in {"structure", "list", "map"}:
        return timestamp if kind == "timestamp" else _EXACT.get(kind, _unusual)
    if shape.name in outer:  # a shape that contains itself: its reader is there when it is called
        of_itself = outer[shape.name]
        return lambda value: of_itself[0](value)  # noqa: PLW0108 - it is not there yet
    made: list[Read] = []
    inner = {**outer, shape.name: made}
    if kind == "list":
        made.append(_list(_compiled(shape.member, timestamp, inner)))
    elif kind == "map":
        made.append(_map(_compiled(shape.key, timestamp, inner), _compiled(shape.value, timestamp, inner)))
    else:
        made.append(_structure(shape, timestamp, inner))
    return made[0]


def _structure(shape: Any, timestamp: Read, outer: Mapping[str, list[Read]]) -> Read:
    if getattr(shape, "is_document_type", False) or getattr(shape, "is_tagged_union", False):
        return _unusual
    members = [
        (name, member.serialization.get("name", name), _compiled(member, timestamp, outer))
        for name, member in shape.members.items()
    ]

    def read(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise UnusualReply
        made = {}
        for name, key, read_member in members:
            found = value.get(key)
            if found is not None:
                made[name] = found if read_member is None else read_member(found)
        return made

    return read


def _list(read_item: Read | None) -> Read:
    def read(value: Any) -> list[Any]:
        # Whether a null in a list is read is for each botocore to say.
        if type(value) is not list or None in value:
            raise UnusualReply
        return value if read_item is None else list(map(read_item, value))

    return read


def _map(read_key: Read | None, read_value: Read | None) -> Read:
    if read_key is not None or read_value is not None:
        return _unusual
    return _mapping


def _mapping(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise UnusualReply
    return value


def _unusual(_: Any) -> Any:
    raise UnusualReply


def _exactly(kind: type[Any]) -> Read:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise UnusualReply
        return value

    return read


_EXACT: Mapping[str, Read] = {
    "boolean": _exactly(bool),
    "double": _exactly(float),
    "float": _exactly(float),
    "integer": _exactly(int),
    "long": _exactly(int),
}
_NOTHING: Mapping[str, Any] = {}
# By what reads times, and by shape: with the shapes they go.
_readers: dict[Any, WeakKeyDictionary[Any, Read]] = {}
