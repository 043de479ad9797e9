"""Places in source: spans, and where clients come from; and how sure a scan is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CONFIDENCES", "Confidence", "Origin", "Span"]

Confidence = Literal["certain", "likely", "possible"]
CONFIDENCES: tuple[Confidence, ...] = ("certain", "likely", "possible")
"""From the most to the least."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of source: lines count from 1, columns (in characters) from 0, as the end of it."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a legacy client comes from.

    Args:
        path: The file, as it was given to the scan.
        line: The line of the expression that makes the client, of the annotation, or of the parameter.
        column: Its column.
        how: ``"made"`` by a call such as ``boto3.client("chime")``, or ``"annotated"`` as ``ChimeClient``.
    """

    path: str
    line: int
    column: int
    how: Literal["made", "annotated"] = "made"
