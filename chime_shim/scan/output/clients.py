"""One client as text: where it comes from, where it goes, and where it goes out of sight."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.scan.reader import Client, Use

__all__ = ["at", "render"]

_WORDS = {
    "call": "is called",
    "kept": "is called, and stays in chime",
    "operation": "is named",
    "exceptions": "is caught",
    "member": "is asked for",
    "bind": "is what it is bound to",
    "stubber": "goes around it",
    "dynamic": "a method is asked for whose name is not written there",
}


def at(clients: Iterable[Client], line: int, path: str | None) -> list[Client]:
    """Pick the clients that are made, used or lost from sight at a line; of any file, if ``path`` is None."""

    def near(file: str, number: int) -> bool:
        return number == line and (path is None or os.path.normpath(file) == os.path.normpath(path))

    return [
        each
        for each in clients
        if near(each.origin.path, each.origin.line)
        or any(near(use.path, use.span.line) for use in each.uses)
        or any(near(escape.path, escape.span.line) for escape in each.escapes)
    ]


def render(clients: Iterable[Client]) -> str:
    """Show clients as text."""
    return "\n".join(line for client in clients for line in _lines(client)) + "\n"


def _lines(client: Client) -> Iterator[str]:
    origin = client.origin
    yield f"{origin.path}:{origin.line}:{origin.column + 1} a client of chime, {origin.how} here"
    rows = [(f"{use.path}:{use.span.line}", _what(use)) for use in client.uses if use.kind != "read"]
    rows += [
        (f"{each.path}:{each.span.line}", f"GOES OUT OF SIGHT: {each.reason}") for each in client.escapes
    ]
    width = max((len(place) for place, _ in rows), default=0)
    yield from (f"  {place:{width}}  {what}" for place, what in dict.fromkeys(rows))
    if not client.escapes:
        yield "  It never goes out of sight."
    yield ""


def _what(use: Use) -> str:
    doubt = "" if use.confidence == "certain" else f" ({use.confidence})"
    beside = "" if use.alone else ", where something else may be as well"
    name = use.operation or use.name or "Stubber"
    return f"{name} {_WORDS[use.kind]}{doubt}{beside}" if use.kind != "dynamic" else _WORDS["dynamic"]
