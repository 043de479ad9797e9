"""What ledgers tell of calls at run time, for the commands that read source."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.scan.output.observed import Call

__all__ = ["calls_of"]


def calls_of(ledgers: Sequence[str]) -> list[Call]:
    """Return the calls that ledgers have, with how many there were; a ledger that is given twice counts once.

    Raises:
        UsageError: If one cannot be read, or is none.
    """
    from chime_shim.cli._output import UsageError
    from chime_shim.ledger import COMPARISON, OTHER, START, LedgerError, read
    from chime_shim.scan.output.observed import Call

    calls: dict[tuple[str, str, int], int] = {}
    identities = set()
    for ledger in ledgers:
        try:
            reading = read(ledger)
        except LedgerError as error:
            raise UsageError(str(error)) from None
        if reading.identity in identities:
            continue
        identities.add(reading.identity)
        for place, reason in reading.unread:
            print(f"chime-shim: {place}: {reason}: calls may be missing from the ledger", file=sys.stderr)
        for entry in reading.entries:
            if entry.mode not in {START, COMPARISON} and entry.file != OTHER:
                key = (entry.operation, entry.file, entry.line)
                calls[key] = calls.get(key, 0) + entry.calls
    return [Call(*key, count) for key, count in sorted(calls.items())]
