"""The table of rules in migration_guide.md.

``python -m chime_shim.scan._table --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.scan._rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GUIDE", "main", "table", "updated"]

GUIDE = Path(__file__).resolve().parents[2] / "migration_guide.md"

_BEGIN = "<!-- generated: python -m chime_shim.scan._table --write -->\n"
_END = "<!-- end of the rules -->"


def table() -> str:
    """Return the table, in Markdown."""
    lines = ["| Rule | Name | The operation | How many |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{rule.id}` | {rule.name} | {rule.title} | {len(rule.operations)} |" for rule in RULES.values()
    ]
    return "".join(f"{line}\n" for line in lines)


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
    parser = argparse.ArgumentParser(description="Make the table of rules in migration_guide.md.")
    parser.add_argument("--write", action="store_true", help="write it into the guide")
    if parser.parse_args(argv).write:
        GUIDE.write_text(updated(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
