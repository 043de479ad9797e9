"""Simple models of what old code makes, and the two clients that they are held against.

A method of a model has the name of an operation. It is given the reply, of which it takes the ids of what was
made, and the parameters; it returns what the reply must contain, or raises ``Refused``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

import botocore.session
from botocore.exceptions import ClientError

import chime_shim
from tests.support.command import plain_environment
from tests.support.legacy_env import VERSION, installed

ABSENT = object()
"""In the place of a member that a reply must not have."""


class Refused(Exception):
    """A service refused: the name of the class that old code catches."""

    @property
    def name(self):
        return self.args[0]


class Shim:
    """Today's botocore, with the shim."""

    def __init__(self, **arguments):
        session = botocore.session.Session()
        self._client = chime_shim.client("chime", "us-east-1", session=session, **arguments)

    def __call__(self, method, params):
        try:
            return getattr(self._client, method)(**params)
        except ClientError as error:
            raise Refused(type(error).__name__) from error


_OLD_CODE = """
import json, sys, boto3, botocore
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client("chime", "us-east-1", endpoint_url=sys.argv[1], config=Config(inject_host_prefix=False))
print(json.dumps(botocore.__version__), flush=True)
for line in sys.stdin:
    method, params = json.loads(line)
    try:
        answer = {"reply": getattr(client, method)(**params)}
    except ClientError as error:
        answer = {"refused": type(error).__name__}
    print(json.dumps(answer, default=str), flush=True)
"""


class Legacy:
    """botocore 1.37.1 without the shim, in a process of its own, which has its calls told line by line."""

    def __init__(self, endpoint_url):
        directory = installed(f"boto3-{VERSION}", f"boto3=={VERSION}", f"botocore=={VERSION}")
        environment = plain_environment(
            AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", PYTHONPATH=str(directory)
        )
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-c", _OLD_CODE, endpoint_url],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        assert self._read() == VERSION

    def __call__(self, method, params):
        self._process.stdin.write(json.dumps([method, params]) + "\n")
        self._process.stdin.flush()
        answer = self._read()
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["reply"]

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise AssertionError(self._errors.read())
        return json.loads(line)

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
        self._errors.close()


def found(items, key):
    if key not in items:
        raise Refused("NotFoundException")
    return items[key]


class Voice:
    """Voice connectors with their proxy configurations, sessions, and groups."""

    def __init__(self):
        self.connectors, self.groups, self.proxies, self.sessions = {}, {}, {}, {}

    def create_voice_connector(self, told, p):
        made = told["VoiceConnector"]["VoiceConnectorId"]
        self.connectors[made] = {"VoiceConnectorId": made, "AwsRegion": "us-east-1", **p}
        return {"VoiceConnector": self.connectors[made]}

    def get_voice_connector(self, told, p):
        return {"VoiceConnector": found(self.connectors, p["VoiceConnectorId"])}

    def update_voice_connector(self, told, p):
        found(self.connectors, p["VoiceConnectorId"]).update(p)
        return self.get_voice_connector(told, p)

    def list_voice_connectors(self, told, p):
        return list(self.connectors.values())

    def delete_voice_connector(self, told, p):
        it = p["VoiceConnectorId"]
        found(self.connectors, it)
        grouped = [each["VoiceConnectorId"] for group in self.groups.values() for each in _items(group)]
        opened = [each for each in self.sessions.values() if each["Status"] == "Open"]
        if it in grouped or any(each["VoiceConnectorId"] == it for each in opened):
            raise Refused("ConflictException")
        del self.connectors[it]
        self.proxies.pop(it, None)
        self.sessions = {k: v for k, v in self.sessions.items() if v["VoiceConnectorId"] != it}
        return {}

    def put_voice_connector_proxy(self, told, p):
        found(self.connectors, p["VoiceConnectorId"])
        self.proxies[p["VoiceConnectorId"]] = {
            "DefaultSessionExpiryMinutes": p["DefaultSessionExpiryMinutes"],
            "PhoneNumberCountries": p["PhoneNumberPoolCountries"],
            "Disabled": False,
        }
        return self.get_voice_connector_proxy(told, p)

    def get_voice_connector_proxy(self, told, p):
        found(self.connectors, p["VoiceConnectorId"])
        return {"Proxy": found(self.proxies, p["VoiceConnectorId"])}

    def delete_voice_connector_proxy(self, told, p):
        self.get_voice_connector_proxy(told, p)
        del self.proxies[p["VoiceConnectorId"]]
        return {}

    def create_proxy_session(self, told, p):
        found(self.connectors, p["VoiceConnectorId"])
        if p["VoiceConnectorId"] not in self.proxies:
            raise Refused("BadRequestException")
        made = told["ProxySession"]["ProxySessionId"]
        session = {name: p[name] for name in ("VoiceConnectorId", "Name") if name in p}
        minutes = self.proxies[p["VoiceConnectorId"]]["DefaultSessionExpiryMinutes"]
        session |= {"ProxySessionId": made, "Status": "Open", "ExpiryMinutes": minutes}
        session["Participants"] = [{"PhoneNumber": each} for each in p["ParticipantPhoneNumbers"]]
        self.sessions[made] = session
        return {"ProxySession": session}

    def get_proxy_session(self, told, p):
        found(self.connectors, p["VoiceConnectorId"])
        session = found(self.sessions, p["ProxySessionId"])
        if session["VoiceConnectorId"] != p["VoiceConnectorId"]:
            raise Refused("NotFoundException")
        return {"ProxySession": session}

    def delete_proxy_session(self, told, p):
        self.get_proxy_session(told, p)["ProxySession"]["Status"] = "Closed"
        return {}

    def list_proxy_sessions(self, told, p):
        found(self.connectors, p["VoiceConnectorId"])
        return [each for each in self.sessions.values() if p.items() <= each.items()]

    def create_voice_connector_group(self, told, p):
        self._known(p)
        made = told["VoiceConnectorGroup"]["VoiceConnectorGroupId"]
        self.groups[made] = {"VoiceConnectorGroupId": made, **p}
        return {"VoiceConnectorGroup": self.groups[made]}

    def get_voice_connector_group(self, told, p):
        return {"VoiceConnectorGroup": found(self.groups, p["VoiceConnectorGroupId"])}

    def update_voice_connector_group(self, told, p):
        group = found(self.groups, p["VoiceConnectorGroupId"])
        self._known(p)
        group.update(p)
        return {"VoiceConnectorGroup": group}

    def list_voice_connector_groups(self, told, p):
        return list(self.groups.values())

    def delete_voice_connector_group(self, told, p):
        if _items(found(self.groups, p["VoiceConnectorGroupId"])):
            raise Refused("ConflictException")
        del self.groups[p["VoiceConnectorGroupId"]]
        return {}

    def _known(self, p):
        for each in _items(p):
            found(self.connectors, each["VoiceConnectorId"])


def _items(group):
    return group["VoiceConnectorItems"]


class Meetings:
    """Meetings with their attendees and tags."""

    def __init__(self):
        self.meetings, self.attendees, self.tags = {}, {}, {}

    def create_meeting(self, told, p):
        made = told["Meeting"]["MeetingId"]
        named = {"ExternalMeetingId": p.get("ExternalMeetingId", ABSENT)}
        # Of today's meetings, and not of the old ones.
        self.meetings[made] = {"MeetingId": made, "MediaRegion": "us-east-1", **named, "MeetingArn": ABSENT}
        self.tags[made] = {each["Key"]: each["Value"] for each in p.get("Tags", [])}
        return {"Meeting": self.meetings[made]}

    def create_meeting_with_attendees(self, told, p):
        meeting = self.create_meeting(told, p)["Meeting"]
        if "Attendees" not in p:
            return {"Meeting": meeting}
        return {"Meeting": meeting, **self.batch_create_attendee(told, {**meeting, **p})}

    def get_meeting(self, told, p):
        return {"Meeting": found(self.meetings, p["MeetingId"])}

    def delete_meeting(self, told, p):
        found(self.meetings, p["MeetingId"])
        del self.meetings[p["MeetingId"]], self.tags[p["MeetingId"]]
        self.attendees = {k: v for k, v in self.attendees.items() if v["#meeting"] != p["MeetingId"]}
        return {}

    def create_attendee(self, told, p):
        found(self.meetings, p["MeetingId"])
        return {"Attendee": self._attend(p["MeetingId"], p["ExternalUserId"], told["Attendee"])}

    def batch_create_attendee(self, told, p):
        found(self.meetings, p["MeetingId"])
        users = [each["ExternalUserId"] for each in p["Attendees"]]
        attendees = zip(users, told["Attendees"], strict=True)
        return {"Attendees": [self._attend(p["MeetingId"], *each) for each in attendees], "Errors": []}

    def _attend(self, meeting, user, told):
        """Who is there already stays as they are."""
        for attendee in self.attendees.values():
            if (attendee["#meeting"], attendee["ExternalUserId"]) == (meeting, user):
                return attendee
        attendee = {"AttendeeId": told["AttendeeId"], "JoinToken": told["JoinToken"], "ExternalUserId": user}
        self.attendees[told["AttendeeId"]] = {**attendee, "Capabilities": ABSENT, "#meeting": meeting}
        return attendee

    def get_attendee(self, told, p):
        found(self.meetings, p["MeetingId"])
        attendee = found(self.attendees, p["AttendeeId"])
        if attendee["#meeting"] != p["MeetingId"]:
            raise Refused("NotFoundException")
        return {"Attendee": attendee}

    def delete_attendee(self, told, p):
        self.get_attendee(told, p)
        del self.attendees[p["AttendeeId"]]
        return {}

    def list_attendees(self, told, p):
        found(self.meetings, p["MeetingId"])
        return [each for each in self.attendees.values() if each["#meeting"] == p["MeetingId"]]

    def tag_meeting(self, told, p):
        found(self.tags, p["MeetingId"]).update({each["Key"]: each["Value"] for each in p["Tags"]})
        return {}

    def untag_meeting(self, told, p):
        tags = found(self.tags, p["MeetingId"])
        for key in p["TagKeys"]:
            tags.pop(key, None)
        return {}

    def list_meeting_tags(self, told, p):
        tags = found(self.tags, p["MeetingId"])
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
