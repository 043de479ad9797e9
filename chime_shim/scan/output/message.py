"""A finding in a sentence, for the reporters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.scan._finding import Finding
    from chime_shim.scan.output.report import Report

__all__ = ["counts", "inventory", "level_of", "looked_at", "message", "others"]


def message(finding: Finding) -> str:
    """Say what is found, and what is to be done."""
    from chime_shim.scan._rules import HANDED_ON, summary

    route = finding.route
    change = summary(route, finding.given)
    if route is HANDED_ON:
        return f"A client of chime goes out of sight. {finding.confidence.capitalize()}: {finding.why}."
    if route.remedy is not None:
        fate = f"was retired without a successor. Instead: {route.remedy}"
    else:
        there = f" as {route.successor}" if route.successor else ""
        fate = f"moved to {route.to or 'the service that its ARN belongs to'}{there}. Changes: {change}"
    return f"chime:{finding.operation} {fate}. {finding.confidence.capitalize()}: {finding.why}."


def level_of(finding: Finding) -> str:
    """Return ``"error"``, ``"warning"`` or ``"notice"``."""
    if finding.confidence == "possible":
        return "notice"
    return "error" if finding.route.retired or finding.route.ended else "warning"


def counts(report: Report) -> str:
    """Say how many findings there are."""
    total = len(report.findings)
    if not total and report.missed:
        files = number(report.files - report.missed, "file")
        return f"No legacy calls in {files}; of {number(report.missed, 'file')} it could not be determined."
    if not total:
        return f"No legacy calls in {number(report.files, 'file')}."
    shares = [
        f"{count} {confidence}"
        for confidence in ("certain", "likely", "possible")
        if (count := sum(each.confidence == confidence for each in report.findings))
    ]
    where = number(len(report.by_file()), "file")
    return f"{number(total, 'legacy call')} in {where} of {report.files}: {', '.join(shares)}."


def looked_at(report: Report) -> str:
    """Say what was looked at, and what was not."""
    return inventory(report.files, report.missed, report.others)


def inventory(files: int, missed: int, others: Mapping[str, int]) -> str:
    """Say how many files were looked at, of how many; and how many there are of other kinds."""
    missing = [f"{missed:,} that cannot be read or parsed"] if missed else []
    missing += [number(count, kind) for kind, count in others.items()]
    there = f"Looked at {number(max(files - missed, 0), 'Python file')}"
    return f"{there}; not looked at: {', '.join(missing)}." if missing else f"{there}."


def others(report: Report) -> list[str]:
    """Say what else there is, that does not count."""
    texts = []
    if report.doubtful:
        least = "possible" if any(each.confidence == "possible" for each in report.doubtful) else "likely"
        texts.append(f"{len(report.doubtful)} less certain: shown with --min-confidence {least}")
    if report.suppressed:
        texts.append(f"{len(report.suppressed)} silenced by a comment")
    if report.known:
        texts.append(f"{report.known} known to the baseline")
    if report.stale:
        entries = "entry" if report.stale == 1 else "entries"
        texts.append(f"{report.stale} {entries} of the baseline not found any more: write it anew")
    if report.dynamic:
        texts.append(
            f"{number(len(report.dynamic), 'call')} by a name that the source does not tell: "
            "only a ledger, kept at run time, knows them"
        )
    return texts


def number(count: int, noun: str) -> str:
    """Return ``"1 file"`` or ``"2 files"``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
