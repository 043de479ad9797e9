"""Whether the shim can be uninstalled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ._life import days_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ._life import Life

_NAMED = 3


class Verdict(NamedTuple):
    """The exit line.

    Attributes:
        safe: Whether the ledgers say that the shim can go. They know what was called, not what may be.
        text: Why, or why not.
        days: How many days there was no legacy call, if that is known.
        determined: Whether the ledgers are enough to say either. If not, it is not safe.
        reasons: Why they are not.
    """

    safe: bool
    text: str
    days: int | None
    determined: bool = True
    reasons: Sequence[str] = ()


def verdict(  # noqa: PLR0913 - what it rests on
    lives: Mapping[str, Life],
    last_call: str,
    *,
    unread: Sequence[str],
    doubts: Sequence[str],
    today: str,
    quiet_days: int,
    expected: bool = False,
) -> Verdict:
    """Tell whether the shim can be uninstalled.

    What could not be read leaves everything open. Then comes the last call. No call is only worth something
    if there was someone to count it: each host has to have given a sign of life in the quiet days, unless all
    its processes came to their end, and said so.

    Args:
        lives: When each host kept a ledger.
        last_call: The day of the last call that can be; empty if there was none.
        unread: What could not be read, or is missing.
        doubts: Why there may be calls of the quiet days that are not in what was read.
        today: The day in UTC.
        quiet_days: How many days without a call are enough.
        expected: Whether it was said which hosts there have to be: others may be silent.
    """
    if unread:
        return _undetermined(unread, None)
    since = last_call or min((life.first for life in lives.values() if life.days), default="")
    if not since:
        reasons = [*doubts, *_astray(lives)] or ["nothing was ever counted"]
        return _undetermined(reasons, None)
    days = days_between(since, today)
    if days < quiet_days:
        return Verdict(safe=False, text=_not_yet(last_call, days, quiet_days), days=days)
    reasons = [*doubts, *_astray(lives), *_silence(lives, today, quiet_days, expected=expected)]
    if reasons:
        return _undetermined(reasons, days)
    return Verdict(safe=True, text=f"no legacy call for {_days(days)}: safe to uninstall", days=days)


def _undetermined(reasons: Sequence[str], days: int | None) -> Verdict:
    quiet = "" if days is None else f"there is no legacy call for {_days(days)}, but "
    shown = [
        *reasons[:_NAMED],
        *([f"{len(reasons) - _NAMED:,} more reasons"] if len(reasons) > _NAMED else []),
    ]
    text = f"whether the shim can go could not be determined: {quiet}{'; '.join(shown)}"
    return Verdict(safe=False, text=text, days=days, determined=False, reasons=tuple(reasons))


def _not_yet(last_call: str, days: int, quiet_days: int) -> str:
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    what = f"the last legacy call was {ago}" if last_call else f"no legacy call, but the ledger began {ago}"
    return f"not yet safe to uninstall: {what}, and it takes {_days(quiet_days)} without one"


def _astray(lives: Mapping[str, Life]) -> Iterator[str]:
    for host, life in lives.items():
        if life.astray:
            yield f"the clock of {host} was wrong, it has entries of {max(life.astray)}"
        if life.set_back:
            yield f"the clock of {host} was set back, so its calls may be later than they seem"


def _silence(lives: Mapping[str, Life], today: str, quiet_days: int, *, expected: bool) -> Iterator[str]:
    heard = [host for host, life in lives.items() if life.is_heard(today, quiet_days)]
    if not heard:
        yield f"no program kept a ledger in the last {_days(quiet_days)}: is it still on?"
    elif not expected:
        for host, life in lives.items():
            if host not in heard and not life.is_over and life.days:
                yield f"{host} has been silent since {life.last}, without a clean end"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
