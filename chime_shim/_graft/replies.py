"""Replies, read by functions that are compiled once for each shape.

botocore makes a parser for each reply, walks the model, and asks at each value what there is to be done:
mostly nothing. This saves 4.1 percent of the instructions of a call without reply, 5.1 of an error, 10.0 of
GetProxySession, and half of those of a page of 100. It must equal botocore's own parser. So it reads what
surely looks as the shape says, and errors of the form that the services send; anything unusual, such as a
number where a list belongs, and a body that is no JSON, is botocore's to read from the start, and so is all
while somebody logs its parser, gave its session parser defaults, or has a wrapper around it.
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

from chime_shim._graft.readers import UnusualReply, compiled
from chime_shim._graft.shortcuts import PARSER, taken
from chime_shim._graft.timestamps import fast_timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.model import Shape

    from chime_shim._graft.readers import Read

__all__ = ["Replies", "ReplyParser", "with_quick_replies"]

_PROTOCOL = "rest-json"
# It tells, at debug level, of each reply: whoever listens shall hear of every one.
_botocore_logger = logging.getLogger("botocore.parsers")
_OK = range(300)
# Above are the ones of proxies and load balancers, which botocore looks at before it parses.
_REFUSED = range(400, 500)
_REQUEST_ID, _S3_REQUEST_ID = "x-amzn-requestid", "x-amz-request-id"

# The kinds of shapes that botocore's parser does something about. If there is one more, it is not known here.
_HANDLED = {
    *("_handle_blob", "_handle_boolean", "_handle_double", "_handle_event_stream", "_handle_float"),
    *("_handle_integer", "_handle_list", "_handle_long", "_handle_map", "_handle_string"),
    *("_handle_structure", "_handle_timestamp", "_handle_unknown_tagged_union_member"),
}
_STEPS = (
    *("parse", "_do_parse", "_parse_shape", "_default_handle", "_parse_payload", "_initial_body_parse"),
    *("_do_error_parse", "_do_modeled_error_parse", "_inject_error_code", "_inject_response_metadata"),
)


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
        if response.get("context", _NOTHING).get("checksum") or _botocore_logger.isEnabledFor(logging.DEBUG):
            return None
        try:
            return self._read(response["status_code"], response["headers"], response["body"], shape)
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return None

    def _read(self, status: int, headers: Any, body: Any, shape: Shape | None) -> dict[str, Any]:
        if type(headers) is not HeadersDict:
            raise UnusualReply
        if status in _OK:
            reply = {"ResponseMetadata": {}, **self._members(body, shape)}
        elif status not in _REFUSED:
            raise UnusualReply
        elif shape is not None and shape.metadata.get("exception"):
            return self._members(body, shape)
        else:
            reply = _refusal(_decoded(body), headers, status)
        lowered = {key._lower: value for key, value in headers._dict.items()}
        metadata = reply["ResponseMetadata"] = {}
        if _REQUEST_ID in lowered:
            metadata["RequestId"] = lowered[_REQUEST_ID]
        elif _S3_REQUEST_ID in lowered:
            raise UnusualReply
        metadata["HTTPStatusCode"] = status
        metadata["HTTPHeaders"] = lowered
        return reply

    def _members(self, body: Any, shape: Shape | None) -> dict[str, Any]:
        if shape is None:
            return {}
        read = self._readers.get(shape)
        if read is None:
            read = self._readers[shape] = compiled(shape, self._timestamp)
        members: dict[str, Any] = read(_decoded(body))
        return members

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


class AioReplyParser(ReplyParser):
    """The same for aiobotocore's."""

    async def parse(self, response: Any, shape: Shape | None) -> Any:
        """Read a response as aiobotocore does."""
        reply = self._quickly(response, shape)
        return await self._own.parse(response, shape) if reply is None else reply


def _decoded(body: Any) -> Any:
    # Decoded here, as botocore does: of bytes json finds out the encoding itself.
    return json.loads(body.decode()) if body else {}


def _refusal(body: Any, headers: Any, status: int) -> dict[str, Any]:
    """Return what botocore makes of an error of the form that the services have had from the start.

    The releases of botocore differ in what they make of all others.
    """
    code = headers.get("x-amzn-errortype")
    if code is None:
        code = body.get("code", body.get("Code", str(status)))
        if ":" in code:
            raise UnusualReply
    if "#" in code or "__type" in body or "x-amzn-query-error" in headers:
        raise UnusualReply
    message = body.get("message", body.get("Message", ""))
    return {"Error": {"Message": message, "Code": code.partition(":")[0]}, "ResponseMetadata": {}}


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


_NOTHING: Mapping[str, Any] = {}
# By what reads times, and by shape: with the shapes they go.
_readers: dict[Any, WeakKeyDictionary[Any, Read]] = {}
