"""The table of all operations in migration_guide.md, made from the routes.

``python -m chime_shim.routes._table --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.routes import ROUTES
from chime_shim.routes._explained import deeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chime_shim.routes import Route

__all__ = ["GUIDE", "main", "table", "updated"]

GUIDE = Path(__file__).resolve().parents[2] / "migration_guide.md"

_BEGIN = "<!-- generated: python -m chime_shim.routes._table --write -->\n"
_END = "<!-- end of generated -->"


def table() -> str:
    """Return the table, in Markdown: a row for each of the 129 operations, in the order of their names."""
    rows = [
        ("Operation", "Goes to", "Kind", "What the shim does, and what to know"),
        ("---", "---", "---", "---"),
        *(
            (f"`{route.operation}`", _destination(route), route.kind, "; ".join(_remarks(route)))
            for _, route in sorted(ROUTES.items())
        ),
    ]
    return "".join(f"| {' | '.join(row)} |\n".replace("  |", " |") for row in rows)


def updated(text: str) -> str:
    """Return the text of a guide with the table in its place.

    Raises:
        ValueError: If the guide has no place for it.
    """
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"the guide lacks the line {_BEGIN.strip()}, or {_END} after it")
    return f"{before}{begin}\n{table()}\n{end}{after}"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, or write it into the guide."""
    parser = argparse.ArgumentParser(description="Make the table of operations in migration_guide.md.")
    parser.add_argument("--write", action="store_true", help="write it into the guide")
    if parser.parse_args(argv).write:
        GUIDE.write_text(updated(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(table())


def _destination(route: Route) -> str:
    if route.retired:
        return "nowhere"
    name = "" if route.successor_operation == route.operation else f"<br>`{route.successor_operation}`"
    return f"`{route.to}`{name}" if route.to else "where the ARN belongs"


def _remarks(route: Route) -> Iterator[str]:
    if route.ended:
        yield f"ended on {route.ended}"
    if route.remedy:
        yield route.remedy
    yield from deeds(route)


if __name__ == "__main__":
    main()
