"""Which number a session gets, how many requests that takes, and what is refused."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import botocore.session
import pytest
from botocore.endpoint import Endpoint
from moto.server import ThreadedMotoServer

from chime_shim.cli import _proxy_pool
from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._backend import with_table
from chime_shim.proxy_sessions._lists import pool as read_pool
from chime_shim.proxy_sessions._operations import ProxySessions
from chime_shim.proxy_sessions._problems import ServiceProblem
from chime_shim.proxy_sessions._requests import perform
from chime_shim.proxy_sessions._template import table
from tests.proxy_sessions.calls import number_of
from tests.proxy_sessions.conftest import NUMBERS, PEOPLE, TABLE
from tests.proxy_sessions.histories import History

CONNECTOR = "abcdef1ghij2klmno3pqr4"
HOUR = {"hours": 1, "minutes": 2}


@pytest.fixture
def requests(monkeypatch):
    """The requests to DynamoDB, by name."""
    sent, make_request = [], Endpoint.make_request

    def counted(self, operation_model, request_dict):
        sent.append(operation_model.name)
        return make_request(self, operation_model, request_dict)

    monkeypatch.setattr(Endpoint, "make_request", counted)
    return sent


def test_it_takes_three_round_trips(new_session, requests):
    new_session()
    requests.clear()
    new_session()
    assert requests == ["Query", "BatchGetItem", "TransactWriteItems"]


def test_with_more_numbers_than_one_request_reads_it_takes_no_more(new_session, pool, requests):
    pool(*(f"+12065551{line:03}" for line in range(60)))
    new_session()
    requests.clear()
    new_session()
    assert requests == ["Query", "BatchGetItem", "TransactWriteItems"]


def test_a_number_beyond_the_first_window_is_found():
    history = History(random.Random(1).randrange)
    service = history.prepared([f"+12065551{line:03}" for line in range(60)])
    wishes = {"VoiceConnectorId": CONNECTOR, "ParticipantPhoneNumbers": PEOPLE, "Capabilities": ["Voice"]}
    made = [history.finish(service.create_proxy_session(wishes))["ProxySession"] for _ in range(60)]
    assert len(set(map(number_of, made))) == 60
    with pytest.raises(ServiceProblem, match="Every number of the pool"):
        history.finish(service.create_proxy_session(wishes))


def test_the_pool_is_exhausted_for_whom_it_is(new_session, refused):
    for _ in NUMBERS:
        new_session()
    with refused("BadRequestException", 400, "Every number of the pool .* numbers add"):
        new_session(PEOPLE[0], "+442079460000")
    assert new_session("+442079460000", "+442079460001")["Status"] == "Open"


def test_an_expired_session_gives_its_number_back_after_a_minute(new_session, clock, refused):
    for _ in NUMBERS:
        new_session()
    clock.forward(minutes=60, seconds=59)
    with refused("BadRequestException", 400, "pool"):
        new_session()
    clock.forward(seconds=1)
    assert new_session()["Status"] == "Open"


def test_a_number_is_not_given_soon_to_who_may_still_dial_it(new_session, clock):
    before = new_session()
    clock.forward(hours=2)
    others = {number_of(new_session(PEOPLE[0], f"+44207946000{line}")) for line in range(5)}
    assert number_of(before) not in others
    # It is a preference: with all others taken, it is given again.
    assert number_of(new_session(PEOPLE[0], "+442079460009")) == number_of(before)


def test_of_numbers_that_cool_down_the_one_left_longest_is_given(new_session, clock):
    order = []
    for _ in NUMBERS:
        order.append(number_of(new_session()))
        clock.forward(**HOUR)
    assert number_of(new_session()) == order[0]


def test_sticky_people_get_their_last_number_again(new_session, clock):
    first = number_of(new_session())
    clock.forward(**HOUR)
    assert number_of(new_session(*reversed(PEOPLE), NumberSelectionBehavior="PreferSticky")) == first
    assert number_of(new_session(NumberSelectionBehavior="PreferSticky")) != first, "it is in use"


def test_people_who_avoid_it_get_another(new_session, clock, pool):
    for _ in range(3):
        last = number_of(new_session(NumberSelectionBehavior="AvoidSticky"))
        clock.forward(days=2)  # no number cools down any more
        assert number_of(new_session(NumberSelectionBehavior="AvoidSticky")) != last
        clock.forward(days=2)


@pytest.mark.parametrize(
    ("preference", "people", "expected"),
    [
        ({"GeoMatchLevel": "AreaCode"}, ("+14155550192", "+14015550101"), "+14155550130"),
        ({"GeoMatchLevel": "Country"}, ("+442079460000", "+14015550101"), "+442079460130"),
        ({"GeoMatchParams": {"Country": "CA", "AreaCode": "416"}}, PEOPLE, "+14165550130"),
        ({"GeoMatchParams": {"Country": "CA", "AreaCode": "905"}}, PEOPLE, "+14165550130"),
        ({"GeoMatchParams": {"Country": "GB", "AreaCode": ""}}, PEOPLE, "+442079460130"),
    ],
)
def test_a_number_is_near_where_it_is_wanted(voice, proxied, new_session, pool, preference, people, expected):
    for number, country in (("+14155550130", "US"), ("+442079460130", "GB"), ("+14165550130", "CA")):
        pool(number, country=country)
    voice.put_voice_connector_proxy(
        VoiceConnectorId=proxied, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US", "CA", "GB"]
    )
    assert number_of(new_session(*people, **preference)) == expected


def test_a_number_of_a_country_that_is_not_asked_for_is_not_given(voice, proxied, new_session, pool, refused):
    pool("+442079460130", country="GB")
    voice.put_voice_connector_proxy(
        VoiceConnectorId=proxied, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["GB", "FR"]
    )
    assert number_of(new_session()) == "+442079460130"
    with refused("BadRequestException", 400, "pool"):
        new_session()


def test_participants_are_two_and_none_is_the_pools(new_session, voice, refused):
    for people, text in (
        (("+12065550192", "12065550192"), "two different numbers"),
        ((NUMBERS[0], PEOPLE[0]), "calls would loop"),
    ):
        with refused("BadRequestException", 400, text):
            new_session(*people)


def test_the_fallback_is_none_of_the_pool(voice, connector, refused):
    with refused("BadRequestException", 400, "calls would loop"):
        voice.put_voice_connector_proxy(
            VoiceConnectorId=connector,
            DefaultSessionExpiryMinutes=60,
            PhoneNumberPoolCountries=["US"],
            FallBackPhoneNumber=NUMBERS[0],
        )


def test_a_participants_number_does_not_come_into_the_pool(new_session, run):
    new_session()
    with pytest.raises(ServiceProblem, match="would loop"):
        run(_proxy_pool.add(PEOPLE[0], "US"))


def test_a_number_that_is_withdrawn_while_in_use_serves_until_its_sessions_end(
    new_session, run, clock, voice
):
    session = new_session()
    number, now = number_of(session), clock.milliseconds
    ids = {key: session[key] for key in ("VoiceConnectorId", "ProxySessionId")}
    assert run(_proxy_pool.withdraw(number, now())) == 1
    assert voice.get_proxy_session(**ids)["ProxySession"]["Status"] == "Open"
    assert number not in {number_of(new_session()) for _ in range(len(NUMBERS) - 1)}
    voice.delete_proxy_session(**ids)
    assert run(_proxy_pool.withdraw(number, now())) == 0
    assert number not in map(items.id_of, run(read_pool()))


PERSONS = [f"+1401555{line:04}" for line in range(100, 130)]


def test_a_hundred_sessions_at_once_on_a_server():
    """moto's transactions are not atomic among threads: one lock makes requests so, as DynamoDB's are."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    client = botocore.session.Session().create_client("dynamodb", "us-east-1", endpoint_url=url)
    client.create_table(**table(TABLE))
    lock, service = threading.Lock(), ProxySessions()

    def send(request):
        with lock:
            return getattr(client, request.method)(**with_table(request, TABLE))

    def opened(seed):
        people = random.Random(seed).sample(PERSONS, 2)
        wishes = {"VoiceConnectorId": CONNECTOR, "ParticipantPhoneNumbers": people, "Capabilities": ["Voice"]}
        return perform(service.create_proxy_session(wishes), send)["ProxySession"]

    try:
        for line in range(20):
            perform(_proxy_pool.add(f"+1206555{line:04}", "US"), send)
        given = {"DefaultSessionExpiryMinutes": 60, "PhoneNumberPoolCountries": ["US"]}
        perform(service.put_voice_connector_proxy({"VoiceConnectorId": CONNECTOR, **given}), send)
        with ThreadPoolExecutor(16) as threads:
            sessions = list(threads.map(opened, range(100)))
        stored = [items.plain(item) for item in client.scan(TableName=TABLE)["Items"]]
    finally:
        server.stop()
    taken = Counter(
        (person["PhoneNumber"], person["ProxyPhoneNumber"])
        for session in sessions
        for person in session["Participants"]
    )
    assert len(taken) == 200
    assert set(taken.values()) == {1}
    bindings = {
        (item["pk"].removeprefix("CALLER#"), items.id_of(item), item["session"])
        for item in stored
        if item["pk"].startswith("CALLER#")
    }
    assert bindings == {
        (person["PhoneNumber"], person["ProxyPhoneNumber"], session["ProxySessionId"])
        for session in sessions
        for person in session["Participants"]
    }
