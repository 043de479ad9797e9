"""The report as SARIF 2.1.0: call sites under the rules of the scanner, to be shown in the source."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from chime_shim._version import __version__
from chime_shim.events import GUIDE_URL
from chime_shim.ledger import OTHER
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.scan import rule_of
from chime_shim.scan.output.sarif import SCHEMA, artifact, described

from ._fate import fate_of
from ._wording import failures, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.scan import Rule

    from ._model import Report, Site
    from ._tally import Tally


def sarif(report: Report) -> str:
    """Show the call sites of a report as results of the scanner's rules."""
    found = list(_found(report))
    rules = sorted({rule.id: rule for rule, _, _ in found}.items())
    places = {id_: index for index, (id_, _) in enumerate(rules)}
    driver = {
        "name": "chime-shim",
        "version": __version__,
        "informationUri": GUIDE_URL,
        "rules": [described(rule) for _, rule in rules],
    }
    prints = _fingerprints(site for _, site, _ in found)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "where the programs were started"}}},
        "results": [
            {**_result(rule, site, tally, fingerprint), "ruleIndex": places[rule.id]}
            for (rule, site, tally), fingerprint in zip(found, prints, strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _found(report: Report) -> Iterator[tuple[Rule, Site, Tally]]:
    for site, tally in report.sites.items():
        route = ROUTES.get(site.operation) or KEPT_ROUTES.get(site.operation)
        if route is not None:
            yield rule_of(route), site, tally


def _result(rule: Rule, site: Site, tally: Tally, fingerprint: str) -> dict[str, Any]:
    fate = fate_of(site.operation)
    failed = f", {tally.failed:,} of which failed: {failures(tally)}" if tally.failed else ""
    calls = f"{number(tally.calls, 'call')}{failed}; the last on {tally.last_day}"
    return {
        "ruleId": rule.id,
        "level": "error" if fate.pressing else "warning",
        "message": {"text": f"chime:{site.operation} {fate.text}. {calls}."},
        "locations": [] if site.file == OTHER else [_location(site)],
        "partialFingerprints": {"chimeShimCallSite/v1": fingerprint},
        "occurrenceCount": tally.calls,
        "properties": {"failed": tally.failed, "hosts": len(tally.hosts), "lastDay": tally.last_day},
    }


def _location(site: Site) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact(site.file)}
    if site.line:
        physical["region"] = {"startLine": site.line}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"name": site.function, "kind": "function"}],
    }


def _fingerprints(sites: Iterable[Site]) -> list[str]:
    """Tell call sites apart by what stays when lines are added above: file, function, operation, order."""
    sites = list(sites)
    seen: Counter[tuple[str, str, str]] = Counter()
    prints = {}
    for site in sorted(sites):
        key = (site.file, site.function, site.operation)
        prints[site] = hashlib.sha256("\n".join([*key, str(seen[key])]).encode()).hexdigest()
        seen[key] += 1
    return [prints[site] for site in sites]
