"""Policies of IAM: what they lack where they name legacy actions, or the legacy service principal."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Finding, Problem, ScanResult
from chime_shim.scan._place import Span
from chime_shim.scan.project.noqa import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.policy.written import File
    from chime_shim.scan._place import Confidence

__all__ = ["NAMED", "may_be_policy", "policies"]

# An action of Chime, or its service principal, of which the end may be an expression.
NAMED = rb"(?i:chime:[a-z*?])|chime\.(?:amazonaws\.com|\$\{)"
_NAMED = re.compile(NAMED)


def may_be_policy(path: str, data: bytes) -> bool:
    """Tell whether a file may have a policy in it that Chime is named in.

    Args:
        path: The file: policies are written in JSON, YAML, Terraform and Python.
        data: What is in it.
    """
    if b"hime" not in data or _NAMED.search(data) is None:
        return False
    from chime_shim.policy.written import FORMATS

    return os.path.splitext(path)[1].lower() in FORMATS


def policies(path: str, text: str) -> ScanResult:
    """Find what the policies in a text lack.

    Args:
        path: The file.
        text: What is in it.

    Returns:
        A finding for each statement, and each list of names, that lacks something or is to be looked at.
        If the text cannot be read, or takes a parser that is not installed: a problem.
    """
    from chime_shim.policy.written import look_into

    file = look_into(path, text)
    if file.problem is not None:
        return ScanResult(path, problem=Problem(path, f"policies in it were not looked at: {file.problem}"))
    standing, silenced = split(_findings(file), text.split("\n"))
    return ScanResult(path, policies=tuple(standing), suppressed=tuple(silenced))


def _findings(file: File) -> Iterator[Finding]:
    from chime_shim.policy._needs import PRINCIPALS

    lines = file.text.split("\n")
    # Somebody gave a successor what it needs: the others may not be in use.
    chosen = any(principal in file.text for principal in PRINCIPALS.values())

    def finding(line: int, confidence: Confidence, why: str, notes: tuple[str, ...] = ()) -> Finding:
        source = lines[line - 1].strip()
        column = lines[line - 1].find(source)
        span = Span(line, column, line, column + len(source))
        return Finding(file.path, span, "", "policy", confidence, why, source=source, notes=notes)

    for policy in file.written:
        for each in policy.examination.additions:
            actions = (f"action {action}, for {', '.join(old)}" for action, old in each.actions.items())
            principals = (f"principal {principal}" for principal in each.principals)
            why = f"{each.statement.name} names legacy ones, and not those of the successors"
            sure: Confidence = "possible" if chosen and not each.actions else "certain"
            yield finding(policy.line(each.statement.number), sure, why, (*actions, *principals))
        for remark in policy.examination.remarks:
            why = f"{remark.statement.name}: {remark.text}"
            yield finding(policy.line(remark.statement.number), "possible", why)
    for loose in file.loose:
        sure = "possible" if chosen and set(loose.needed) <= set(PRINCIPALS.values()) else "likely"
        yield finding(loose.line, sure, f"in no statement that is understood: {loose.text}")
    for unclear in file.unclear:
        if unclear.concerns:
            yield finding(unclear.line, "possible", f"a statement is not understood: {unclear.text}")
