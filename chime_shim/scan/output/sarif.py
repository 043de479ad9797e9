"""The report as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from chime_shim._links import GUIDE_URL, rule_url
from chime_shim._version import __version__
from chime_shim.scan._rules import RULES
from chime_shim.scan.output.message import level_of, message

if TYPE_CHECKING:
    from chime_shim.scan._finding import Finding, Problem, Span
    from chime_shim.scan._rules import Rule
    from chime_shim.scan.output.report import Report

__all__ = ["SCHEMA", "artifact", "described", "render"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_RANKS = {"certain": 90.0, "likely": 60.0, "possible": 20.0}


def render(report: Report) -> str:
    """Show the report as SARIF."""
    places = {id_: index for index, id_ in enumerate(RULES)}
    results = [
        {
            **_result(each, places),
            "partialFingerprints": {"chimeShimFinding/v1": report.fingerprints[index]},
        }
        for index, each in enumerate((*report.findings, *report.policies))
    ]
    results += [
        {**_result(each, places), "suppressions": [{"kind": "inSource"}]} for each in report.suppressed
    ]
    run = {
        "tool": {
            "driver": {
                "name": "chime-shim",
                "version": __version__,
                "informationUri": GUIDE_URL,
                "rules": [described(each) for each in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "where the scan was started"}}},
        "invocations": [
            {
                "executionSuccessful": not report.missed,
                "toolExecutionNotifications": [_notification(each) for each in report.problems],
            }
        ],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def described(rule: Rule) -> dict[str, Any]:
    """Give a rule as SARIF describes rules."""
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.help, "markdown": rule.help},
        "helpUri": rule_url(rule.id),
        "properties": {"tags": ["amazon-chime", "boto3", "migration"]},
    }


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[level_of(finding)],
        "rank": _RANKS[finding.confidence],
        "message": {"text": message(finding)},
        "locations": [_place(finding)],
        "properties": {
            "operation": finding.operation,
            "successor": finding.route.successor_name if finding.operation else None,
            "confidence": finding.confidence,
            "why": finding.why,
            **({"cell": finding.cell[0], "cellLine": finding.cell[1]} if finding.cell else {}),
            **({"instead": finding.instead} if finding.instead else {}),
        },
    }


def _place(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": _location(finding.path, finding.span)}
    if finding.cell is not None:
        cell = f"cell {finding.cell[0]}"
        place["logicalLocations"] = [
            {"name": cell, "fullyQualifiedName": f"{finding.path}: {cell}", "kind": "element"}
        ]
        place["message"] = {"text": f"line {finding.cell[1]} of code {cell}"}
    return place


def _location(path: str, span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": artifact(path),
        "region": {
            "startLine": span.line,
            "startColumn": span.column + 1,
            "endLine": span.end_line,
            "endColumn": span.end_column + 1,
        },
    }


def artifact(path: str) -> dict[str, str]:
    """Give the address of a file, as relative as its path."""
    pure = Path(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix()), "uriBaseId": "SRCROOT"}


def _notification(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": artifact(problem.path)}
    if problem.line:
        place["region"] = {"startLine": problem.line}
    return {
        "level": "warning",
        "message": {"text": f"passed over: {problem.reason}"},
        "locations": [{"physicalLocation": place}],
    }
