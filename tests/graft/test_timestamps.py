"""The quick reader of timestamps gives what botocore's gives, in every respect, wherever the machine is."""

from __future__ import annotations

import copy
import pickle
import random
import time
from datetime import datetime, timedelta, timezone

import boto3
import pytest
from botocore.utils import parse_timestamp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chime_shim
from chime_shim._graft import timestamps
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
        zone = made.tzinfo
        return made, type(made), type(zone), made.isoformat(), repr(made), made.fold, pickle.dumps(made)
    except Exception as error:  # noqa: BLE001 - whichever it is
        return type(error), str(error)


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


@settings(deadline=None)
@given(st.datetimes(), st.sampled_from(["seconds", "milliseconds", "microseconds"]))
def test_any_moment_is_the_same(moment, precision):
    text = moment.isoformat(timespec=precision) + "Z"
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


@settings(deadline=None)
@given(
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,8})?Z?", fullmatch=True)
)
def test_any_digits_are_the_same(text):
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


TEXT = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
    st.from_regex(
        r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]{1,7})?Z?", fullmatch=True
    ),
    st.text("0123456789-:TZ.+ ", max_size=30),
)


def some_text(chance):
    """A time as services send it, or something like one."""
    moment = datetime.fromtimestamp(chance.randrange(-(10**10), 10**11), timezone.utc)
    text = f"{moment:%Y-%m-%dT%H:%M:%S}".zfill(19)
    if chance.random() < 0.7:
        text += "." + str(chance.randrange(10**7))[: chance.randrange(1, 8)]
    text += chance.choice(["Z", "Z", "Z", "", "+00:00", "z", "-07:00"])
    if chance.random() < 0.2:
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice("0123456789-:TZ. ") + text[place + 1 :]
    return text


@pytest.mark.long
@settings(max_examples=1_000_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_a_million_texts_are_the_same(text):
    assert read(fast_timestamp, text) == read(parse_timestamp, text)


def test_four_thousand_texts_are_the_same():
    chance = random.Random(17)
    for _ in range(4_000):
        text = some_text(chance)
        assert read(fast_timestamp, text) == read(parse_timestamp, text), text


@pytest.mark.parametrize(
    "otherwise",
    [
        lambda text: parse_timestamp(text).replace(tzinfo=None),
        lambda text: parse_timestamp(text).replace(microsecond=0),
        lambda text: parse_timestamp(text) + timedelta(hours=1),
        lambda text: parse_timestamp(text[: text.index(".5")] if ".5" in text else 1 / 0),
        lambda text: parse_timestamp(text).timestamp(),
    ],
)
def test_where_botocore_reads_in_another_way_it_reads(monkeypatch, otherwise):
    monkeypatch.setattr(timestamps, "parse_timestamp", otherwise)
    timestamps._utc.cache_clear()
    try:
        assert read(fast_timestamp, "2020-04-15T16:10:10.288Z") == read(otherwise, "2020-04-15T16:10:10.288Z")
    finally:
        timestamps._utc.cache_clear()


def test_a_botocore_with_another_kind_of_zone_gets_that_kind(monkeypatch):
    def with_timezone_utc(text):
        return parse_timestamp(text).astimezone(timezone.utc)

    monkeypatch.setattr(timestamps, "parse_timestamp", with_timezone_utc)
    timestamps._utc.cache_clear()
    try:
        assert fast_timestamp("2020-04-15T16:10:10.288Z").tzinfo is timezone.utc
        assert timestamps._utc(time.tzname, time.timezone, time.altzone) is timezone.utc
    finally:
        timestamps._utc.cache_clear()


def parsers(client):
    factory = client._endpoint._response_parser_factory
    return factory.create_parser("rest-json")._timestamp_parser


def test_a_setting_turns_it_off(loopback):
    loopback.answer(Answer.of(SESSION))
    fast = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    with chime_shim.configure(fast_timestamps=False):
        plain = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert (parsers(plain), parsers(fast)) == (parse_timestamp, fast_timestamp)
    assert repr(fast.get_proxy_session(**IDS)["ProxySession"]) == repr(
        plain.get_proxy_session(**IDS)["ProxySession"]
    )


def test_no_other_client_gets_it():
    session = boto3.Session(region_name="us-east-1")
    stock = session.client("chime")
    wrapped = chime_shim.wrap(stock)

    assert parsers(wrapped) is fast_timestamp
    assert wrapped._endpoint.http_session is stock._endpoint.http_session
    for other in (stock, session.client("s3"), chime_shim.successor(wrapped, "chime-sdk-voice")):
        assert parsers(other) is parse_timestamp


def test_a_reader_that_the_application_chose_stays():
    session = boto3.Session(region_name="us-east-1")
    session._session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=copy.copy)
    assert parsers(chime_shim.client("chime", session=session)) is copy.copy
