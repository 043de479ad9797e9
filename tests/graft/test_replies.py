"""Replies that are read by compiled functions are botocore's own, in every respect."""

from __future__ import annotations

import copy
import json
import logging
import random
from datetime import datetime, timezone

import boto3
import pytest
from botocore.awsrequest import HeadersDict
from botocore.model import ShapeResolver
from botocore.parsers import ResponseParser, ResponseParserFactory, RestJSONParser, create_parser

import chime_shim
from chime_shim._graft.replies import Replies, ReplyParser
from chime_shim.legacy_api import removed_operations
from chime_shim.legacy_api.restored import legacy_model
from tests.support.loopback import Answer

OPERATIONS = sorted(removed_operations())
HEADERS = {"Content-Type": "application/json", "x-amzn-RequestId": "7d5c", "X-Other": "Thing"}
# What stands where something else belongs.
MISTYPED = [
    None,
    "x",
    "",
    "true",
    "2020-04-15T16:10:10.288Z",
    1,
    -1,
    1.5,
    True,
    [],
    [None],
    ["x"],
    {},
    {"x": 1},
]
TEXTS = ["2020-04-15T16:10:10.288Z", "2020-04-15T16:10:10Z"]
TIMES = [*TEXTS, 1586967010, 1586967010.288]
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
SESSION = {"ProxySession": {"Status": "Open", "CreatedTimestamp": "2020-04-15T16:10:10.288Z"}}


def body_for(shape, chance, depth=0, times=TIMES):
    """A body that fits a shape, with some members left out, null or added, by chance."""
    kind = shape.type_name
    if kind == "structure":
        made = {
            member.serialization.get("name", name): body_for(member, chance, depth + 1, times)
            for name, member in shape.members.items()
            if depth < 4 and chance.random() < 0.85
        }
        if chance.random() < 0.2:
            made["NewMember"] = copy.deepcopy(chance.choice(MISTYPED))
        if made and chance.random() < 0.2:
            made[chance.choice(list(made))] = None
        return made
    if kind == "list":
        return [body_for(shape.member, chance, depth + 1, times) for _ in range(chance.randrange(3))]
    if kind == "timestamp":
        return chance.choice(times)
    return {"integer": 7, "long": 7, "boolean": True, "double": 0.5, "float": 0.5, "map": {"k": "v"}}.get(
        kind, "text"
    )


def places(value):
    """The places of a body: where one could put something else."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from places(inner)


def bodies(operation, number):
    """Bodies of replies: right, with something else in one place, and cut short."""
    shape = legacy_model().operation_model(operation).output_shape
    chance = random.Random(operation)
    yield from (b"", b"null", b"[]", b"{}", b'"text"', b"{", b"\xff", b'{"a": NaN}', b"\xef\xbb\xbf{}")
    for _ in range(number):
        body = {} if shape is None else body_for(shape, chance)
        if chance.random() < 0.6 and (found := list(places(body))):
            table, key = chance.choice(found)
            table[key] = copy.deepcopy(chance.choice(MISTYPED))
        text = json.dumps(body).encode()
        yield text[: chance.randrange(len(text))] if chance.random() < 0.1 else text


def outcome(parser, body, shape, status=200, headers=HEADERS):
    """All that can be told of what a parser makes of a response."""
    response = {"status_code": status, "headers": HeadersDict(headers), "body": body, "context": {}}
    try:
        return repr(parser.parse(response, shape))
    except Exception as error:  # noqa: BLE001 - whichever it is
        return type(error), str(error)


def quick(fast_timestamps=True):
    parser = Replies(ResponseParserFactory(), fast_timestamps).create_parser("rest-json")
    assert isinstance(parser, ReplyParser)
    return parser


def agree(operation, number):
    shape = legacy_model().operation_model(operation).output_shape
    stock, ours = create_parser("rest-json"), quick()
    for body in bodies(operation, number):
        assert outcome(ours, body, shape) == outcome(stock, body, shape), body


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_reply_of_each_operation_is_the_same_right_or_wrong(operation):
    agree(operation, 12)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS)
def test_thousands_of_replies_of_each_operation_are_the_same(operation):
    agree(operation, 3000)


def test_most_replies_are_read_without_botocore(monkeypatch):
    ours = quick()
    monkeypatch.setattr(ours._own, "parse", lambda *_: pytest.fail("botocore's parser was asked"))
    for operation in OPERATIONS:
        shape = legacy_model().operation_model(operation).output_shape
        body = {} if shape is None else body_for(shape, random.Random(0), times=TEXTS)
        assert outcome(ours, json.dumps(body).encode(), shape), operation


@pytest.mark.parametrize("status", [200, 201, 204, 299, 300, 301, 400, 404, 500, 503])
@pytest.mark.parametrize(
    "headers",
    [
        HEADERS,
        {},
        {"x-amz-request-id": "1", "x-amz-id-2": "2"},
        {"x-amzn-errortype": "NotFoundException:http://x"},
    ],
)
def test_every_status_and_header_is_the_same(status, headers):
    shape = legacy_model().operation_model("GetProxySession").output_shape
    for body in (
        b"",
        b'{"ProxySession": {"Name": "x"}}',
        b'{"Message": "no", "Code": "NotFound"}',
        b"<html>",
    ):
        assert outcome(quick(), body, shape, status, headers) == outcome(
            create_parser("rest-json"), body, shape, status, headers
        )


CODES = ["NotFound", "NotFoundException", "a:b", "a#b", "a#b:c", "", None, 7, ["x"], {}]
ERROR_HEADERS = [
    {},
    *(
        {"x-amzn-ErrorType": code}
        for code in ("NotFoundException", "NotFoundException:http://x", "a#b:c", "")
    ),
    {"x-amzn-query-error": "Old;Sender"},
    {"x-amz-request-id": "1"},
]


def refusals(number):
    """Bodies of errors, each with its headers: the services' own form, and whatever else there may be."""
    chance = random.Random("errors")
    members = ["Code", "code", "Message", "message", "__type", "Reason"]
    for _ in range(number):
        body = {
            name: copy.deepcopy(chance.choice([*CODES, *MISTYPED]))
            for name in members
            if chance.random() < 0.4
        }
        text = json.dumps(chance.choice([body, body, body, [body], "text"])).encode()
        cut = text[: chance.randrange(len(text))] if chance.random() < 0.1 else text
        yield cut, chance.choice([HEADERS, {}]) | chance.choice(ERROR_HEADERS)


@pytest.mark.parametrize(
    "number", [pytest.param(400, id="hundreds"), pytest.param(20_000, id="thousands", marks=pytest.mark.long)]
)
def test_errors_are_the_same_right_or_wrong(number):
    stock, ours = create_parser("rest-json"), quick()
    model = legacy_model()
    shapes = [None, model.operation_model("GetProxySession").output_shape, *model.error_shapes]
    chance = random.Random(0)
    for body, headers in refusals(number):
        shape, status = chance.choice(shapes), chance.choice([400, 403, 404, 409, 429, 499, 500, 503])
        of_ours = outcome(ours, body, shape, status, headers)
        assert of_ours == outcome(stock, body, shape, status, headers), (body, headers, shape, status)


def test_errors_of_the_services_are_read_without_botocore(monkeypatch):
    ours = quick()
    monkeypatch.setattr(ours._own, "parse", lambda *_: pytest.fail("botocore's parser was asked"))
    for shape in (None, *legacy_model().error_shapes):
        assert outcome(ours, b'{"Code": "NotFound", "Message": "no"}', shape, 404)


def test_a_member_that_a_header_holds_is_left_to_botocore():
    member = {"shape": "Text", "location": "header", "locationName": "X-Other"}
    shape = ShapeResolver(
        {"Text": {"type": "string"}, "Reply": {"type": "structure", "members": {"Other": member}}}
    ).get_shape_by_name("Reply")
    assert outcome(quick(), b"{}", shape) == outcome(create_parser("rest-json"), b"{}", shape)
    assert "Thing" in outcome(quick(), b"{}", shape)


def test_without_fast_timestamps_botocore_reads_times(monkeypatch):
    monkeypatch.setattr("chime_shim._graft.replies.fast_timestamp", None)
    shape = legacy_model().operation_model("GetProxySession").output_shape
    body = json.dumps(SESSION).encode()
    assert outcome(quick(False), body, shape) == outcome(create_parser("rest-json"), body, shape)


@pytest.fixture
def client(loopback):
    loopback.answer(Answer.of(SESSION))
    return chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)


def test_hooks_before_and_after_parsing_run_and_may_change_what_they_see(client):
    seen = []

    def before(response_dict, **_):
        seen.append(response_dict["status_code"])
        response_dict["body"] = b'{"ProxySession": {"Status": "Closed"}}'

    def after(parsed_response, **_):
        seen.append(parsed_response["ProxySession"]["Status"])
        parsed_response["ProxySession"]["Name"] = "changed"

    client.meta.events.register("before-parse.chime.GetProxySession", before)
    client.meta.events.register("response-received.chime.GetProxySession", after)
    reply = client.get_proxy_session(**IDS)

    assert seen == [200, "Closed"]
    assert reply["ProxySession"] == {"Status": "Closed", "Name": "changed"}


def test_whoever_logs_botocores_parser_hears_of_each_reply(client, caplog):
    with caplog.at_level(logging.DEBUG, "botocore.parsers"):
        client.get_proxy_session(**IDS)
    assert [record.msg for record in caplog.records if record.name == "botocore.parsers"] == [
        "Response headers: %r",
        "Response body:\n%r",
    ]


def test_a_wrapper_that_comes_around_the_parser_is_called(client, monkeypatch):
    parse, called = ResponseParser.parse, []

    def wrapper(self, response, shape):
        called.append(shape.name)
        return parse(self, response, shape)

    monkeypatch.setattr(ResponseParser, "parse", wrapper)
    client.get_proxy_session(**IDS)
    assert called == ["GetProxySessionResponse"]


def test_a_parser_with_another_kind_of_handler_is_left_alone(monkeypatch):
    monkeypatch.setattr(RestJSONParser, "_handle_tomorrow", lambda *_: None, raising=False)
    assert type(Replies(ResponseParserFactory(), True).create_parser("rest-json")) is RestJSONParser


def test_no_other_client_gets_it(loopback):
    session = boto3.Session(region_name="us-east-1")
    stock = session.client("chime")
    wrapped = chime_shim.wrap(stock)

    assert isinstance(wrapped._endpoint._response_parser_factory, Replies)
    for other in (stock, session.client("s3"), chime_shim.successor(wrapped, "chime-sdk-voice")):
        assert type(other._endpoint._response_parser_factory) is ResponseParserFactory


def test_defaults_that_the_application_sets_later_count(client):
    client._endpoint._response_parser_factory.set_parser_defaults(
        timestamp_parser=lambda _: datetime(2001, 1, 1, tzinfo=timezone.utc)
    )
    reply = client.get_proxy_session(**IDS)
    assert reply["ProxySession"]["CreatedTimestamp"].year == 2001


def test_the_shortcut_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_SHORTCUTS", "none")
    with chime_shim.configure(fast_timestamps=False):
        client = chime_shim.client("chime", "us-east-1")
    assert type(client._endpoint._response_parser_factory) is ResponseParserFactory
