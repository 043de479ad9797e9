"""Programs before and after, in one listing each: what goes has a ``-`` before it, what comes a ``+``.

``tables/RULE.diff`` has those of a rule. All begin with ``import boto3``, which is not written there. A title
that ends with ``(unsafe)`` takes ``--unsafe``. A line with ``!`` is one of the summary's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chime_shim._links import BY_HAND_URL

TABLES = Path(__file__).parent / "tables"
IMPORT = "import boto3\n\n"
_SEE = f"; see {BY_HAND_URL}\n"


@dataclass(frozen=True)
class Row:
    """One program.

    Args:
        rule: The rule whose table it is in.
        title: What it shows.
        before: The program.
        after: What becomes of it.
        notes: What the summary says.
    """

    rule: str
    title: str
    before: str
    after: str
    notes: tuple[str, ...]

    @property
    def unsafe(self) -> bool:
        """Whether it takes ``--unsafe``."""
        return self.title.endswith("(unsafe)")


def rows() -> list[Row]:
    """Return the rows of all tables."""
    return [row for path in sorted(TABLES.glob("*.diff")) for row in rows_of(path)]


def rows_of(path: Path) -> list[Row]:
    """Return the rows of one table."""
    parts = re.split(r"^## (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        lines = f"{body.rstrip()}\n".splitlines(keepends=True)
        before, after = (
            IMPORT + "".join(line[1:] or "\n" for line in lines if line[0] in f" \n{sign}") for sign in "-+"
        )
        notes = tuple(line[2:].strip() for line in lines if line[0] == "!")
        found.append(Row(path.stem, title, before, after.replace("; see GUIDE\n", _SEE), notes))
    return found
