"""The table of rules in docs/operations.md.

``python -m tools.scan_rules_table --write`` brings the guide up to date; a test compares the two.
"""

from __future__ import annotations

from chime_shim.scan._rules import RULES
from tools.pages import Part

__all__ = ["PART", "table"]


def table() -> str:
    """Return the table, in Markdown."""
    lines = ["| Rule | Name | The operation | How many |", "| --- | --- | --- | --- |"]
    lines += [
        f'| <a id="{rule.id.lower()}"></a>`{rule.id}` | {rule.name} | {rule.title} | {len(rule.operations)} |'
        for rule in RULES.values()
    ]
    return "".join(f"{line}\n" for line in lines)


PART = Part(
    "tools.scan_rules_table",
    table,
    "Make the table of rules in docs/operations.md.",
    end="end of the rules",
)

if __name__ == "__main__":
    PART.main()
