from __future__ import annotations

import pytest

from chime_shim.ledger import COMPARISON, Snapshot
from chime_shim.report import Report
from tests.support.entries import entry, start

NASTY = '<script>alert("x")</script>&\'"'


@pytest.fixture
def report():
    """A report with one of everything, and with names that mean something in HTML."""
    entries = [
        start("2026-11-20", calls=2),
        entry("2026-11-20", calls=1200, line=1),
        entry("2026-11-23", calls=30, line=1, host="web-2"),
        entry("2026-11-24", operation="CreateProxySession", successor="chime-sdk-voice:CreateProxySession"),
        entry("2026-11-24", operation="ListMeetings", successor="", outcome="OperationRetired", calls=2),
        entry("2026-11-25", file=NASTY, function=NASTY, host=NASTY, outcome="502", calls=4),
        entry("2026-11-25", operation="GetMeeting", mode=COMPARISON, outcome="mismatch", calls=1),
        entry("2026-11-25", operation="GetMeeting", mode=COMPARISON, outcome="control unavailable", calls=9),
    ]
    snapshots = [Snapshot("a.db", "a.db", entries), Snapshot("stdin", "stdin", [entry("2026-11-25", line=1)])]
    return Report.of(snapshots, today="2026-11-25")


@pytest.fixture
def nothing():
    """A report of a ledger that has no call in it."""
    return Report.of([Snapshot("a.db", "a.db", [start("2026-11-20")])], today="2026-11-25")
