"""The report as JSON."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from ._fate import fate_of
from ._wording import grounds

if TYPE_CHECKING:
    from ._model import Report, Site
    from ._tally import Tally

VERSION = 1


def as_json(report: Report) -> str:
    """Show a report as JSON, in a form whose ``version`` stays as long as keys are only added."""
    return json.dumps(_document(report), indent=2) + "\n"


def _document(report: Report) -> dict[str, Any]:
    return {
        "version": VERSION,
        "date": report.today,
        "since": report.since,
        "ledgers": list(report.names),
        "problems": list(report.problems),
        "verdict": {**report.verdict._asdict(), "quiet_days": report.quiet_days},
        "grounds": list(grounds(report)),
        "totals": {
            **_numbers(report.total),
            "operations": len(report.operations),
            "call_sites": len(report.sites),
            "hosts": len(report.hosts),
            "ended_or_retired": sum(tally.calls for tally in report.pressing.values()),
            "mismatches": report.mismatches,
        },
        "time": [
            {"day": it.day, "calls": it.calls, "ended_or_retired": it.pressing, "call_sites": it.sites}
            for it in report.periods
        ],
        "operations": [
            {**_operation(operation), **_numbers(tally), "call_sites": len(tally.sites)}
            for operation, tally in report.operations.items()
        ],
        "call_sites": [{**_site(site), **_numbers(tally)} for site, tally in report.sites.items()],
        "hosts": [
            {"host": host, **_numbers(calls), "starts": life.began, "last_start": _time(life.last_begin)}
            | {"ends": life.ended, "clean_end": life.is_over}
            | {
                "first_sign": life.first or None,
                "last_sign": life.last or None,
                "remark": report.remark_on(life),
            }
            for host, (calls, life) in report.hosts.items()
        ],
        "comparisons": [
            {**_site(site), "outcomes": dict(tally.outcomes), "last": _time(tally.last)}
            for site, tally in report.comparisons.items()
        ],
    }


def _operation(operation: str) -> dict[str, Any]:
    fate = fate_of(operation)
    return {"operation": operation, "fate": fate.kind, "note": fate.text}


def _site(site: Site) -> dict[str, Any]:
    place = {"file": site.file, "line": site.line, "function": site.function}
    return {**place, "operation": site.operation, "fate": fate_of(site.operation).kind}


def _numbers(tally: Tally) -> dict[str, Any]:
    return {
        "calls": tally.calls,
        "failed": tally.failed,
        "outcomes": dict(tally.outcomes),
        "modes": dict(tally.modes),
        "successors": sorted(tally.successors),
        "seen_on": sorted(tally.hosts),
        "first": _time(tally.first),
        "last": _time(tally.last),
    }


def _time(seconds: int) -> str | None:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat() if seconds else None
