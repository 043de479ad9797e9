"""The part of ``chime-shim report`` that the account itself tells."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.cli._output import missing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from chime_shim.ledger import Entry
    from chime_shim.witness import Witness

__all__ = ["add_witness", "is_asked", "shown_with", "witness_of"]


def add_witness(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--cloudtrail",
        action="append",
        default=[],
        metavar="PATH",
        help="log files of CloudTrail, or a directory of them (JSON, gzip): who calls the old namespace, "
        "from anywhere, in any language",
    )
    parser.add_argument(
        "--access-advisor",
        action="append",
        default=[],
        metavar="FILE",
        help="what aws iam get-service-last-accessed-details printed: the last uses of actions",
    )
    parser.add_argument(
        "--scan",
        action="append",
        default=[],
        metavar="PATH",
        help="source, to tell which of these calls it explains",
    )


def is_asked(options: argparse.Namespace) -> bool:
    """Tell whether the account is to be heard."""
    return bool(options.cloudtrail or options.access_advisor)


def witness_of(options: argparse.Namespace, entries: Sequence[Entry]) -> Witness:
    """Hear the account.

    Args:
        options: What was given on the command line.
        entries: What the ledgers have counted.

    Raises:
        UsageError: If a path is not there.
    """
    from chime_shim.doctor import Operations
    from chime_shim.witness import Witness, WitnessError, read_advice

    for path in (*options.cloudtrail, *options.access_advisor, *options.scan):
        if not os.path.exists(path):  # noqa: PTH110 - a string, as it was given
            raise missing(path)
    witness = Witness()
    witness.read(_files(options.cloudtrail), options.since)
    for path in options.access_advisor:
        try:
            witness.advice += read_advice(path)
        except WitnessError as problem:  # noqa: PERF203 - a bad file costs itself alone
            witness.problems.append(str(problem))
    if options.ledgers:
        witness.known_from.append("the ledger")
        witness.known.update(each.operation for each in entries)
        witness.counted_until = max((each.day for each in entries), default="")
    if options.scan:
        source = Operations()
        source.add_source(options.scan)
        witness.known_from.append("the source")
        witness.known.update(source.places)
        witness.problems += source.passed_over
    return witness


def shown_with(report: str, form: str, witness: Witness) -> str:
    """Return a report with what the account tells, in the formats that have a place for it."""
    from chime_shim.witness import as_facts, text

    if form == "text":
        return f"{report}\n{text(witness)}" if report else text(witness)
    if form == "json":
        document = {**(json.loads(report) if report else {}), "witness": as_facts(witness)}
        return json.dumps(document, indent=2) + "\n"
    print("chime-shim: what the account tells is in the formats text and json only", file=sys.stderr)
    return report


def _files(paths: Iterable[str]) -> Iterator[str]:
    from chime_shim.witness import paths_below

    for path in dict.fromkeys(paths):
        if Path(path).is_dir():
            yield from paths_below(path)
        else:
            yield path
