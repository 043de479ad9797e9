"""The words that all forms of the report have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._life import days_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._model import Report
    from ._tally import Tally

_ERRORS_NAMED = 3
_HOSTS_NAMED = 5
_DAYS, _WEEKS = 7, 28


def title(report: Report) -> str:
    """Say whether there is something to tell."""
    return "Legacy Chime calls" if report.calls else "No legacy calls recorded"


def scope(report: Report) -> str:
    """Say what the report is about."""
    where = f"{number(len(report.names), 'file')}, {number(len(report.hosts), 'host')}"
    first = report.since or (report.periods[0].day if report.periods else None)
    return f"{first} to {report.today}, {where}" if first else f"up to {report.today}, {where}"


def exit_line(report: Report) -> str:
    """Give the verdict as a sentence."""
    sentence = report.verdict.text
    return f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"


def grounds(report: Report) -> Iterator[str]:
    """Say what the verdict rests on, a sentence each."""
    life = report.life
    files, hosts = number(len(report.names), "file"), number(len(report.lives), "host")
    if life.days:
        span = number(1 + days_between(life.first, report.today), "day")
        processes = (
            f"{number(life.began, 'process')} that began to count, {life.ended:,} that came to a clean end"
        )
        days = f"signs of life on {len(life.days):,} of {span}"
        yield f"{files}, {hosts}, {processes}; from {life.first} to {life.last}, {days}"
    else:
        yield f"{files}, {hosts}"
    silent = [f"{host} ({report.remark_on(it)})" for host, it in report.lives.items() if report.remark_on(it)]
    if silent:
        rest = [f"and {len(silent) - _HOSTS_NAMED:,} more"] if len(silent) > _HOSTS_NAMED else []
        yield f"to be looked at: {'; '.join([*silent[:_HOSTS_NAMED], *rest])}"
    yield from report.remarks
    yield from report.problems
    yield from report.missing
    yield from report.doubts


def number(count: int, noun: str) -> str:
    """Give a number with its noun, as in ``"1 call"`` and ``"12,345 calls"``."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def failures(tally: Tally) -> str:
    """Name the errors of calls, as in ``"NotFoundException (3), 502 (1)"``."""
    named = [f"{error} ({calls:,})" for error, calls in tally.failures.items()]
    rest = [f"{len(named) - _ERRORS_NAMED} others"] if len(named) > _ERRORS_NAMED else []
    return ", ".join(named[:_ERRORS_NAMED] + rest)


def outcomes(found: Mapping[str, int]) -> str:
    """Name the outcomes of comparisons, as in ``"mismatch 3, match 97"``."""
    order = sorted(found.items(), key=lambda item: (item[0] != "mismatch", -item[1], item[0]))
    return ", ".join(f"{outcome} {times:,}" for outcome, times in order)


def over_time(step: int) -> str:
    """Name the time line by how many days each of its periods has."""
    return {1: "Over time", _DAYS: "Over time, by week", _WEEKS: "Over time, by four weeks"}[step]
