from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cache, partial
from itertools import count
from types import SimpleNamespace

import boto3
import botocore.session
import pytest
import requests
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.server import ThreadedMotoServer

from chime_shim import legacy_api
from chime_shim.emulator import SERVICES, EmulatorSettings, configure
from chime_shim.emulator._moto import backends_of
from tools import emulator_coverage

PEOPLE = ("+12065550192", "+14015550101")


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.time = datetime(2026, 4, 1, 12, 0, 0, 288000, tzinfo=timezone.utc)

    def __call__(self):
        return self.time

    def forward(self, **by):
        self.time += timedelta(**by)


@pytest.fixture(autouse=True)
def credentials(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def session():
    """One for all tests, as each costs a tenth of a second."""
    return boto3.Session("testing", "testing", region_name="us-east-1")


@pytest.fixture(scope="session")
def client_of(session):
    """Gives the client of a service: the state is the emulator's, not the client's."""
    return cache(session.client)


@pytest.fixture
def aws(credentials, clock, session, monkeypatch):
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    with configure(EmulatorSettings(seed=1, clock=clock)), mock_aws():
        yield
        everything_is_found_as_indexed()


def everything_is_found_as_indexed():
    """No operation changed an item behind the back of the indexes that it is found by."""
    for service in SERVICES:
        for _, _, backend in list(backends_of(service).iter_backends()):
            for kind, store in backend.stores.items():
                for index, entries in store._indexes.items():
                    there = {(value, id(item)) for value, items in entries.items() for item in items}
                    should = {(value, id(item)) for item in store.ordered for value in index(item)}
                    assert there == should, f"an index of {kind.name} is out of date"


@pytest.fixture
def voice(aws, client_of):
    return watched(client_of("chime-sdk-voice"))


def watched(client):
    """Watch that each operation refuses with errors that AWS's model declares for it, or that are assumed."""
    service = client.meta.service_model.service_name
    assumed = emulator_coverage.assumed_not_found(service) if service in emulator_coverage.ASSUMING else ()

    def only_declared_errors(parsed, model, **_):
        name = parsed.get("Error", {}).get("Code", "NotImplementedException")
        declared = {shape.name for shape in model.error_shapes} | {"NotImplementedException"}
        if model.name in assumed:
            declared.add("NotFoundException")
        assert name in declared, f"{model.name} does not declare {name}"

    client.meta.events.register("after-call", only_declared_errors, unique_id="only declared errors")
    return client


@pytest.fixture
def meetings(aws, client_of):
    return watched(client_of("chime-sdk-meetings"))


@pytest.fixture
def pipelines(aws, client_of):
    return watched(client_of("chime-sdk-media-pipelines"))


@pytest.fixture
def new_meeting(meetings):
    """Makes meetings."""

    def new(**options):
        options = {"MediaRegion": "us-east-1", "ExternalMeetingId": "daily", **options}
        return meetings.create_meeting(**options)["Meeting"]

    return new


@pytest.fixture
def identity(aws, client_of):
    return watched(client_of("chime-sdk-identity"))


@pytest.fixture
def messaging(aws, client_of):
    return watched(client_of("chime-sdk-messaging"))


@pytest.fixture
def app(identity):
    """The ARN of an app instance."""
    return identity.create_app_instance(Name="Chat")["AppInstanceArn"]


@pytest.fixture
def new_user(identity, app):
    """Makes users of the app instance, and gives their ARNs."""

    def new(user_id, app=app):
        made = identity.create_app_instance_user(
            AppInstanceArn=app, AppInstanceUserId=user_id, Name=user_id.title()
        )
        return made["AppInstanceUserArn"]

    return new


class Bearer:
    """A user who calls: the client's operations, with the user's ARN as ChimeBearer."""

    def __init__(self, client, arn):
        self.client, self.arn = client, arn

    def __getattr__(self, operation):
        return partial(getattr(self.client, operation), ChimeBearer=self.arn)


@pytest.fixture
def people(identity, messaging, app, new_user):
    """Users of the app instance, as callers: Boss administers it. Alien is of another one."""
    names = ("boss", "ann", "bob", "cy", "dan")
    users = {name: Bearer(messaging, new_user(name)) for name in names}
    identity.create_app_instance_admin(AppInstanceArn=app, AppInstanceAdminArn=users["boss"].arn)
    elsewhere = identity.create_app_instance(Name="Elsewhere")["AppInstanceArn"]
    return SimpleNamespace(**users, alien=Bearer(messaging, new_user("alien", app=elsewhere)))


@pytest.fixture
def new_channel(app, people):
    """Makes channels of Ann's, who moderates them, with Bob as a member, and gives their ARNs."""

    def new(*members, **options):
        options = {"Name": "Lobby", "Privacy": "PRIVATE", "Mode": "RESTRICTED", **options}
        arn = people.ann.create_channel(AppInstanceArn=app, **options)["ChannelArn"]
        for member in members or (people.bob,):
            people.ann.create_channel_membership(ChannelArn=arn, MemberArn=member.arn, Type="DEFAULT")
        return arn

    return new


@pytest.fixture
def new_message():
    """Sends messages, and gives their ids."""

    def new(sender, channel, content="hello", **options):
        options = {"Type": "STANDARD", "Persistence": "PERSISTENT", **options}
        return sender.send_channel_message(ChannelArn=channel, Content=content, **options)["MessageId"]

    return new


@pytest.fixture(scope="session")
def running_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()
    server._server.server_close()


@pytest.fixture
def server(running_server):
    """The address of a server on loopback that knows of nothing yet."""
    requests.post(f"{running_server}/moto-api/reset", timeout=5)
    return running_server


@pytest.fixture
def new_legacy_client():
    """Makes clients of the restored API that know nothing of chime_shim."""

    def new_client(**options):
        session = botocore.session.Session()
        session.get_component("data_loader").search_paths.append(str(legacy_api.DATA_PATH))
        return session.create_client("chime", region_name="us-east-1", **options)

    return new_client


@pytest.fixture
def legacy(aws, new_legacy_client):
    return new_legacy_client()


@pytest.fixture
def new_connector(voice):
    """Makes voice connectors, and gives their ids."""
    numbers = count(1)

    def new(**options):
        options = {"Name": f"connector {next(numbers)}", "RequireEncryption": True, **options}
        return voice.create_voice_connector(**options)["VoiceConnector"]["VoiceConnectorId"]

    return new


@pytest.fixture
def connector(new_connector):
    return new_connector()


@pytest.fixture
def proxied(voice, connector):
    """The id of a connector that has a proxy configuration."""
    voice.put_voice_connector_proxy(
        VoiceConnectorId=connector, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US", "CA"]
    )
    return connector


@pytest.fixture
def new_session(voice, proxied):
    """Opens proxy sessions."""

    def new(*people, **options):
        options = {"VoiceConnectorId": proxied, "Capabilities": ["Voice", "SMS"], **options}
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
