"""What ``chime-sdk-voice`` keeps, as data. The rules are in the files named after the nouns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from chime_shim.emulator._collection import Collection, Item, Params, Setting
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_voice.numbering import e164

if TYPE_CHECKING:
    from collections.abc import Hashable

    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._store import Index

IN_DELETION_QUEUE = "ReleaseInProgress"
"""The status of a number there. Assumption: AWS's pages do not name it."""

_DELETION_QUEUE = timedelta(days=7)
_CALLING_NAME = timedelta(hours=72)


def number_id(number: str) -> str:
    """Turn a number, or its id, into the id: AWS's are percent-encoded, as in ``%2B12065550100``."""
    return quote(e164(unquote(number)))


def _end_when_expired(backend: Backend, session: Item) -> datetime | None:
    """Close a session whose time is over. Assumption: the minutes count from its creation."""
    if session["Status"] == "Closed":
        return None
    end: datetime = session["CreatedTimestamp"] + timedelta(minutes=session["ExpiryMinutes"])
    if end > backend.now():
        return end
    close(backend, session, end)
    return None


def close(backend: Backend, session: Item, end: datetime) -> None:
    """End a session. It can still be read."""
    SESSIONS.change(backend, session, Status="Closed", UpdatedTimestamp=end, EndedTimestamp=end)


def open_to(session: Item) -> list[str]:
    """Index sessions by the people who take part in them, as long as they are open."""
    return [e164(each["PhoneNumber"]) for each in _open_participants(session)]


def open_through(session: Item) -> list[str]:
    """Index sessions by the proxy number, as long as they are open."""
    return [each["ProxyPhoneNumber"] for each in _open_participants(session)]


def between(session: Item) -> list[tuple[str, frozenset[str]]]:
    """Index sessions by their connector and who takes part, open or not."""
    people = frozenset(e164(each["PhoneNumber"]) for each in session["Participants"])
    return [(session[CONNECTORS.key], people)]


def _open_participants(session: Item) -> list[Item]:
    participants: list[Item] = session["Participants"] if session["Status"] != "Closed" else []
    return participants


def members(group: Params) -> list[str]:
    """Index groups by their connectors."""
    return [item[CONNECTORS.key] for item in group.get("VoiceConnectorItems", ())]


def targets(rule: Item) -> list[str]:
    """Index rules by the applications they call."""
    return [target[APPLICATIONS.key] for target in rule["TargetApplications"]]


def _age(backend: Backend, number: Item) -> datetime | None:
    """Take a number out of the deletion queue, and a calling name into use, when their time is over.

    Assumption: a calling name takes the 72 hours that AWS says it may take.
    """
    now = backend.now()
    ahead = []
    if number["CallingNameStatus"] == "UpdateInProgress":
        ahead.append(number["CallingNameTimestamp"] + _CALLING_NAME)
        if ahead[-1] <= now:
            number["CallingNameStatus"] = "UpdateSucceeded"
    if "DeletionTimestamp" in number:
        ahead.append(number["DeletionTimestamp"] + _DELETION_QUEUE)
        if ahead[-1] <= now:
            NUMBERS.remove(backend, number)
            return None
    return min((each for each in ahead if each > now), default=None)


CONNECTORS = Collection("VoiceConnector", key="VoiceConnectorId")
EMERGENCY = Setting("EmergencyCallingConfiguration", of=CONNECTORS)
# There is no operation that deletes the logging configurations, so they are always there.
LOGGING = Setting(
    "LoggingConfiguration",
    of=CONNECTORS,
    defaults={"EnableSIPLogs": False, "EnableMediaMetricLogs": False},
    always=True,
)
ORIGINATION = Setting("Origination", of=CONNECTORS, defaults={"Disabled": False})
PROXY = Setting("Proxy", of=CONNECTORS)
EXTERNAL_SYSTEMS = Setting("ExternalSystemsConfiguration", of=CONNECTORS)
STREAMING = Setting("StreamingConfiguration", of=CONNECTORS, defaults={"Disabled": False})
TERMINATION = Setting("Termination", of=CONNECTORS, defaults={"CpsLimit": 1, "Disabled": False})
SESSIONS = Collection("ProxySession", key="ProxySessionId", parent=CONNECTORS, advance=_end_when_expired)

GROUPS = Collection("VoiceConnectorGroup", key="VoiceConnectorGroupId")

ORDERS = Collection("PhoneNumberOrder", key="PhoneNumberOrderId")
NUMBERS = Collection("PhoneNumber", key="PhoneNumberId", advance=_age, canonical=number_id)

APPLICATIONS = Collection("SipMediaApplication", key="SipMediaApplicationId")
APPLICATION_LOGGING = Setting(
    "SipMediaApplicationLoggingConfiguration",
    of=APPLICATIONS,
    defaults={"EnableSipMediaApplicationMessageLogs": False},
    always=True,
)
HOME = "us-east-1"
"""The region that keeps what is one for all regions of an account."""

REQUESTS = "#Requests"
"""Under this key a call keeps what was asked for and not yet done: to be made, or to be updated."""

CALLS = Collection("SipMediaApplicationCall", key="TransactionId", parent=APPLICATIONS)
RULES = Collection("SipRule", key="SipRuleId")

DOMAINS = Collection("VoiceProfileDomain", key="VoiceProfileDomainId")
PROFILES = Collection("VoiceProfile", key="VoiceProfileId", parent=DOMAINS)

TAGS = Tags(
    {
        CONNECTORS: "VoiceConnectorArn",
        GROUPS: "VoiceConnectorGroupArn",
        APPLICATIONS: "SipMediaApplicationArn",
        DOMAINS: "VoiceProfileDomainArn",
    }
)


def everywhere(backend: Backend, kind: Collection, index: Index, value: Hashable) -> list[Item]:
    """Return the account's items of a kind in all regions: groups and rules may span several."""
    regions = list(backends_of("chime-sdk-voice")[backend.account_id].values())
    return [item for region in regions for item in kind.where(region, index, value)]


def dated(backend: Backend) -> Item:
    """Return the two timestamps of something new."""
    return dict.fromkeys(("CreatedTimestamp", "UpdatedTimestamp"), backend.now())
