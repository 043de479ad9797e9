"""Finding legacy Chime calls in source, without running it.

``scan_paths`` reads trees of files and follows clients from one module to another; ``scan_source`` reads one
text. What a name holds is worked out from the source: nothing is matched by a method's name alone, except
for what is marked ``possible`` and has a rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.scan._finding import (
    CONFIDENCES,
    Confidence,
    Finding,
    Kept,
    Kind,
    Origin,
    Problem,
    Reference,
    ReferenceKind,
    ScanResult,
    Span,
)
from chime_shim.scan.project.scanner import scan_paths, scan_source

if TYPE_CHECKING:
    from chime_shim.scan._rules import RULES, Rule, rule_of

__all__ = [
    "CONFIDENCES",
    "RULES",
    "Confidence",
    "Finding",
    "Kept",
    "Kind",
    "Origin",
    "Problem",
    "Reference",
    "ReferenceKind",
    "Rule",
    "ScanResult",
    "Span",
    "rule_of",
    "scan_paths",
    "scan_source",
]


def __getattr__(name: str) -> Any:
    # A tree without a finding needs no rules, nor the routes that they are made of.
    if name not in {"RULES", "Rule", "rule_of"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from chime_shim.scan import _rules

    return getattr(_rules, name)
