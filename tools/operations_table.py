"""The table of all operations in docs/operations.md, made from the routes.

``python -m tools.operations_table --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim._models.explained import deeds
from chime_shim.routes import ROUTES
from chime_shim.routes._wording import ended, instead
from tools.pages import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.routes import Route

__all__ = ["PART", "table"]


def table() -> str:
    """Return the table, in Markdown: a row for each of the 129 operations, in the order of their names."""
    rows = [
        ("Operation", "Goes to", "Kind", "What the shim does, and what to know"),
        ("---", "---", "---", "---"),
        *(
            (
                f'<a id="{route.operation.lower()}"></a>`{route.operation}`',
                _destination(route),
                route.kind,
                "; ".join(_remarks(route)),
            )
            for _, route in sorted(ROUTES.items())
        ),
    ]
    return "".join(f"| {' | '.join(row)} |\n".replace("  |", " |") for row in rows)


def _destination(route: Route) -> str:
    if route.retired:
        return "nowhere"
    name = "" if route.successor_operation == route.operation else f"<br>`{route.successor_operation}`"
    return f"`{route.to}`{name}" if route.to else "where the ARN belongs"


def _remarks(route: Route) -> Iterator[str]:
    if route.ended:
        yield ended(route.ended)
    if route.remedy:
        yield instead(route.remedy)
    yield from deeds(route)


PART = Part("tools.operations_table", table, "Make the table of operations in docs/operations.md.")

if __name__ == "__main__":
    PART.main()
