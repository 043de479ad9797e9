"""From what a scan finds to what is written: which clients move, by which edits, and what is left to say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chime_shim.fix._client_groups import client_groups
from chime_shim.fix._facts import Facts
from chime_shim.fix._left_over import by_operation, left_over, looked_at
from chime_shim.fix._mover import Mover, judged
from chime_shim.fix._plan import Doubt, FilePlan, Plan
from chime_shim.fix._sites import FileSite
from chime_shim.fix._unused import unused
from chime_shim.fix.rules import RULES
from chime_shim.scan.output.observed import join

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._plan import Options
    from chime_shim.fix._source import Source
    from chime_shim.scan import Finding, ScanResult
    from chime_shim.scan.output.observed import Call

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
    facts = Facts(results, sources)
    groups = client_groups(results)
    for group in groups:
        if not (group.findings or group.unseen):
            plan.staying |= group.paths if group.of_kind("kept", "member", "dynamic") else set()
            continue
        if options.observed is not None and not _is_observed(group, options.observed):
            for finding in group.findings:
                plan.files[finding.path].unobserved.append(finding)
        elif group.paths & set(avoid):
            for finding in group.findings:
                plan.files[finding.path].left.append(finding)
        else:
            Mover(group, sources, plan, options, facts).move()
            continue
        plan.staying |= group.paths
    of_groups = {id(each) for group in groups for each in (*group.findings, *group.unseen)}
    for result in results:
        alone = [each for each in result.findings if id(each) not in of_groups]
        _alone(alone, plan.files[result.path], options, facts)
        seen = [*(each.node for each in result.findings), *(each.node for each in result.references)]
        plan.files[result.path].seen += [node for node in seen if node is not None]
    _settle(groups, plan)
    _by_file(plan, facts, options)
    return plan


def _is_observed(group: ClientGroup, calls: Sequence[Call]) -> bool:
    return any(join(group.findings, calls).calls.values())


def _alone(findings: Sequence[Finding], plan: FilePlan, options: Options, facts: Facts) -> None:
    """Plan what has to do with no client."""
    if options.observed is not None:
        return
    unresolved: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.kind == "event":
            site = judged(finding, facts.sources[finding.path], "", options, facts)
            plan.left.append(finding)
            if site.doubt and finding.node is not None:
                plan.doubts.append(Doubt(finding.node, site.doubt))
        elif not _is_the_same_there(finding):
            plan.left.append(finding)
            unresolved.setdefault((finding.receiver, _function(finding, facts)), []).append(finding)
    for (receiver, _), alike in unresolved.items():
        node = alike[0].node
        if node is not None:
            plan.doubts.append(Doubt(node, _unresolved(receiver, alike)))


def _is_the_same_there(finding: Finding) -> bool:
    """Tell whether a finding is a name that the successor has too, said of a mock."""
    is_mock = finding.kind in {"mock", "name", "stub"} or finding.receiver.endswith("return_value")
    return is_mock and not finding.route.successor


def _function(finding: Finding, facts: Facts) -> str:
    function = facts.sources[finding.path].function(finding.node)
    return str(id(function))


def _unresolved(receiver: str, findings: Sequence[Finding]) -> str:
    """Say of the uses of one thing that nothing tells what it is."""
    went: dict[str, dict[str, None]] = {}
    for each in findings:
        went.setdefault(each.route.successor_name or "nowhere", {})[each.operation] = None
    where = [f"{' and '.join(names)} went to {service}" for service, names in went.items()]
    if all(each.kind == "name" for each in findings):
        return f"the name of an operation may be that of a client of chime: {', and '.join(where)}"
    what = f"{receiver} is" if receiver.isidentifier() else "this is called on"
    return f"nothing tells what {what}: if it is a client of chime, {', and '.join(where)}"


def _settle(groups: Sequence[ClientGroup], plan: Plan) -> None:
    """Take down where comments of an earlier run stay: there is nothing to move, and nothing to say anew."""
    for group in groups:
        if not group.findings:
            uses = group.of_kind("kept", "member", "dynamic")
            places = [(each.path, each.node) for each in uses]
            for path, node in places + [(each.path, each.node) for each in group.escapes]:
                if path in plan.files and node is not None:
                    plan.files[path].settled.append(node)


def _by_file(plan: Plan, facts: Facts, options: Options) -> None:
    """Apply the rules for files to those of a program in which something moves."""
    moved = {
        id(each.call): (each, service)
        for one in plan.files.values()
        for each, service in one.fixed
        if each.call
    }
    if not any(each.fixed for each in plan.files.values()):
        return
    operations = by_operation(moved.values())
    for path, each in plan.files.items():
        if path not in facts.readings:
            continue
        site = FileSite(
            facts.sources[path],
            facts.readings[path],
            each.fixed,
            moved,
            plan.services.get(path, set()),
            stays=path in plan.staying,
            annotated=path in plan.annotated,
            is_shared=partial(options.importers, path),
        )
        for rule in RULES:
            if rule.on == "file" and rule.name in options.rules:
                rule.apply(site)  # type: ignore[misc, arg-type]
        each.edits += site.edits
        each.doubts += [Doubt(node, reason) for node, reason in site.doubts]
        each.notes += site.notes
        known, near = looked_at(site.source, site.reading, moved.keys(), each.edits)
        each.notes += left_over(site.source.tree, operations, options.rules, known, near)
        found = unused(facts.sources[path], each.edits, path, options.importers)
        each.edits += found.edits
        each.notes += [(node, f"nothing here reads {name} any more") for node, name in found.left]
