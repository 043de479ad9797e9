"""The report as JSON, with a version."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chime_shim._version import __version__
from chime_shim.scan._rules import RULES, changes, summary

if TYPE_CHECKING:
    from chime_shim.scan._finding import Finding
    from chime_shim.scan.output.report import Report
    from chime_shim.scan.reader import Client

__all__ = ["JSON_VERSION", "render"]

JSON_VERSION = 1


def render(report: Report) -> str:
    """Show the report as JSON."""
    content: dict[str, Any] = {
        "version": JSON_VERSION,
        "chime_shim": __version__,
        "files": report.files,
        "looked_at": report.files - report.missed,
        "kinds": report.kinds,
        "not_looked_at": {"unreadable": report.missed, **report.others},
        "other_languages": report.foreign,
        "findings": [
            {**finding_facts(each), "fingerprint": report.fingerprints[index]} | _seen(report, index)
            for index, each in enumerate(report.findings)
        ],
        "policies": [
            {**finding_facts(each), "fingerprint": print_}
            for each, print_ in zip(report.policies, report.fingerprints[len(report.findings) :], strict=True)
        ],
        "doubtful": [finding_facts(each) for each in report.doubtful],
        "suppressed": [finding_facts(each) for each in report.suppressed],
        "baseline": {"known": report.known, "stale": report.stale},
        "kept": [
            {"path": each.path, **asdict(each.span), "method": each.method, "movable": each.movable}
            for each in report.kept
        ],
        "clients": [client_facts(each) for each in report.clients],
        "dynamic": [{"path": each.path, **asdict(each.span)} for each in report.dynamic],
        "passed_over": [asdict(each) for each in report.problems],
    }
    if report.joined is not None:
        content["unfound"] = [asdict(each) for each in report.joined.unfound]
    return json.dumps(content, indent=2) + "\n"


def _seen(report: Report, index: int) -> dict[str, int]:
    seen = report.seen(index)
    return {} if seen is None else {"seen": seen}


def client_facts(client: Client) -> dict[str, Any]:
    """Return where a client comes from, what happens to it, and where it goes out of sight."""
    return {
        "origin": asdict(client.origin),
        "uses": [
            {
                "path": each.path,
                **asdict(each.span),
                "kind": each.kind,
                "name": each.name,
                "operation": each.operation,
                "confidence": each.confidence,
                "alone": each.alone,
            }
            for each in client.uses
            if each.kind != "read"
        ],
        "escapes": [
            {"path": each.path, **asdict(each.span), "how": each.how, "reason": each.reason}
            for each in client.escapes
        ],
    }


def finding_facts(finding: Finding) -> dict[str, Any]:
    """Return what there is to say of one finding."""
    route = finding.route
    return {
        "path": finding.path,
        **asdict(finding.span),
        "rule": finding.rule,
        "rule_name": RULES[finding.rule].name,
        "operation": finding.operation,
        "method": finding.method,
        "successor": route.successor_name if finding.operation else None,
        "change": route.kind,
        "ended": route.ended,
        "summary": summary(route, finding.given),
        "changes": changes(route),
        "kind": finding.kind,
        "confidence": finding.confidence,
        "why": finding.why,
        "receiver": finding.receiver,
        "origins": [asdict(each) for each in finding.origins],
        "cell": None if finding.cell is None else dict(zip(("number", "line"), finding.cell, strict=True)),
        "instead": finding.instead or None,
        "notes": finding.notes,
    }
