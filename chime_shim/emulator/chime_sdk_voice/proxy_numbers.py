"""The choice of the number that hides the participants of a proxy session from each other.

One number is shown to both. A call to it is told from others by who calls, so a number may serve many
open sessions, as long as nobody takes part in two of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from chime_shim.emulator.chime_sdk_voice.exceptions import pool_empty
from chime_shim.emulator.chime_sdk_voice.numbering import COUNTRIES, e164, lines

Session = Mapping[str, Any]

_REMEMBERED = 2_000
"""How many former sessions of the same people count for the choice: about as many as there are numbers."""


def choose(
    request: Mapping[str, Any],
    countries: Sequence[str],
    before: Iterable[Session],
    ongoing: Iterable[Session],
    is_owned: Callable[[str], bool] = lambda _: False,
) -> str:
    """Choose the proxy number of a new session.

    Args:
        request: The parameters of ``CreateProxySession``.
        countries: The countries of the connector's pool.
        before: The sessions that the connector had between the same people, newest first.
        ongoing: The open sessions of any of these people, on all connectors: they occupy numbers.
        is_owned: Tells whether the account has a number itself, for other ends.

    Returns:
        The number, in E.164 form.

    Raises:
        BadRequestException: No number is free for these participants.
    """
    people = set(map(e164, request["ParticipantPhoneNumbers"]))
    busy = people.union(*map(_numbers, ongoing))
    behavior = request.get("NumberSelectionBehavior")
    had = itertools.chain.from_iterable(map(_numbers, itertools.islice(before, _REMEMBERED)))
    remembered = had if behavior == "PreferSticky" else ()
    avoided = set(had if behavior == "AvoidSticky" else ())
    candidates = itertools.chain(remembered, _pool(request, countries))
    pool = [number for number in candidates if number not in busy and not is_owned(number)]
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


def _numbers(session: Session) -> set[str]:
    return {participant["ProxyPhoneNumber"] for participant in session["Participants"]}
