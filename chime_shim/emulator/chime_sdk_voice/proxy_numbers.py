"""The choice of the number that hides the participants of a proxy session from each other.

One number is shown to both. A call to it is told from others by who calls, so a number may serve many
open sessions, as long as nobody takes part in two of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chime_shim.emulator.chime_sdk_voice.exceptions import pool_empty
from chime_shim.emulator.chime_sdk_voice.numbering import COUNTRIES, e164, lines

Session = Mapping[str, Any]


def choose(
    request: Mapping[str, Any],
    countries: Sequence[str],
    connector_sessions: Sequence[Session],
    all_sessions: Sequence[Session],
    owned: Iterable[str] = (),
) -> str:
    """Choose the proxy number of a new session.

    Args:
        request: The parameters of ``CreateProxySession``.
        countries: The countries of the connector's pool.
        connector_sessions: The sessions that the connector had, oldest first.
        all_sessions: Those of all connectors: their open sessions occupy numbers.
        owned: The numbers that the account has itself, for other ends.

    Returns:
        The number, in E.164 form.

    Raises:
        BadRequestException: No number is free for these participants.
    """
    people = set(map(e164, request["ParticipantPhoneNumbers"]))
    busy = {
        number
        for session in all_sessions
        if session["Status"] != "Closed" and people & _people(session)
        for number in _numbers(session)
    }
    busy.update(owned, people)
    before = [
        number
        for session in reversed(connector_sessions)
        if _people(session) == people
        for number in _numbers(session)
    ]
    behavior = request.get("NumberSelectionBehavior")
    remembered = before if behavior == "PreferSticky" else []
    avoided = set(before) if behavior == "AvoidSticky" else set()
    pool = [number for number in itertools.chain(remembered, _pool(request, countries)) if number not in busy]
    if not pool:
        raise pool_empty()
    return next((number for number in pool if number not in avoided), pool[0])


def _pool(request: Mapping[str, Any], countries: Sequence[str]) -> Iterator[str]:
    """All numbers of the pool, those in the preferred area first, then those of the preferred country."""
    country, area = _preference(request, countries)
    if country in countries:
        countries = [country, *(other for other in countries if other != country)]
        if area:
            yield from lines(COUNTRIES[country][0], area)
    for each in countries:
        yield from lines(*COUNTRIES[each])


def _preference(request: Mapping[str, Any], countries: Sequence[str]) -> tuple[str, str]:
    """The preferred country and area code, each possibly empty.

    ``GeoMatchParams`` name them; without, ``GeoMatchLevel`` takes them from the first participant.
    """
    level, named = request.get("GeoMatchLevel"), request.get("GeoMatchParams")
    if named:
        return named["Country"], "" if level == "Country" else named["AreaCode"]
    if not level:
        return "", ""
    digits = request["ParticipantPhoneNumbers"][0].lstrip("+")
    country = next((each for each in countries if digits.startswith(COUNTRIES[each][0])), "")
    if not country or level == "Country":
        return country, ""
    return country, digits.removeprefix(COUNTRIES[country][0])[:3]


def _people(session: Session) -> set[str]:
    return {e164(participant["PhoneNumber"]) for participant in session["Participants"]}


def _numbers(session: Session) -> set[str]:
    return {participant["ProxyPhoneNumber"] for participant in session["Participants"]}
