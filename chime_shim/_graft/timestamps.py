"""A quicker reader of the timestamps in replies, used by setting (``fast_timestamps``)."""

from __future__ import annotations

import copy
import re
import time
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from botocore.utils import parse_timestamp

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = ["fast_timestamp", "with_fast_timestamps"]

# The one form that the services send. It is taken apart here, and not by ``datetime.fromisoformat``, which
# reads no fractions of other lengths than 3 and 6 on Python 3.10, and on later ones more than botocore does.
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6}))?Z"
)


def fast_timestamp(value: Any) -> datetime:
    """Return what botocore's ``parse_timestamp`` returns, a good deal sooner for times in UTC.

    Any other value, right or wrong, is botocore's to read.
    """
    match = _ISO.fullmatch(value) if type(value) is str else None
    utc = _utc(time.tzname, time.timezone, time.altzone)
    if match is None or utc is None:
        return parse_timestamp(value)  # type: ignore[no-any-return]
    year, month, day, hour, minute, second, fraction = match.groups("0")
    try:
        return datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second),
            int(fraction.ljust(6, "0")),
            utc,
        )
    except ValueError:  # no such day: botocore's words for it
        return parse_timestamp(value)  # type: ignore[no-any-return]


def with_fast_timestamps(endpoint: Any) -> Any:
    """Return an endpoint like ``endpoint``, a client's, whose parsers use ``fast_timestamp``.

    It shares connections and hooks with ``endpoint``, which is left as it is, as is what makes parsers for
    all clients of the session. If the application chose a reader of its own, that stays.
    """
    factory = copy.copy(endpoint._response_parser_factory)
    factory._defaults = {"timestamp_parser": fast_timestamp, **factory._defaults}
    twin = copy.copy(endpoint)
    twin._response_parser_factory = factory
    return twin


@lru_cache(maxsize=8)
def _utc(names: tuple[str, str], *_: int) -> tzinfo | None:
    """Return what botocore gives a time in UTC as its zone: the value then looks the same in every respect.

    It depends on the local zone (which may change, see ``time.tzset``): where that goes by the name of UTC,
    it is the local zone itself; and if that has another name in summer, on the season. That is left to
    botocore.
    """
    if "UTC" in names and len(set(names)) > 1:
        return None
    return parse_timestamp("2018-05-01T00:00:00Z").tzinfo  # type: ignore[no-any-return]
