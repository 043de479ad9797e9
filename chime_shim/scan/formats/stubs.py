"""Type stubs: they call nothing, and say nevertheless where a legacy client is handed around."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Finding

if TYPE_CHECKING:
    from chime_shim.scan._finding import ScanResult

__all__ = ["with_declared"]

_WHY = "a type stub declares a client of chime here, and what is called on it is in other files"


def with_declared(result: ScanResult) -> ScanResult:
    """Add a finding for each place of a stub at which a legacy client is declared."""
    if not result.path.endswith(".pyi"):
        return result
    declared = {
        each.span: Finding(
            each.path,
            each.span,
            "",
            "client",
            "likely",
            _WHY,
            each.name,
            each.origins,
            lines=(each.span.line, each.span.end_line),
            node=each.node,
        )
        for each in result.references
        if each.kind == "annotation"
    }
    known = {each.span for each in result.findings}
    findings = (*result.findings, *(each for span, each in declared.items() if span not in known))
    return replace(result, findings=tuple(sorted(findings, key=lambda each: each.span)))
