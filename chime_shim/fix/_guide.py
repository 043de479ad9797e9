"""The rules in migration_guide.md, made from their examples.

``python -m chime_shim.fix._guide --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from typing import TYPE_CHECKING

from chime_shim.events import GUIDE_URL
from chime_shim.fix.rules import RULES
from chime_shim.routes._table import GUIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chime_shim.fix._plan import Example, Rule

__all__ = ["main", "section", "updated"]

_BEGIN = "<!-- generated: python -m chime_shim.fix._guide --write -->\n"
_END = "<!-- end of generated -->"
_ALL_OF_IT = 99


def section() -> str:
    """Return the rules with their examples, in Markdown."""
    return "\n".join(line for rule in RULES for line in _rule(rule))


def updated(text: str) -> str:
    """Return the text of a guide with the rules in their place.

    Raises:
        ValueError: If the guide has no place for them.
    """
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"the guide lacks the line {_BEGIN.strip()}, or {_END} after it")
    return f"{before}{begin}\n{section()}\n{end}{after}"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the section, or write it into the guide."""
    parser = argparse.ArgumentParser(description="Make the section on rules of migration_guide.md.")
    parser.add_argument("--write", action="store_true", help="write it into the guide")
    if parser.parse_args(argv).write:
        GUIDE.write_text(updated(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(section())


def _rule(rule: Rule) -> Iterator[str]:
    unsafe = " (unsafe)" if rule.unsafe else ""
    yield f"#### `{rule.name}`{unsafe}\n"
    yield f"It {rule.title}.\n"
    # Those before it show when the rule has nothing to do: they are tests, and no help to a reader.
    for example in rule.examples[1:]:
        yield "```diff"
        yield from _diff(example)
        yield "```\n"


def _diff(example: Example) -> Iterator[str]:
    after = example.after.replace("{guide}", GUIDE_URL)
    lines = unified_diff(example.before.splitlines(), after.splitlines(), lineterm="", n=_ALL_OF_IT)
    # Neither the names of files nor the numbers of lines.
    yield from (line.rstrip() for line in list(lines)[3:])


if __name__ == "__main__":
    main()
