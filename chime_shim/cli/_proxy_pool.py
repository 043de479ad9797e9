"""How numbers come into the pool of proxy sessions, and go."""

from __future__ import annotations

import re
from collections import Counter

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._lists import every
from chime_shim.proxy_sessions._problems import ServiceProblem
from chime_shim.proxy_sessions._requests import Refused, Request, condition

_E164 = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")


def add(number: str, country: str) -> items.Steps:
    """Add a number, or make one that is being withdrawn active again."""
    if not _E164.fullmatch(number) or not _COUNTRY.fullmatch(country):
        raise ServiceProblem(
            "a number is written as +12065550100, and its country as two letters, such as US"
        )
    callers = condition({"pk": f"CALLER#{number}"}, KeyCondition="#pk = :pk")
    if (yield Request("query", {**callers, "ConsistentRead": True, "Limit": 1}))["Items"]:
        raise ServiceProblem("the number was a participant's: calls to it would loop")
    item = {**items.number_key(number), "country": country, "state": "active"}
    yield Request("put_item", {"Item": items.wired(item)})


def withdraw(number: str, now: int) -> items.Steps:
    """Keep a number from new sessions; remove it once no open session has it.

    Returns:
        How many open sessions have it.
    """
    key, values = {"Key": items.wired(items.number_key(number))}, {"draining": "draining"}
    change = condition(values, Condition="attribute_exists(#pk)", Update="SET #state = :draining")
    try:
        yield Request("update_item", {**key, **change})
        # From here on no session can be opened on it.
        used = (yield from open_sessions(now))[number]
        if not used:
            yield Request("delete_item", {**key, **condition(values, Condition="#state = :draining")})
    except Refused as refused:
        if not refused.conditional:
            raise
        raise ServiceProblem("the number is not in the pool, or was added again meanwhile") from None
    return used


def open_sessions(now: int) -> items.Steps:
    """Return how many open sessions each number has."""
    only = condition({"now": now}, Filter="#open > :now", Projection="#number")
    scan = {"IndexName": items.OPEN_INDEX, "ConsistentRead": True, **only}
    return Counter(session["number"] for session in (yield from every("scan", scan)))
