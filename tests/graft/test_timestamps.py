"""The quick reader of timestamps gives what botocore's gives, in every respect, wherever the machine is."""

from __future__ import annotations

import copy
import pickle
import time

import boto3
import pytest
from botocore.utils import parse_timestamp
from hypothesis import given
from hypothesis import strategies as st

import chime_shim
from chime_shim._graft.timestamps import fast_timestamp
from tests.support.loopback import Answer

SESSION = {"ProxySession": {"CreatedTimestamp": "2020-04-15T16:10:10.288Z", "EndedTimestamp": 1586967010.5}}
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
ZONES = ["UTC", "UTC5", "UTC0XST", "XST5UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "GMT"]

TEXTS = [
    "2020-04-15T16:10:10.288Z",
    "2020-07-15T16:10:10Z",
    "2020-01-15T23:59:59.999999Z",
    "2020-01-15T00:00:00.1Z",
    "2020-01-15T00:00:00.1234567Z",
    "2020-02-30T00:00:00Z",
    "2020-01-15T24:00:00Z",
    "2020-01-15T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2020-01-15T00:00:00",
    "2020-01-15T00:00:00+01:00",
    "2020-01-15t00:00:00z",
    "2020-01-15 00:00:00Z",
    "2020-01-15T00:00:00Z\n",
    "2020-01-15T00:00:00,5Z",
    "٢٠٢٠-01-15T00:00:00Z",
    "2020-01-15",
    "Wed, 15 Apr 2020 16:10:10 GMT",
    "1586967010",
    "1586967010.288",
    "",
    "x",
]


def read(parse, text):
    """All that can be told of what a parser makes of a text."""
    try:
        made = parse(text)
    except Exception as error:  # noqa: BLE001 - whichever it is
        return type(error), str(error)
    zone = made.tzinfo
    return made, type(made), type(zone), made.isoformat(), repr(made), made.fold, pickle.dumps(made)


@pytest.fixture(params=ZONES)
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("text", TEXTS)
def test_the_value_is_the_same_in_each_zone(zone, text):
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


@pytest.mark.parametrize("value", [0, 1586967010, 1586967010.288, -1, None, b"x", 10**20])
def test_what_is_no_text_is_botocores(value):
    assert read(fast_timestamp, value) == read(parse_timestamp, value)


@given(st.datetimes(), st.sampled_from(["seconds", "milliseconds", "microseconds"]))
def test_any_moment_is_the_same(moment, precision):
    text = moment.isoformat(timespec=precision) + "Z"
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


@given(
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,8})?Z?", fullmatch=True)
)
def test_any_digits_are_the_same(text):
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


def parsers(client):
    factory = client._endpoint._response_parser_factory
    return factory.create_parser("rest-json")._timestamp_parser


def test_it_is_used_by_setting_only(loopback):
    loopback.answer(Answer.of(SESSION))
    plain = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    with chime_shim.configure(fast_timestamps=True):
        fast = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert (parsers(plain), parsers(fast)) == (parse_timestamp, fast_timestamp)
    assert repr(fast.get_proxy_session(**IDS)["ProxySession"]) == repr(
        plain.get_proxy_session(**IDS)["ProxySession"]
    )


def test_no_other_client_gets_it():
    session = boto3.Session(region_name="us-east-1")
    stock = session.client("chime")
    with chime_shim.configure(fast_timestamps=True):
        wrapped = chime_shim.wrap(stock)

    assert parsers(wrapped) is fast_timestamp
    assert wrapped._endpoint.http_session is stock._endpoint.http_session
    for other in (stock, session.client("s3"), chime_shim.successor(wrapped, "chime-sdk-voice")):
        assert parsers(other) is parse_timestamp


def test_a_reader_that_the_application_chose_stays():
    session = boto3.Session(region_name="us-east-1")
    session._session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=copy.copy)
    with chime_shim.configure(fast_timestamps=True):
        assert parsers(chime_shim.client("chime", session=session)) is copy.copy
