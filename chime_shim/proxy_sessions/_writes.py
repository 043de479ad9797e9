"""The transactions, and the conditions under which each part of one may be written.

They keep three promises after every request, whoever else writes at the same time:

* nobody has a number in two live sessions;
* a live session has its two bindings, one for each way;
* a live binding belongs to a live session, and says what that says.

A number is taken from a session that expired only when it has been expired for ``GRACE``, so that clocks may
differ by nearly that much; a session that was deleted gives its number back at once.
"""

from __future__ import annotations

from typing import Any

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._requests import condition

GRACE = items.MINUTE

ENABLED = "#disabled = :no"
ACTIVE = "#state = :active"
FREE = "attribute_not_exists(#pk) OR attribute_exists(#ended) OR #exp <= :free"
NEW = "attribute_not_exists(#pk)"
LIVE = "attribute_exists(#pk) AND attribute_not_exists(#ended) AND #exp > :now"
NOT_ENDED = "attribute_exists(#pk) AND attribute_not_exists(#ended)"
OWN = "#session = :id AND attribute_not_exists(#ended)"

# The parts of a transaction that creates a session, in this order.
CONFIGURATION, NUMBER, FIRST, SECOND, SESSION = range(5)


def created(session: items.Item, fallback: str | None, now: int) -> list[items.Item]:
    """Return the transaction that opens a session on an active number, if that is free for both people."""
    connector, number = items.connector_of(session), session["number"]
    first, second = people = _people(session)
    values = {"no": False, "active": "active", "free": now - GRACE}
    pair = {**items.pair_key(connector, people), "number": number, "ttl": session["ttl"]}
    return [
        _part("ConditionCheck", values, items.configuration_key(connector), ENABLED),
        _part("ConditionCheck", values, items.number_key(number), ACTIVE),
        _part("Put", values, items.binding_item(session, first, second, fallback), FREE),
        _part("Put", values, items.binding_item(session, second, first, fallback), FREE),
        _part("Put", values, session, NEW),
        {"Put": {"Item": items.wired(pair)}},
    ]


def updated(session: items.Item, capabilities: list[str], minutes: int | None, now: int) -> list[items.Item]:
    """Return the transaction that changes a live session; without minutes it ends when it was to end."""
    values: dict[str, Any] = {"now": now, "capabilities": capabilities}
    change, own = "SET #capabilities = :capabilities", ", #updated = :now"
    if minutes is not None:
        end = session["created"] + minutes * items.MINUTE
        values |= {"minutes": minutes, "exp": end, "ttl": items.ttl(max(end, now))}
        change += ", #exp = :exp, #ttl = :ttl"
        own += ", #minutes = :minutes, #open = :exp"
    return _changed(session, values, LIVE, change + own, change)


def deleted(session: items.Item, now: int) -> list[items.Item]:
    """Return the transaction that ends a session, and gives its number back."""
    change = "SET #ended = :now, #ttl = :ttl"
    own = f"{change}, #updated = :now REMOVE #open"
    return _changed(session, {"now": now, "ttl": items.ttl(now)}, NOT_ENDED, own, change)


def _changed(
    session: items.Item, values: items.Item, only_if: str, own: str, of_bindings: str
) -> list[items.Item]:
    values = {**values, "id": items.id_of(session)}
    bindings = [items.binding_key(person, session["number"]) for person in _people(session)]
    return [
        _part("Update", values, {"pk": session["pk"], "sk": session["sk"]}, only_if, own),
        *(_part("Update", values, binding, OWN, of_bindings) for binding in bindings),
    ]


def _people(session: items.Item) -> tuple[str, str]:
    first, second = map(items.e164, session["participants"])
    return first, second


def _part(
    kind: str, values: items.Item, item: items.Item, only_if: str, change: str | None = None
) -> items.Item:
    what = {"Item" if kind == "Put" else "Key": items.wired(item)}
    expressions = {"Condition": only_if, **({"Update": change} if change else {})}
    old = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    return {kind: {**what, **condition(values, **expressions), **old}}
