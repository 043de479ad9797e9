"""Resources made, listed, changed, tagged and deleted at random, held against a simple model of them.

The same machines run on both sides: with the shim, and with botocore 1.37.1 at the legacy endpoint. A
thorough run takes more: STATEFUL_EXAMPLES=500 pytest tests/emulator/test_stateful.py
"""

from __future__ import annotations

import os

import pytest
import requests
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test
from moto import mock_aws

from tests.support.stateful_chat_machine import ChatMachine
from tests.support.stateful_machine import Machine, known, names, sizes
from tests.support.stateful_model import Legacy, Meetings, Shim, Voice

EXAMPLES = int(os.environ.get("STATEFUL_EXAMPLES", "12"))


class VoiceMachine(Machine):
    model_class = Voice
    connectors, groups, sessions = map(known, ("connectors", "groups", "sessions"))
    items = st.lists(connectors, max_size=3, unique=True)

    @initialize()
    def begin(self):
        self.create_connector("Lobby", True)
        (connector,) = self.known["connectors"]
        self.put_proxy(connector, 5, ["US"])
        self.open_session(connector, {})
        self.create_group("Lobby", [connector])

    @rule(name=names, encrypted=st.booleans())
    def create_connector(self, name, encrypted):
        self.make(
            "connectors",
            lambda reply: reply["VoiceConnector"]["VoiceConnectorId"],
            "create_voice_connector",
            Name=name,
            RequireEncryption=encrypted,
        )

    @rule(it=connectors, name=names, encrypted=st.booleans())
    def update_connector(self, it, name, encrypted):
        self.call("update_voice_connector", VoiceConnectorId=it, Name=name, RequireEncryption=encrypted)

    @rule(
        it=connectors,
        method=st.sampled_from(
            [
                "get_voice_connector",
                "get_voice_connector_proxy",
                "delete_voice_connector_proxy",
                "delete_voice_connector",
            ]
        ),
    )
    def see_or_delete_connector(self, it, method):
        self.call(method, VoiceConnectorId=it)

    @rule(it=connectors, minutes=st.integers(1, 60), countries=st.sampled_from([["US"], ["US", "CA"]]))
    def put_proxy(self, it, minutes, countries):
        self.call(
            "put_voice_connector_proxy",
            VoiceConnectorId=it,
            DefaultSessionExpiryMinutes=minutes,
            PhoneNumberPoolCountries=countries,
        )

    @rule(it=connectors, more=st.sampled_from([{}, {"Name": "Support"}]))
    def open_session(self, it, more):
        people = ["+12065550192", "+14015550101"]
        self.make(
            "sessions",
            lambda reply: (it, reply["ProxySession"]["ProxySessionId"]),
            "create_proxy_session",
            VoiceConnectorId=it,
            ParticipantPhoneNumbers=people,
            Capabilities=["Voice"],
            **more,
        )

    @rule(it=sessions, method=st.sampled_from(["get_proxy_session", "delete_proxy_session"]))
    def see_or_end_session(self, it, method):
        self.call(method, VoiceConnectorId=it[0], ProxySessionId=it[1])

    @rule(it=connectors, size=sizes, only=st.sampled_from([{}, {"Status": "Open"}, {"Status": "Closed"}]))
    def list_sessions(self, it, size, only):
        self.listed("ProxySessions", size, "list_proxy_sessions", VoiceConnectorId=it, **only)

    @rule(name=names, members=items)
    def create_group(self, name, members):
        self.make(
            "groups",
            lambda reply: reply["VoiceConnectorGroup"]["VoiceConnectorGroupId"],
            "create_voice_connector_group",
            Name=name,
            VoiceConnectorItems=[{"VoiceConnectorId": each, "Priority": 1} for each in members],
        )

    @rule(it=groups, name=names, members=items)
    def update_group(self, it, name, members):
        items = [{"VoiceConnectorId": each, "Priority": 2} for each in members]
        self.call(
            "update_voice_connector_group", VoiceConnectorGroupId=it, Name=name, VoiceConnectorItems=items
        )

    @rule(it=groups, method=st.sampled_from(["get_voice_connector_group", "delete_voice_connector_group"]))
    def see_or_delete_group(self, it, method):
        self.call(method, VoiceConnectorGroupId=it)

    @rule(size=sizes)
    def list_all(self, size):
        self.listed("VoiceConnectors", size, "list_voice_connectors")
        self.listed("VoiceConnectorGroups", size, "list_voice_connector_groups")


class MeetingsMachine(Machine):
    model_class = Meetings
    meetings, attendees = map(known, ("meetings", "attendees"))
    users = st.sampled_from(["ann", "bob", "cy"])
    tags = st.dictionaries(st.sampled_from(["team", "cost"]), names, min_size=1).map(
        lambda tags: [{"Key": key, "Value": value} for key, value in tags.items()]
    )

    @initialize()
    def begin(self):
        self.create_meeting({}, [{"Key": "team", "Value": "red"}])
        self.create_attendee(self.known["meetings"][0], "ann")

    @rule(
        external=st.sampled_from([{}, {"ExternalMeetingId": "daily"}]),
        tags=st.one_of(st.none(), tags),
    )
    def create_meeting(self, external, tags):
        self.make("meetings", _meeting_id, "create_meeting", **external, **({"Tags": tags} if tags else {}))

    @rule(people=st.lists(users, max_size=3, unique=True))
    def create_meeting_with_attendees(self, people):
        attendees = {"Attendees": [{"ExternalUserId": each} for each in people]} if people else {}
        self.make("meetings", _meeting_id, "create_meeting_with_attendees", **attendees)

    @rule(it=meetings)
    def see_meeting(self, it):
        self.call("get_meeting", MeetingId=it)
        self.call("list_meeting_tags", MeetingId=it)

    @precondition(lambda self: len(self.known["meetings"]) > 2)
    @rule(it=meetings)
    def delete_meeting(self, it):
        self.call("delete_meeting", MeetingId=it)

    @rule(it=meetings, tags=tags)
    def tag(self, it, tags):
        self.call("tag_meeting", MeetingId=it, Tags=tags)

    @rule(it=meetings, keys=st.lists(st.sampled_from(["team", "cost"]), min_size=1, unique=True))
    def untag(self, it, keys):
        self.call("untag_meeting", MeetingId=it, TagKeys=keys)

    @rule(it=meetings, user=users)
    def create_attendee(self, it, user):
        self.make(
            "attendees",
            lambda reply: reply["Attendee"]["AttendeeId"],
            "create_attendee",
            MeetingId=it,
            ExternalUserId=user,
        )

    @rule(it=meetings, people=st.lists(users, min_size=1, max_size=3, unique=True))
    def create_attendees(self, it, people):
        wanted = [{"ExternalUserId": each} for each in people]
        self.call("batch_create_attendee", MeetingId=it, Attendees=wanted)

    @rule(meeting=meetings, attendee=attendees, method=st.sampled_from(["get_attendee", "delete_attendee"]))
    def see_or_delete_attendee(self, meeting, attendee, method):
        self.call(method, MeetingId=meeting, AttendeeId=attendee)

    @rule(it=meetings, size=sizes)
    def list_attendees(self, it, size):
        self.listed("Attendees", size, "list_attendees", MeetingId=it)


def _meeting_id(reply):
    return reply["Meeting"]["MeetingId"]


@pytest.fixture
def with_the_shim():
    def start():
        mock = mock_aws()
        mock.start()
        return Shim(), mock.stop

    return start


@pytest.fixture(scope="module")
def old_client(running_server):
    client = Legacy(f"{running_server}/chime")
    yield client
    client.close()


@pytest.fixture
def as_before(old_client, running_server):
    def start():
        requests.post(f"{running_server}/moto-api/reset", timeout=5)
        return old_client, lambda: None

    return start


@pytest.mark.parametrize("side", ["with_the_shim", "as_before"])
@pytest.mark.parametrize("machine", [VoiceMachine, MeetingsMachine, ChatMachine])
def test_whatever_is_done_the_model_tells_what_comes_of_it(machine, side, request):
    start = request.getfixturevalue(side)

    run_state_machine_as_test(
        lambda: machine(start),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
