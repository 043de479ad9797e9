"""What ``chime-sdk-voice`` keeps, as data. The rules are in the files named after the nouns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from chime_shim.emulator._collection import Collection, Item, Setting
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._tags import Tags
from chime_shim.emulator.chime_sdk_voice.numbering import e164

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend

IN_DELETION_QUEUE = "ReleaseInProgress"
"""The status of a number there. Assumption: AWS's pages do not name it."""

_DELETION_QUEUE = timedelta(days=7)
_CALLING_NAME = timedelta(hours=72)


def number_id(number: str) -> str:
    """Turn a number, or its id, into the id: AWS's are percent-encoded, as in ``%2B12065550100``."""
    return quote(e164(unquote(number)))


def _end_when_expired(backend: Backend, session: Item) -> None:
    """Close a session whose time is over. Assumption: the minutes count from its creation."""
    end = session["CreatedTimestamp"] + timedelta(minutes=session["ExpiryMinutes"])
    if session["Status"] != "Closed" and end <= backend.now():
        close(session, end)


def close(session: Item, end: Any) -> None:
    """End a session. It can still be read."""
    session.update(Status="Closed", UpdatedTimestamp=end, EndedTimestamp=end)


def _age(backend: Backend, number: Item) -> None:
    """Take a number out of the deletion queue, and a calling name into use, when their time is over.

    Assumption: a calling name takes the 72 hours that AWS says it may take.
    """
    now = backend.now()
    if "DeletionTimestamp" in number and number["DeletionTimestamp"] + _DELETION_QUEUE <= now:
        NUMBERS.remove(backend, number)
    pending = number["CallingNameStatus"] == "UpdateInProgress"
    if pending and number["CallingNameTimestamp"] + _CALLING_NAME <= now:
        number["CallingNameStatus"] = "UpdateSucceeded"


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
STREAMING = Setting("StreamingConfiguration", of=CONNECTORS, defaults={"Disabled": False})
TERMINATION = Setting("Termination", of=CONNECTORS, defaults={"CpsLimit": 1, "Disabled": False})
SESSIONS = Collection("ProxySession", key="ProxySessionId", parent=CONNECTORS, on_read=_end_when_expired)

GROUPS = Collection("VoiceConnectorGroup", key="VoiceConnectorGroupId")

ORDERS = Collection("PhoneNumberOrder", key="PhoneNumberOrderId")
NUMBERS = Collection("PhoneNumber", key="PhoneNumberId", on_read=_age, canonical=number_id)

APPLICATIONS = Collection("SipMediaApplication", key="SipMediaApplicationId")
APPLICATION_LOGGING = Setting(
    "SipMediaApplicationLoggingConfiguration",
    of=APPLICATIONS,
    defaults={"EnableSipMediaApplicationMessageLogs": False},
    always=True,
)
CALLS = Collection("SipMediaApplicationCall", key="TransactionId", parent=APPLICATIONS)
RULES = Collection("SipRule", key="SipRuleId")

TAGS = Tags(
    {
        CONNECTORS: "VoiceConnectorArn",
        GROUPS: "VoiceConnectorGroupArn",
        APPLICATIONS: "SipMediaApplicationArn",
    }
)


def everywhere(backend: Backend, kind: Collection) -> dict[str, Item]:
    """Return the account's items of a kind in all regions: groups and rules may span several."""
    regions = list(backends_of("chime-sdk-voice")[backend.account_id].values())
    return {key: item for region in regions for key, item in kind.store(region).items()}


def dated(backend: Backend) -> Item:
    """Return the two timestamps of something new."""
    return dict.fromkeys(("CreatedTimestamp", "UpdatedTimestamp"), backend.now())
