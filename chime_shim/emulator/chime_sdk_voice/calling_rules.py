"""Who may call out through a voice connector, and to where: the formats that AWS's model does not check."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from chime_shim.emulator._errors import BadRequestException

if TYPE_CHECKING:
    from chime_shim.emulator._collection import Params

_COUNTRY = re.compile("[A-Z]{2}")  # "in ISO 3166-1 alpha-2 format", says AWS's text


def check(termination: Params) -> None:
    """Refuse termination settings with malformed countries or address ranges.

    Raises:
        BadRequestException: Names the member.
    """
    countries = termination.get("CallingRegions")
    if not countries:  # AWS's text, not its model, requires it
        raise BadRequestException("Termination must have CallingRegions")
    for number, country in enumerate(countries, start=1):
        if not _COUNTRY.fullmatch(country):
            raise BadRequestException(
                f"Termination.CallingRegions.{number} must be an ISO 3166-1 alpha-2 code, such as US"
            )
    for number, block in enumerate(termination.get("CidrAllowedList", ()), start=1):
        if not _is_network(block):
            raise BadRequestException(
                f"Termination.CidrAllowedList.{number} must be in CIDR notation, such as 192.0.2.32/27"
            )


def _is_network(block: str) -> bool:
    try:
        ipaddress.ip_network(block)  # refuses an address with bits beyond its prefix
    except ValueError:
        return False
    return "/" in block
