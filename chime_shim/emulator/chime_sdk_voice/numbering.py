"""The plan of phone numbers: where there are any, and how they look.

All are made up: each area has the 100 numbers 555-0100 to 555-0199, which North America keeps for fiction.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COUNTRIES = MappingProxyType(
    {
        "US": ("1", "206"),
        "CA": ("1", "604"),
        "AT": ("43", "720"),
        "AU": ("61", "280"),
        "BE": ("32", "280"),
        "CH": ("41", "445"),
        "DE": ("49", "305"),
        "DK": ("45", "785"),
        "ES": ("34", "919"),
        "FI": ("358", "942"),
        "FR": ("33", "187"),
        "GB": ("44", "203"),
        "IE": ("353", "151"),
        "IT": ("39", "069"),
        "JP": ("81", "345"),
        "NL": ("31", "208"),
        "NO": ("47", "219"),
        "NZ": ("64", "988"),
        "PR": ("1", "787"),
        "SE": ("46", "844"),
    }
)
"""Where there are numbers: the calling code, and the area of the numbers when none is preferred."""

_US = """
AL 205 Birmingham, AK 907 Anchorage, AZ 602 Phoenix, AR 501 Little Rock, CA 213 Los Angeles,
CA 415 San Francisco, CO 303 Denver, CT 203 New Haven, DC 202 Washington, DE 302 Wilmington, FL 305 Miami,
GA 404 Atlanta, HI 808 Honolulu, IA 515 Des Moines, ID 208 Boise, IL 312 Chicago, IN 317 Indianapolis,
KS 316 Wichita, KY 502 Louisville, LA 504 New Orleans, MA 617 Boston, MD 410 Baltimore, ME 207 Portland,
MI 313 Detroit, MN 612 Minneapolis, MO 314 Saint Louis, MS 601 Jackson, MT 406 Billings, NC 704 Charlotte,
ND 701 Fargo, NE 402 Omaha, NH 603 Manchester, NJ 201 Jersey City, NM 505 Albuquerque, NV 702 Las Vegas,
NY 212 New York, OH 216 Cleveland, OK 405 Oklahoma City, OR 503 Portland, PA 215 Philadelphia,
RI 401 Providence, SC 803 Columbia, SD 605 Sioux Falls, TN 615 Nashville, TX 214 Dallas, TX 512 Austin,
UT 801 Salt Lake City, VA 804 Richmond, VT 802 Burlington, WA 206 Seattle, WI 414 Milwaukee,
WV 304 Charleston, WY 307 Cheyenne
"""
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_CANADA = (
    "204 226 236 249 250 289 306 343 365 403 416 418 431 437 438 450 506 514 519 579 581 587 604 613 639 "
    "647 672 705 709 778 780 782 807 819 825 867 873 902 905"
)
_LINES_PER_AREA = 100

_CRITERIA = ("Country", "State", "City", "AreaCode", "TollFreePrefix", "PhoneNumberType")


def _areas() -> Iterator[Mapping[str, str]]:
    for row in _US.replace("\n", " ").split(","):
        state, code, city = row.strip().split(" ", 2)
        place = {"State": state, "City": city, "AreaCode": code}
        yield {"Country": "US", **place, "PhoneNumberType": "Local"}
    for prefix in _TOLL_FREE:
        yield {"Country": "US", "TollFreePrefix": prefix, "PhoneNumberType": "TollFree"}
    for country, (_, code) in COUNTRIES.items():
        if country != "US":
            yield {"Country": country, "AreaCode": code, "PhoneNumberType": "Local"}


_AREAS = tuple(_areas())
_KNOWN_CODES = frozenset((area["Country"], area.get("AreaCode")) for area in _AREAS)


def criteria(params: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what a search is narrowed to. Assumption: to the United States, unless it says otherwise."""
    return {"Country": "US", **{name: params[name] for name in _CRITERIA if params.get(name)}}


def matching(wanted: Mapping[str, str]) -> list[str]:
    """Return the numbers of every area that meets the criteria.

    An area code of North America that the plan does not know is taken to be where it is asked for.
    """
    areas = [area for area in _AREAS if wanted.items() <= area.items()]
    code = wanted.get("AreaCode", "")
    if (wanted["Country"], code) not in _KNOWN_CODES and re.fullmatch("[2-9][0-9]{2}", code):
        there = country(f"+1{code}"), kind(f"+1{code}"), None
        asked = wanted["Country"], wanted.get("PhoneNumberType", "Local"), wanted.get("TollFreePrefix")
        areas = [wanted] if there == asked else []
    return [
        line
        for area in areas
        for line in lines(COUNTRIES[area["Country"]][0], area.get("AreaCode") or area["TollFreePrefix"])
    ]


def lines(code: str, area: str) -> Iterator[str]:
    """Count up the numbers of an area."""
    return (f"+{code}{area}55501{line:02}" for line in range(_LINES_PER_AREA))


def e164(number: str) -> str:
    """Write a number with its plus sign, which AWS takes and leaves as it likes."""
    return "+" + number.lstrip("+")


def country(number: str) -> str | None:
    """Tell the country of a number in E.164 form, or None if there are no numbers there."""
    if number.startswith("+1"):
        area = number[2:5]
        return "CA" if area in _CANADA.split() else "PR" if area in ("787", "939") else "US"
    return next((each for each, (code, _) in COUNTRIES.items() if number.startswith(f"+{code}")), None)


def kind(number: str) -> str:
    """Tell whether a number is ``Local`` or ``TollFree``."""
    return "TollFree" if number.startswith("+1") and number[2:5] in _TOLL_FREE else "Local"
