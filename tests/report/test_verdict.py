"""The exit line: it says "safe" only where somebody looked."""

from __future__ import annotations

import pytest

from chime_shim.ledger import Snapshot
from chime_shim.report import Report
from tests.support.entries import entry, start

ASKED = ", and 30 days without one are asked for"
CASES = {
    "a call today": (
        [entry("2026-11-25")],
        f"not yet safe to uninstall: the last legacy call was today{ASKED}",
    ),
    "a call yesterday": (
        [entry("2026-11-24")],
        f"not yet safe to uninstall: the last legacy call was yesterday{ASKED}",
    ),
    "29 days": (
        [entry("2026-10-27"), start("2026-11-01")],
        f"not yet safe to uninstall: the last legacy call was 29 days ago{ASKED}",
    ),
    "30 days, and programs were started": (
        [entry("2026-10-26"), start("2026-11-01")],
        "no legacy call for 30 days: safe to uninstall",
    ),
    "30 days, and no program was started": (
        [start("2026-10-01"), entry("2026-10-26")],
        "no legacy call for 30 days, but no program was started with a ledger since: is it still on?",
    ),
    "never a call, for long": ([start("2026-10-01")], "no legacy call for 55 days: safe to uninstall"),
    "never a call, for short": (
        [start("2026-11-20")],
        f"not yet safe to uninstall: no legacy call, but the ledger began 5 days ago{ASKED}",
    ),
    "a clock that is ahead": (
        [entry("2026-12-25")],
        f"not yet safe to uninstall: the last legacy call was today{ASKED}",
    ),
    "nothing": ([], "cannot say whether it is safe: nothing was ever counted"),
}


def verdict(*entries, **options):
    return Report.of([Snapshot("a", "a", entries)], today="2026-11-25", **options).verdict


@pytest.mark.parametrize(("entries", "text"), CASES.values(), ids=CASES)
def test_the_exit_line(entries, text):
    found = verdict(*entries)

    assert found.text == text
    assert found.safe == text.endswith(": safe to uninstall")


@pytest.mark.parametrize(("quiet_days", "safe"), [(24, True), (25, False), (0, True)])
def test_how_many_days_are_enough_is_a_choice(quiet_days, safe):
    assert verdict(entry("2026-11-01"), start("2026-11-02"), quiet_days=quiet_days).safe is safe


def test_a_ledger_that_could_not_be_read_leaves_it_open():
    found = verdict(start("2026-01-01"), problems=["b.db: cannot be read"])

    assert (found.safe, found.days) == (False, None)
    assert found.text == "cannot say whether it is safe: a ledger could not be read"
