"""What the account saw, to be read, or for a program."""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._record import Principal
    from ._witness import Line, Witness

__all__ = ["as_facts", "text"]

_WIDTH = 80
_MOST = 20
_UNCLEAR = (
    "unclear: the record does not say which namespace was called. The successors of messaging and identity "
    "have the names and hosts of the old ones; of the others the host tells, if CloudTrail recorded it"
)


def text(witness: Witness) -> str:
    """Say it in lines of 80 characters."""
    return "\n".join(_lines(witness)) + "\n"


def _lines(witness: Witness) -> Iterator[str]:
    yield "The account's own witness"
    lines = witness.lines
    days = sorted(day for each in lines for day in (each.first, each.last) if day)
    span = f", from {days[0]} to {days[-1]}" if days else ""
    calls = sum(each.calls for each in lines)
    files = _count(witness.files, "file")
    yield from _item(f"CloudTrail: {files}, {_count(calls, 'call')} of operations that moved{span}", "  ")
    if lines:
        yield ""
        yield from _by_principal(lines)
        if any(each.verdict == "unclear" for each in lines):
            yield from _item(_UNCLEAR)
    if witness.known_from and lines:
        yield from _elsewhere(witness)
    if witness.uncounted_until is not None:
        yield ""
        yield from _item(
            f"The shim forwarded calls until {witness.uncounted_until}, later than the ledgers counted any: "
            "a ledger is missing here, so their verdict does not hold",
            bullet="  ",
        )
    if witness.advice:
        yield from _advice(witness)
    for problem in witness.problems:
        yield from _item(f"not looked at: {problem}")


def _by_principal(lines: list[Line]) -> Iterator[str]:
    table: dict[tuple[Principal, str], Counter[str]] = {}
    for each in lines:
        table.setdefault((each.principal, each.client), Counter())[each.verdict] += each.calls
    rows = [
        (
            f"{principal}, {client}",
            *(str(counts[name]) for name in ("legacy", "shim", "unclear", "successor")),
        )
        for (principal, client), counts in table.items()
    ]
    head = ("who, with what", "legacy", "by the shim", "unclear", "successor")
    width = min(_WIDTH - 45, max(len(row[0]) for row in (head, *rows)))
    for row in (head, *rows[:_MOST]):
        name = row[0] if len(row[0]) <= width else f"{row[0][: width - 3]}..."
        yield f"  {name.ljust(width)}" + "".join(
            cell.rjust(13 if at == 1 else 10) for at, cell in enumerate(row[1:])
        )
    if len(rows) > _MOST:
        yield f"  and {len(rows) - _MOST} more: --format json has all of them"


def _elsewhere(witness: Witness) -> Iterator[str]:
    found = witness.elsewhere
    where = " and ".join(witness.known_from)
    yield ""
    if not found:
        yield from _item(
            f"every operation that may be of the old namespace is known from {where}", bullet="  "
        )
        return
    yield from _item(
        f"Not known from {where}: another program, or another language, calls these", bullet="  "
    )
    for each in found[:_MOST]:
        yield from _item(
            f"{each.operation}, {each.verdict}: {each.principal}, {each.client}, "
            f"{_count(each.calls, 'call')}, last on {each.last or 'an unknown day'}"
        )
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST} more: --format json has all of them"


def _advice(witness: Witness) -> Iterator[str]:
    yield ""
    yield "  Access Advisor: last uses. All namespaces share these actions, unless it says legacy"
    for each in sorted(witness.advice, key=lambda each: each.day, reverse=True)[:_MOST]:
        what = f"chime:{each.operation}" if each.operation else "chime, some action"
        yield from _item(f"{what}, {each.verdict}: {each.principal}, on {each.day or 'an unknown day'}")


def _item(content: str, bullet: str = "  - ") -> Iterator[str]:
    yield fill(content, _WIDTH, initial_indent=bullet, subsequent_indent="    ", break_on_hyphens=False)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_facts(witness: Witness) -> dict[str, Any]:
    """Say it for a program."""
    return {
        "files": witness.files,
        "problems": list(witness.problems),
        "calls": [_fact(each) for each in witness.lines],
        "known_from": list(witness.known_from),
        "uncounted_until": witness.uncounted_until,
        "elsewhere": [_fact(each) for each in witness.elsewhere] if witness.known_from else None,
        "access_advisor": [
            {
                "operation": each.operation or None,
                "principal": str(each.principal),
                "day": each.day,
                "verdict": each.verdict,
            }
            for each in witness.advice
        ],
    }


def _fact(line: Line) -> dict[str, Any]:
    return {
        "principal": str(line.principal),
        "client": line.client,
        "operation": line.operation,
        "verdict": line.verdict,
        "calls": line.calls,
        "failed": line.failed,
        "first": line.first,
        "last": line.last,
    }
