"""Keeps a ledger as fast as it can, until it is killed: usage: ledger_worker.py LEDGER NUMBER MOST_CALLS.

It writes a byte to stdout after each call.
"""

import itertools
import os
import sys

from chime_shim.events import CallSite, LegacyCall
from chime_shim.events._ledger import LedgerHook

SITES = 7


def main(path, number, most_calls):
    hook = LedgerHook(path, most_calls=int(most_calls), patience=60)
    for call in itertools.count():
        site = CallSite(f"worker-{number}.py", call % SITES, "work")
        hook(LegacyCall(operation="GetMeeting", successor="x:GetMeeting", call_site=site, duration_ms=1))
        os.write(1, b".")


if __name__ == "__main__":
    main(*sys.argv[1:])
