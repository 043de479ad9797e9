"""From what a scan finds to what is written: which clients move, by which edits, and what is left to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._client_groups import client_groups
from chime_shim.fix._mover import Mover, judged
from chime_shim.fix._plan import Doubt, FilePlan, Plan
from chime_shim.fix._sites import FileSite
from chime_shim.fix.rules import RULES
from chime_shim.fix.rules.client_types import annotated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from chime_shim.fix._plan import Options
    from chime_shim.fix._source import Source
    from chime_shim.scan import Finding, ScanResult

__all__ = ["planned"]


def planned(
    results: Sequence[ScanResult],
    sources: Mapping[str, Source],
    options: Options,
    avoid: Collection[str] = (),
) -> Plan:
    """Plan the fixes of files that were scanned together.

    Args:
        results: What was found, of files without a problem.
        sources: The text of each.
        options: What is wanted.
        avoid: Files to leave alone, and with them all clients that are used there.

    Returns:
        The plan.
    """
    plan = Plan({result.path: FilePlan() for result in results})
    plans = plan.files
    for result in results:
        _alone(result, sources, plans[result.path], options)
    for group in client_groups(results):
        is_wanted = options.observed is None or options.observed.has(group.findings)
        if is_wanted and not group.paths & set(avoid):
            Mover(group, sources, plan, options).move()
            continue
        for finding in group.findings:
            (plans[finding.path].left if is_wanted else plans[finding.path].unobserved).append(finding)
    for result in results:
        _file(result, sources[result.path], plans[result.path], options)
    return plan


def _alone(result: ScanResult, sources: Mapping[str, Source], plan: FilePlan, options: Options) -> None:
    """Plan what has to do with no client."""
    for seen in (*result.findings, *result.references):
        if seen.node is not None:  # type: ignore[attr-defined]
            plan.seen.append(seen.node)  # type: ignore[attr-defined]
    if options.observed is not None:
        return
    for finding in result.findings:
        if finding.kind == "event":
            _event(finding, sources, plan, options)
        elif not finding.origins:
            _unresolved(finding, plan)


def _event(finding: Finding, sources: Mapping[str, Source], plan: FilePlan, options: Options) -> None:
    site = judged(finding, sources[finding.path], "", options)
    plan.left.append(finding)
    if site.doubt and finding.node is not None:
        plan.doubts.append(Doubt(finding.node, site.doubt))


def _unresolved(finding: Finding, plan: FilePlan) -> None:
    """Leave a use alone of which nothing tells what it is called on."""
    is_mock = finding.kind in {"mock", "name", "stub"} or finding.receiver.endswith("return_value")
    if is_mock and not finding.route.successor:
        return  # a name that is the same at the successor
    plan.left.append(finding)
    if finding.node is not None:
        text = (
            f"nothing tells what this is called on: if it is a client of chime, {finding.operation} went to "
        )
        plan.doubts.append(Doubt(finding.node, text + (finding.route.successor_name or "nowhere")))


def _file(result: ScanResult, source: Source, plan: FilePlan, options: Options) -> None:
    """Apply the rules for files to one in which something moves."""
    if not plan.fixed:
        return
    for rule in RULES:
        if rule.on == "file" and rule.name in options.rules:
            site = FileSite(source, plan.fixed, options.unsafe)
            rule.apply(site)  # type: ignore[misc, arg-type]
            plan.edits += site.edits
            plan.doubts += [Doubt(node, reason) for node, reason in site.doubts]
    services = {service for _, service in plan.fixed}
    # A class is that of one service: if there are several, which one is meant where is not known.
    if (
        "annotations" in options.rules
        and len(services) == 1
        and not (plan.left or plan.unobserved or result.kept)
    ):
        plan.edits += annotated(source, services.pop())
