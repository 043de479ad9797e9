"""What is kept in the table: keys, DynamoDB's notation, and the replies that items become.

============= ============== ================ ===============================================================
item          pk             sk               holds
============= ============== ================ ===============================================================
configuration ``VC#id``      ``PROXY``        minutes, countries, fallback, disabled
session       ``VC#id``      ``SESSION#uuid`` participants, number, capabilities, created, exp, ended, calls
binding       ``CALLER#who`` ``PROXY#number`` peer, session, connector, capabilities, exp, ended, fallback
pool number   ``POOL``       ``NUM#number``   country, state
sticky pair   ``PAIR#a#b``   ``VC#id``        number
============= ============== ================ ===============================================================

A call is routed by its binding. Times are milliseconds, but for ``ttl``, which is DynamoDB's: seconds. That
one only cleans up; ``exp`` and ``ended`` decide. A session that was not deleted has ``open``, equal to
``exp``: the key of the one index, which lists what is open.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta, timezone
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

Item = dict[str, Any]
Steps = Generator[Any, Any, Any]

POOL = "POOL"
OPEN_INDEX = "open"
MINUTE = 60_000
RETENTION = 30 * 24 * 60 * MINUTE
"""How long a closed session, and who took part in it, is kept."""


def connector_key(connector: str) -> str:
    """Return the pk of a voice connector's items."""
    return f"VC#{connector}"


def configuration_key(connector: str) -> Item:
    """Return the key of a connector's proxy configuration."""
    return {"pk": connector_key(connector), "sk": "PROXY"}


def session_key(connector: str, session: str) -> Item:
    """Return the key of a session."""
    return {"pk": connector_key(connector), "sk": f"SESSION#{session}"}


def binding_key(caller: str, number: str) -> Item:
    """Return the key by which a call of ``caller`` to ``number`` is routed."""
    return {"pk": f"CALLER#{caller}", "sk": f"PROXY#{number}"}


def number_key(number: str) -> Item:
    """Return the key of a number of the pool."""
    return {"pk": POOL, "sk": f"NUM#{number}"}


def pair_key(connector: str, people: tuple[str, str]) -> Item:
    """Return the key under which the last number of two people is remembered."""
    return {"pk": "#".join(["PAIR", *sorted(people)]), "sk": connector_key(connector)}


def id_of(item: Item) -> str:
    """Return what a sort key names: a session, or the number of a binding or of the pool."""
    return str(item["sk"]).partition("#")[2]


def connector_of(session: Item) -> str:
    """Return the voice connector of a session."""
    return str(session["pk"]).partition("#")[2]


def e164(number: str) -> str:
    """Write a number with its plus sign, which the API takes and leaves."""
    return "+" + number.lstrip("+")


class _Integers(TypeDeserializer):  # type: ignore[misc]
    def _deserialize_n(self, value: str) -> int:
        return int(value)


_serializer, _deserializer = TypeSerializer(), _Integers()


def wired(item: Item) -> Item:
    """Write an item in DynamoDB's notation."""
    return {name: _serializer.serialize(value) for name, value in item.items()}


def plain(item: Item) -> Item:
    """Read an item in DynamoDB's notation."""
    return {name: _deserializer.deserialize(value) for name, value in item.items()}


def ttl(end: int) -> int:
    """Return when DynamoDB may remove an item whose use ends at ``end``."""
    return (end + RETENTION) // 1000


def end_of(item: Item) -> int:
    """Return when a session or a binding ended, or will."""
    return int(min(item.get("ended", item["exp"]), item["exp"]))


def status(session: Item, now: int) -> str:
    """Return the ``Status`` of a session, which is kept nowhere."""
    if end_of(session) <= now or "ended" in session:
        return "Closed"
    return "InProgress" if session.get("calls") else "Open"


_OPTIONAL = {
    "name": "Name",
    "behavior": "NumberSelectionBehavior",
    "level": "GeoMatchLevel",
    "geo": "GeoMatchParams",
}


def session_item(params: Item, number: str, session_id: str, now: int, minutes: int) -> Item:
    """Return the item of a new session."""
    end = now + minutes * MINUTE
    return {
        **session_key(params["VoiceConnectorId"], session_id),
        "participants": params["ParticipantPhoneNumbers"],
        "number": number,
        "capabilities": sorted(set(params["Capabilities"])),
        "minutes": minutes,
        **dict.fromkeys(("created", "updated"), now),
        **dict.fromkeys(("exp", "open"), end),
        "ttl": ttl(end),
        **{name: params[member] for name, member in _OPTIONAL.items() if member in params},
    }


def binding_item(session: Item, caller: str, peer: str, fallback: str | None) -> Item:
    """Return what routes the calls of ``caller`` in a session."""
    return {
        **binding_key(caller, session["number"]),
        "peer": peer,
        "session": id_of(session),
        "connector": connector_of(session),
        **{name: session[name] for name in ("capabilities", "exp", "ttl")},
        **({"fallback": e164(fallback)} if fallback else {}),
    }


def session_reply(session: Item, now: int) -> Item:
    """Return a session as the API shows it."""
    current, updated, ended = status(session, now), session["updated"], {}
    if current == "Closed":
        updated = end_of(session)
        ended = {"EndedTimestamp": _time(updated)}
    return {
        "VoiceConnectorId": connector_of(session),
        "ProxySessionId": id_of(session),
        "Status": current,
        "ExpiryMinutes": session["minutes"],
        "Capabilities": session["capabilities"],
        "CreatedTimestamp": _time(session["created"]),
        "UpdatedTimestamp": _time(updated),
        **ended,
        "Participants": [
            {"PhoneNumber": person, "ProxyPhoneNumber": session["number"]}
            for person in session["participants"]
        ],
        **{member: session[name] for name, member in _OPTIONAL.items() if name in session},
    }


def configuration_reply(configuration: Item) -> Item:
    """Return a proxy configuration as the API shows it."""
    fallback = configuration.get("fallback")
    return {
        "DefaultSessionExpiryMinutes": configuration["minutes"],
        "Disabled": configuration["disabled"],
        "PhoneNumberCountries": configuration["countries"],
        **({"FallBackPhoneNumber": fallback} if fallback else {}),
    }


def _time(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=milliseconds)
