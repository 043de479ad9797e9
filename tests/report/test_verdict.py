"""The exit line: it says "safe" only where somebody looked."""

from __future__ import annotations

import pytest

from chime_shim.ledger import COMPARISON, ENDED, SET_BACK, Snapshot
from chime_shim.report import Report
from tests.support.entries import at, entry, start

ASKED = ", and it takes 30 days without one"
OPEN = "whether the shim can go could not be determined: "
QUIET = f"{OPEN}there is no legacy call for"
STILL_ON = "but no program kept a ledger in the last 30 days: is it still on?"


def end(day, **changes):
    return start(day, outcome=ENDED, **changes)


CASES = {
    "a call today": ([entry()], f"not yet safe to uninstall: the last legacy call was today{ASKED}"),
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
        f"{QUIET} 30 days, {STILL_ON}",
    ),
    "30 days, and a program came to its end since": (
        [start("2026-10-01"), entry("2026-10-26"), end("2026-11-20")],
        "no legacy call for 30 days: safe to uninstall",
    ),
    "30 days, and replies were compared": (
        [entry("2026-10-26"), entry("2026-11-20", mode=COMPARISON, outcome="match")],
        "no legacy call for 30 days: safe to uninstall",
    ),
    "only starts, the last long ago": ([start("2026-10-01")], f"{QUIET} 55 days, {STILL_ON}"),
    "only starts, the last one of late": (
        [start("2026-10-01"), start("2026-11-20")],
        "no legacy call for 55 days: safe to uninstall",
    ),
    "only starts, for a short time": (
        [start("2026-11-20")],
        f"not yet safe to uninstall: no legacy call, but the ledger began 5 days ago{ASKED}",
    ),
    "everything came to an end long ago": (
        [start("2026-10-01"), end("2026-10-02")],
        f"{QUIET} 55 days, {STILL_ON}",
    ),
    "nothing": ([], f"{OPEN}nothing was ever counted"),
    # A host that stopped to report.
    "a host fell silent": (
        [entry("2026-10-01"), start("2026-11-20"), start("2026-10-01", host="web-2")],
        f"{QUIET} 55 days, but web-2 has been silent since 2026-10-01, without a clean end",
    ),
    "a host came to its end": (
        [
            entry("2026-10-01"),
            start("2026-11-20"),
            start("2026-10-01", host="web-2", calls=2),
            end("2026-10-02", host="web-2", calls=2),
        ],
        "no legacy call for 55 days: safe to uninstall",
    ),
    "one of two processes of a host came to its end": (
        [
            entry("2026-10-01"),
            start("2026-11-20"),
            start("2026-10-01", host="web-2", calls=2),
            end("2026-10-02", host="web-2"),
        ],
        f"{QUIET} 55 days, but web-2 has been silent since 2026-10-02, without a clean end",
    ),
    "a host went on after an end": (
        [
            start("2026-11-20"),
            start("2026-10-01", host="web-2"),
            end("2026-10-02", host="web-2"),
            entry("2026-10-09", host="web-2"),
        ],
        f"{QUIET} 47 days, but web-2 has been silent since 2026-10-09, without a clean end",
    ),
    # A clock that jumped.
    "a clock that is ahead": (
        [start("2026-10-01"), start("2026-11-20"), entry("2026-12-25")],
        f"{QUIET} 55 days, but the clock of web-1 was wrong, it has entries of 2026-12-25",
    ),
    "a clock that is ahead by little": (
        [entry("2026-11-26")],
        f"not yet safe to uninstall: the last legacy call was today{ASKED}",
    ),
    "a clock that is ahead by two days": (
        [start("2026-10-01"), start("2026-11-20"), entry("2026-11-27")],
        f"{QUIET} 55 days, but the clock of web-1 was wrong, it has entries of 2026-11-27",
    ),
    "a clock that was never set": (
        [start("2026-10-01"), start("2026-11-20"), entry("1970-01-01")],
        f"{QUIET} 55 days, but the clock of web-1 was wrong, it has entries of 1970-01-01",
    ),
    "a clock at the end of time": (
        [start("2026-10-01"), start("2026-11-20"), start("9999-12-31", first=0, last=0)],
        f"{QUIET} 55 days, but the clock of web-1 was wrong, it has entries of 9999-12-31",
    ),
    "a clock that was set back": (
        [start("2026-10-01"), start("2026-11-20"), start("2026-10-03", outcome=SET_BACK)],
        f"{QUIET} 55 days, but the clock of web-1 was set back, so its calls may be later than they seem",
    ),
    "only what cannot be": (
        [start("1970-01-01")],
        f"{OPEN}the clock of web-1 was wrong, it has entries of 1970-01-01",
    ),
    "a day that its times contradict": (
        [start("2026-10-01"), start("2026-11-20"), entry("2026-10-02", last=at("2026-10-03"))],
        f"{QUIET} 53 days, but the clock of web-1 was wrong, it has entries of 2026-10-02",
    ),
    "a day that is long before its times": (
        [start("2026-10-01"), entry("2026-10-02", last=at("2026-11-24"))],
        f"not yet safe to uninstall: the last legacy call was yesterday{ASKED}",
    ),
}


def verdict(*entries, **options):
    return Report.of([Snapshot("a", "a", entries)], today="2026-11-25", **options).verdict


@pytest.mark.parametrize(("entries", "text"), CASES.values(), ids=CASES)
def test_the_exit_line(entries, text):
    found = verdict(*entries)

    assert found.text == text
    assert found.safe == text.endswith(": safe to uninstall")
    assert found.determined != text.startswith(OPEN)
    assert bool(found.reasons) != found.determined


@pytest.mark.parametrize(("quiet_days", "safe"), [(24, True), (25, False), (23, False)])
def test_how_many_days_are_enough_is_a_choice(quiet_days, safe):
    # With 23, no program was started in the quiet days.
    assert verdict(entry("2026-11-01"), start("2026-11-02"), quiet_days=quiet_days).safe is safe


HEALTHY = [start("2026-01-01"), start("2026-11-20"), entry("2026-02-01", host="web-2")]
OTHERS = start("2026-11-24", host="web-3")


def test_what_could_not_be_read_leaves_it_open_whatever_else_is_known():
    for entries in (HEALTHY, [entry()]):
        found = verdict(*entries, problems=["b.db: cannot be read"])

        assert (found.safe, found.determined, found.days) == (False, False, None)
        assert found.text == f"{OPEN}b.db: cannot be read"


def test_a_doubt_leaves_open_only_what_would_be_safe():
    assert verdict(*HEALTHY[:2], doubts=["a.db is old"]).text.endswith("days, but a.db is old")
    assert verdict(entry(), doubts=["a.db is old"]).determined


def test_of_many_reasons_some_are_named():
    found = verdict(entry(), problems=[f"{number}.db: gone" for number in range(9)])
    assert found.text == f"{OPEN}0.db: gone; 1.db: gone; 2.db: gone; 6 more reasons"
    assert len(found.reasons) == 9


EXPECTED = {
    "as many": (2, True, ""),
    "one more": (3, False, "of 3 hosts that are expected, 2 gave a sign of life in the last 30 days"),
    "those": (["web-1", "web-3"], True, ""),
    "one that was never heard of": (
        ["web-1", "web-9"],
        False,
        "web-9 is expected, and gave no sign of life in the last 30 days",
    ),
    "one that fell silent": (
        ["web-1", "web-2"],
        False,
        "web-2 is expected, and gave no sign of life in the last 30 days",
    ),
}


@pytest.mark.parametrize(("expected", "safe", "why"), EXPECTED.values(), ids=EXPECTED)
def test_hosts_that_are_expected(expected, safe, why):
    """A host that is not expected any more may be silent; one that is missing is a reason."""
    assert not verdict(*HEALTHY, OTHERS).safe, "web-2 is silent"
    found = verdict(*HEALTHY, OTHERS, expected=expected)

    assert found.safe is safe
    assert "; ".join(found.reasons) == why


@pytest.mark.parametrize(("day", "safe"), [("2026-10-26", False), ("2026-10-27", True)])
def test_a_host_that_is_expected_has_to_be_heard_of_in_the_quiet_days(day, safe):
    found = verdict(*HEALTHY[:2], start(day, host="web-4"), expected=["web-4"])
    assert found.safe is safe


def lines(*numbers, process="p1", day="2026-11-20"):
    entries = [start(day) for _ in numbers]
    return Snapshot("a.log", process, entries, numbers)


LOGS = {
    "all": ([lines(1, 2, 3)], None),
    "the first ones were rotated away": ([lines(7, 8, day="2026-10-20")], None),
    "the first ones may be of the quiet days": (
        [lines(7, 8), lines(2, process="p2", day="2026-10-26"), lines(2, process="p3", day="2026-10-25")],
        "the first lines of 2 processes are not in the logs, and may be of the quiet days",
    ),
    "in two files": ([lines(1, 3), lines(2, 3)], None),
    "one in the middle got lost": (
        [lines(1, 2, 4)],
        "1 of the lines that 1 process wrote got lost on the way to the logs",
    ),
    "of two processes": (
        [lines(1, 4), lines(2, 4, process="p2")],
        "3 of the lines that 2 processes wrote got lost on the way to the logs",
    ),
}


@pytest.mark.parametrize(("snapshots", "reason"), LOGS.values(), ids=LOGS)
def test_lines_that_got_lost_leave_it_open(snapshots, reason):
    early = Snapshot("b.db", "b", [start("2026-01-01"), start("2026-11-20")])
    found = Report.of([early, *snapshots], today="2026-11-25").verdict

    assert (reason is None) == found.safe
    assert found.reasons == (() if reason is None else (reason,))
