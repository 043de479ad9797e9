"""Finding legacy Chime calls in source, without running it.

``scan_paths`` reads trees of files and follows clients from one module to another; ``scan_source`` reads one
text. What a name holds is worked out from the source: nothing is matched by a method's name alone, except
for what is marked ``possible`` and has a rule of its own.
"""

from __future__ import annotations

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
from chime_shim.scan._rules import RULES, Rule, rule_of
from chime_shim.scan._scanner import scan_paths, scan_source

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
