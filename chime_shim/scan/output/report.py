"""What is told of a scan: the findings that count, and how many others there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.scan._finding import CONFIDENCES
from chime_shim.scan.output.baseline import fingerprints
from chime_shim.scan.output.observed import join

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from chime_shim.scan._finding import Confidence, Finding, Kept, Problem, Reference, ScanResult
    from chime_shim.scan.output.observed import Call, Joined
    from chime_shim.scan.project.files import Census
    from chime_shim.scan.reader import Client

__all__ = ["Report", "Selection", "report_of"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings count.

    Args:
        select: Rules, or beginnings of them, that count; empty for all.
        ignore: Those that do not.
        min_confidence: The least confidence that counts.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = "likely"

    def takes(self, finding: Finding) -> bool:
        """Tell whether a finding counts, whatever its confidence."""
        from chime_shim.scan._rules import selects

        rule = finding.rule
        return (not self.select or selects(self.select, rule)) and not selects(self.ignore, rule)

    def trusts(self, finding: Finding) -> bool:
        """Tell whether a finding is certain enough to count."""
        return CONFIDENCES.index(finding.confidence) <= CONFIDENCES.index(self.min_confidence)


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a scan.

    Args:
        findings: The findings that count, file by file.
        fingerprints: What identifies each of them, and then each of the policies.
        doubtful: Those that are less certain than asked for.
        suppressed: Those that a comment silences.
        known: How many are in the baseline.
        stale: How many entries of the baseline are not found any more.
        kept: Calls of operations that ``chime`` still has.
        dynamic: Places where an operation's name is not in the source.
        problems: Files that were passed over.
        files: How many files there are to look at.
        kinds: How many were looked at, by what such a file is called.
        others: How many files there are of kinds that were left out.
        foreign: How many there are, by language, that are not read and name the legacy namespace.
        policies: What policies of IAM lack, as far as it counts.
        clients: The legacy clients, if they were asked for.
        joined: What was seen of the findings at run time, if a ledger was given.
    """

    findings: tuple[Finding, ...]
    fingerprints: tuple[str, ...]
    doubtful: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    known: int
    stale: int
    kept: tuple[Kept, ...]
    dynamic: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    files: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    foreign: Mapping[str, int] = field(default_factory=dict)
    policies: tuple[Finding, ...] = ()
    clients: tuple[Client, ...] = ()
    joined: Joined | None = None

    @property
    def missed(self) -> int:
        """How many files could not be looked at."""
        return sum(each.missed for each in self.problems)

    def by_file(self) -> dict[str, list[int]]:
        """Return the places of the findings in their sequence, by file."""
        files: dict[str, list[int]] = {}
        for index, finding in enumerate(self.findings):
            files.setdefault(finding.path, []).append(index)
        return files

    def seen(self, index: int) -> int | None:
        """Return how often a finding was seen at run time; None if nobody looked."""
        return None if self.joined is None else self.joined.calls[index]


def report_of(
    results: Iterable[ScanResult],
    census: Census,
    selection: Selection,
    *,
    baseline: Collection[str] = (),
    observed: Sequence[Call] | None = None,
) -> Report:
    """Tell what counts in the results of a scan.

    Args:
        results: The results.
        census: How many files were looked at, by their kinds.
        selection: Which findings count.
        baseline: The fingerprints of those that are known.
        observed: The calls that a ledger counted, if there is one.
    """
    results = list(results)
    # Of all that there is, so that they stay the same whatever is selected.
    everything = [each for result in results for each in (*result.findings, *result.policies)]
    taken = [each for each in everything if selection.takes(each)]
    prints = dict(zip(map(id, everything), fingerprints(everything), strict=True))
    problems = tuple(result.problem for result in results if result.problem is not None)
    trusted = [each for each in taken if selection.trusts(each)]
    unknown = [each for each in trusted if prints[id(each)] not in baseline]
    new = [each for each in unknown if each.kind != "policy"]
    policies = [each for each in unknown if each.kind == "policy"]
    return Report(
        tuple(new),
        tuple(prints[id(each)] for each in (*new, *policies)),
        tuple(each for each in taken if not selection.trusts(each)),
        tuple(each for result in results for each in result.suppressed),
        len(trusted) - len(unknown),
        len(set(baseline) - set(prints.values())),
        tuple(each for result in results for each in result.kept),
        tuple(each for result in results for each in result.references if each.kind == "dynamic"),
        problems,
        census.looked_at,
        census.kinds(each.path for each in problems if each.missed),
        census.others(),
        census.foreign,
        tuple(policies),
        tuple(
            {
                each.origin: each for result in results if result.reading for each in result.reading.clients
            }.values()
        ),
        None if observed is None else join(new, observed),
    )
