"""From what the ledger's hook counted to an entry of the ledger."""

from __future__ import annotations

import os
import re
import socket
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from chime_shim.ledger import COMPARISON, OTHER, Entry

if TYPE_CHECKING:
    from ._call_site import CallSite

DAY = 24 * 60 * 60

_DAY_0 = date(1970, 1, 1).toordinal()
# What a clock says may be beyond all calendars. A report names it.
_LAST_DAY = date.max.toordinal() - _DAY_0
_LAST_SECOND = (_LAST_DAY + 1) * DAY - 1
_OUTCOME = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_LONGEST_NAME = 300


class Key(NamedTuple):
    """What makes calls alike; the day is a number of days since 1970."""

    day: int
    operation: str
    successor: str | None
    call_site: CallSite
    mode: str
    outcome: str


class Count:
    """How many calls there were, and from when to when."""

    __slots__ = ("calls", "first", "last")

    def __init__(self, first: float) -> None:
        self.calls, self.first, self.last = 0, first, first


def entry_of(host: str, key: Key, count: Count) -> Entry:
    """Make an entry of the ledger."""
    return Entry(*_fixed(host, key), count.calls, _second(count.first), _second(count.last))


def host() -> str:
    """Name the machine, the container or the Lambda function that this process runs in."""
    function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
    return f"lambda:{function}" if function else socket.gethostname()


def _second(time: float) -> int:
    return min(max(int(time), 0), _LAST_SECOND)


@lru_cache(maxsize=10_000)
def _fixed(host: str, key: Key) -> tuple[str, str, str, str, str, int, str, str, str]:
    # Most of what is written was written before.
    return (
        date.fromordinal(_DAY_0 + min(max(key.day, 0), _LAST_DAY)).isoformat(),
        host,
        key.operation,
        key.successor or "",
        _shortened(key.call_site.file),
        key.call_site.line,
        _shortened(key.call_site.function),
        key.mode,
        key.outcome if key.mode == COMPARISON or _OUTCOME.fullmatch(key.outcome) else OTHER,
    )


def _shortened(name: str) -> str:
    name = name.encode("utf-8", "replace").decode()  # a file name may hold what no text can
    return name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"
