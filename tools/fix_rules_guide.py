"""The rules in docs/operations.md, made from their examples.

``python -m tools.fix_rules_guide --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from chime_shim._links import BY_HAND_URL
from chime_shim.fix.rules import RULES
from tools.pages import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._sites import Example, Rule

__all__ = ["PART", "section"]

_ALL_OF_IT = 99


def section() -> str:
    """Return the rules with their examples, in Markdown."""
    return "\n".join(line for rule in RULES for line in _rule(rule))


def _rule(rule: Rule) -> Iterator[str]:
    unsafe = " (unsafe)" if rule.unsafe else ""
    yield f"### `{rule.name}`{unsafe}\n"
    yield f"It {rule.title}.\n"
    # Those before it show when the rule has nothing to do: they are tests, and no help to a reader.
    for example in rule.examples[1:]:
        yield "```diff"
        yield from _diff(example)
        yield "```\n"


def _diff(example: Example) -> Iterator[str]:
    after = example.after.replace("{guide}", BY_HAND_URL)
    lines = unified_diff(example.before.splitlines(), after.splitlines(), lineterm="", n=_ALL_OF_IT)
    # Neither the names of files nor the numbers of lines.
    yield from (line.rstrip() for line in list(lines)[3:])


PART = Part("tools.fix_rules_guide", section, "Make the section on rules of docs/operations.md.")

if __name__ == "__main__":
    PART.main()
