"""Whether the shim can be uninstalled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ._tally import Tally, day_of, tally_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.ledger import Entry


class Verdict(NamedTuple):
    """The exit line.

    Attributes:
        safe: Whether the ledgers say that the shim can go. They know what was called, not what may be.
        text: Why, or why not.
        days: How many days there was no legacy call, if that is known.
    """

    safe: bool
    text: str
    days: int | None


def verdict(
    calls: Sequence[Entry], starts: Sequence[Entry], *, unread: int, today: str, quiet_days: int
) -> Verdict:
    """Tell whether the shim can be uninstalled.

    No call is only worth something if there was someone to count it: a program has to have been started with
    the ledger since the last call.

    Args:
        calls: The entries of all calls, whenever they were made.
        starts: The entries of processes that began to keep a ledger.
        unread: How many ledgers could not be read.
        today: The day in UTC.
        quiet_days: How many days without a call are enough.
    """
    if unread:
        ledgers = "a ledger" if unread == 1 else f"{unread} ledgers"
        return Verdict(
            safe=False, text=f"cannot say whether it is safe: {ledgers} could not be read", days=None
        )
    if not calls and not starts:
        return Verdict(safe=False, text="cannot say whether it is safe: nothing was ever counted", days=None)
    last, started = tally_of(calls), tally_of(starts)
    since = last.last_day if calls else day_of(started.first)
    days = max(0, (date.fromisoformat(today) - date.fromisoformat(since)).days)
    if days < quiet_days:
        return Verdict(safe=False, text=_not_yet(last, days, quiet_days), days=days)
    if calls and started.last <= last.last:
        text = (
            f"no legacy call for {days} days, but no program was started with a ledger since: is it still on?"
        )
        return Verdict(safe=False, text=text, days=days)
    return Verdict(safe=True, text=f"no legacy call for {days} days: safe to uninstall", days=days)


def _not_yet(last: Tally, days: int, quiet_days: int) -> str:
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    what = f"the last legacy call was {ago}" if last.calls else f"no legacy call, but the ledger began {ago}"
    return f"not yet safe to uninstall: {what}, and {quiet_days} days without one are asked for"
