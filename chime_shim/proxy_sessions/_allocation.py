"""Which number a session gets: in what order those of the pool are tried, and which are not free."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions._writes import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


COOL_DOWN = 24 * 60 * items.MINUTE
"""How long a number is kept from people who may still have it in their phones; a preference only."""

_TWO_DIGITS = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""Calling codes of two digits. 1 and 7 have one, all others three."""


class Blocker(NamedTuple):
    """Who has a number, and in which session."""

    caller: str
    session: str


def blocker(binding: items.Item | None, now: int) -> Blocker | None:
    """Return what keeps the number of a binding from its caller, if anything does."""
    if not binding or "ended" in binding or binding["exp"] <= now - GRACE:
        return None
    return Blocker(binding["pk"], binding["session"])


def ordered(  # noqa: PLR0913 - what a choice depends on
    numbers: Iterable[items.Item],
    params: items.Item,
    *,
    last: str | None,
    bindings: Iterable[items.Item],
    now: int,
    random: Callable[[], float],
) -> list[items.Item]:
    """Return numbers of the pool in the order in which they are to be tried.

    It goes by the wishes in ``params``, the ``last`` number of the two people, and what they have and had.
    """
    behavior = params.get("NumberSelectionBehavior")
    used: dict[str, int] = {}
    for binding in bindings:
        name = items.id_of(binding)
        used[name] = max(used.get(name, 0), items.end_of(binding))

    def rank(number: items.Item) -> tuple[float, ...]:
        name = items.id_of(number)
        since = used.get(name, 0)
        cooling = since > now - COOL_DOWN
        avoided = behavior == "AvoidSticky" and name == last
        sticky = behavior == "PreferSticky" and name == last
        return avoided, not sticky, distance(number, params), cooling, since if cooling else 0, random()

    return sorted(numbers, key=rank)


def distance(number: items.Item, params: items.Item) -> int:
    """Tell how far a number is from where it is wanted: 0 is the area, 1 the country, 2 neither.

    ``GeoMatchParams`` say where; without, ``GeoMatchLevel`` takes it from the first participant, whose
    country is told by calling code: North America is one.
    """
    level, wanted = params.get("GeoMatchLevel"), params.get("GeoMatchParams")
    if not level and not wanted:
        return 0
    code, area = _parts(items.id_of(number))
    if wanted:
        near, wanted_area = number["country"] == wanted["Country"], wanted["AreaCode"]
    else:
        first_code, wanted_area = _parts(items.e164(params["ParticipantPhoneNumbers"][0]))
        near = code == first_code
    if not near:
        return 2
    return int(level != "Country" and bool(wanted_area) and area != wanted_area)


def _parts(number: str) -> tuple[str, str]:
    digits = number.removeprefix("+")
    length = 1 if digits[0] in "17" else 2 if _TWO_DIGITS.match(digits) else 3
    return digits[:length], digits[length : length + 3]
