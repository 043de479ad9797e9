"""Comments that silence a finding: ``# noqa`` all of a line, ``# noqa: CS012`` those of a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chime_shim.scan._finding import Finding

__all__ = ["split"]

_NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*(?P<list>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?", re.IGNORECASE)


def split(findings: Iterable[Finding], lines: Sequence[str]) -> tuple[list[Finding], list[Finding]]:
    """Tell the findings that stand from those that a comment in their first or last line silences."""
    standing: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        written = {lines[number - 1] for number in (finding.span.line, finding.span.end_line)}
        hushed = any(_silences(line, finding.rule) for line in written)
        (silenced if hushed else standing).append(finding)
    return standing, silenced


def _silences(line: str, rule: str) -> bool:
    for match in _NOQA.finditer(line):
        if match["codes"] is None:
            return True
        codes = re.split(r"[,\s]+", match["list"].upper())
        if any(rule.startswith(code) for code in codes):
            return True
    return False
