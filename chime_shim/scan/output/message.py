"""A finding in a sentence, for the reporters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim._links import OTHER_LANGUAGES_URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.scan._finding import Finding
    from chime_shim.scan.output.report import Report

__all__ = [
    "counts",
    "inventory",
    "level_of",
    "looked_at",
    "message",
    "others",
    "position",
]


def message(finding: Finding) -> str:
    """Say what is found, and what is to be done."""
    return f"{_found(finding)} {finding.confidence.capitalize()}: {finding.why}."


def _found(finding: Finding) -> str:
    from chime_shim.scan._rules import summary

    route = finding.route
    if finding.kind == "command":
        return _command(finding)
    if finding.kind == "client":
        return "A client of chime goes out of sight."
    if finding.kind == "policy":
        return f"A policy of IAM lacks names.{_sentences(finding.notes)}"
    change = "" if route.retired else f" Changes: {summary(route, finding.given)}."
    return f"chime:{finding.operation} {route.fate}.{change}"


def _sentences(notes: Iterable[str]) -> str:
    return "".join(f" {note[0].upper()}{note[1:]}." for note in notes)


def _command(finding: Finding) -> str:
    from chime_shim.routes._commands import advice

    new = f" Instead: {finding.instead}." if finding.instead else ""
    notes = "" if finding.route.retired else _sentences(finding.notes)
    old = f"aws chime {finding.method.replace('_', '-')}"
    return f"{old}: {advice(finding.operation)}{new}{notes}"


def position(finding: Finding) -> str:
    """Return the line and the column; in a notebook, those of the cell."""
    if finding.cell is None:
        return f"{finding.span.line}:{finding.span.column + 1}"
    return f"cell {finding.cell[0]}:{finding.cell[1]}"


def level_of(finding: Finding) -> str:
    """Return ``"error"``, ``"warning"`` or ``"notice"``."""
    if finding.confidence == "possible":
        return "notice"
    return "error" if finding.route.retired or finding.route.ended else "warning"


def counts(report: Report) -> str:
    """Say how many findings there are."""
    missed = f"; of {number(report.missed, 'file')} it could not be determined" if report.missed else ""
    policies = f"; {number(len(report.policies), 'policy statement')} to look at" if report.policies else ""
    if not report.findings:
        files = number(max(report.files - report.missed, 0), "file")
        return f"No legacy calls in {files}{policies}{missed}."
    shares = [
        f"{count} {confidence}"
        for confidence in ("certain", "likely", "possible")
        if (count := sum(each.confidence == confidence for each in report.findings))
    ]
    where = f"{number(len(report.by_file()), 'file')} of {report.files}"
    return f"{number(len(report.findings), 'legacy call')} in {where}: {', '.join(shares)}{policies}{missed}."


def looked_at(report: Report) -> str:
    """Say what was looked at, and what was not."""
    return inventory(report.kinds, report.missed, report.others, report.foreign)


def inventory(
    kinds: Mapping[str, int], missed: int, others: Mapping[str, int], foreign: Mapping[str, int]
) -> str:
    """Say how many files were looked at; and how many were not.

    Args:
        kinds: How many files were looked at, by what they are called.
        missed: How many could not be read or parsed.
        others: How many there are of kinds that were left out.
        foreign: How many there are in each language that is not read and name the legacy namespace.
    """
    missing = [f"{missed:,} that cannot be read or parsed"] if missed else []
    missing += [number(count, kind) for kind, count in others.items()]
    if foreign:
        named = ", ".join(f"{count:,} {language}" for language, count in sorted(foreign.items()))
        one = sum(foreign.values()) == 1
        missing.append(
            f"{named} {'file that names' if one else 'files that name'} the legacy namespace "
            f"({OTHER_LANGUAGES_URL})"
        )
    there = ", ".join(number(count, kind) for kind, count in kinds.items()) or "nothing"
    return f"Looked at {there}; not looked at: {'; '.join(missing)}." if missing else f"Looked at {there}."


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
