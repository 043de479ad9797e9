"""The eight operations on a table of moto's, made as the template makes it."""

from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import count

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

import chime_shim
from chime_shim import proxy_sessions
from chime_shim.cli import _proxy_pool
from chime_shim.emulator import calls
from chime_shim.proxy_sessions import _backend
from chime_shim.proxy_sessions import function as deployed
from chime_shim.proxy_sessions._operations import ProxySessions
from chime_shim.proxy_sessions._requests import perform
from chime_shim.proxy_sessions._template import table
from tests.proxy_sessions.calls import Desk

TABLE = "proxy-sessions"
PEOPLE = ("+12065550192", "+14015550101")
NUMBERS = [f"+1206555012{line}" for line in range(6)]


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.time = datetime(2026, 5, 1, 12, 0, 0, 288000, tzinfo=timezone.utc)

    def __call__(self):
        return self.time

    def milliseconds(self):
        return round(self.time.timestamp() * 1000)

    def forward(self, **by):
        self.time += timedelta(**by)


@pytest.fixture(autouse=True)
def credentials(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch):
    """However slow the machine is: what the function leaves out when time is short has tests of its own."""
    monkeypatch.setattr(deployed, "HURRY", float("inf"))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def session():
    """One for all tests, as each costs a tenth of a second."""
    return boto3.Session("testing", "testing", region_name="us-east-1")


@pytest.fixture
def aws(credentials, session, monkeypatch):
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    with mock_aws():
        yield


@pytest.fixture
def db(aws, session):
    client = session.client("dynamodb")
    client.create_table(**table(TABLE))
    return client


@pytest.fixture
def run(db):
    """Performs a generator of requests on the table."""

    def run(steps):
        def send(request):
            return getattr(db, request.method)(**_backend.with_table(request, TABLE))

        return perform(steps, send)

    return run


@pytest.fixture
def pool(run):
    """Puts numbers into the pool, and gives them."""

    def put(*numbers, country="US"):
        for number in numbers:
            run(_proxy_pool.add(number, country))
        return list(numbers)

    return put


@pytest.fixture
def clocked(clock, monkeypatch):
    """The operations go by the clock of the test."""
    monkeypatch.setattr(_backend, "ProxySessions", lambda: ProxySessions(clock.milliseconds))


@pytest.fixture
def installed(clocked):
    """The back end, with SMS dropped: the old programs of the tests ask for it."""
    installation = proxy_sessions.install(TABLE, sms="drop")
    yield installation
    installation.uninstall()


@pytest.fixture
def empty_voice(db, installed):
    """A legacy client without any number in the pool."""
    return chime_shim.client("chime")


@pytest.fixture
def voice(empty_voice, pool):
    pool(*NUMBERS)
    return empty_voice


@pytest.fixture
def new_connector(voice):
    """Makes up the ids of voice connectors: the back end does not ask whether they are there."""
    numbers = count(1)
    return lambda: f"abcdef1ghij2klmno3p{next(numbers):03}"


@pytest.fixture
def connector(new_connector):
    return new_connector()


@pytest.fixture
def proxied(voice, connector):
    voice.put_voice_connector_proxy(
        VoiceConnectorId=connector, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US", "CA"]
    )
    return connector


@pytest.fixture
def new_session(voice, proxied):
    """Opens proxy sessions."""

    def new(*people, **options):
        options = {"VoiceConnectorId": proxied, "Capabilities": ["Voice"], **options}
        return voice.create_proxy_session(ParticipantPhoneNumbers=list(people or PEOPLE), **options)[
            "ProxySession"
        ]

    return new


@pytest.fixture
def refused():
    """Expects an error reply: its name and status, and a part of what it says."""

    @contextmanager
    def expect(name, status, message=None):
        with pytest.raises(ClientError, match=message) as caught:
            yield
        assert caught.value.response["Error"]["Code"] == name
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status

    return expect


@pytest.fixture
def function(db, monkeypatch):
    """The function, as Lambda has it: its environment, and nothing left of an earlier test."""
    monkeypatch.setenv("TABLE", TABLE)
    deployed._table.cache_clear()
    yield deployed
    deployed._table.cache_clear()


@pytest.fixture
def desk(run, db, function):
    return Desk(run, calls.exchange(), NUMBERS[:3], db, TABLE)
