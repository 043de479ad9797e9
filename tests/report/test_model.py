from __future__ import annotations

import random

import pytest

from chime_shim.ledger import COMPARISON, OTHER, Snapshot
from chime_shim.report import FINDINGS, Report
from tests.support.entries import at, entry, start

TODAY = "2026-11-25"


def snapshot(*entries, name="a.db", identity=None):
    return Snapshot(name, identity or name, entries)


def report(*entries, **options):
    return Report.of([snapshot(*entries)], today=TODAY, **options)


# Merging


def test_ledgers_of_several_hosts_add_up():
    found = Report.of(
        [
            snapshot(entry(host="web-1", calls=3), name="a.db"),
            snapshot(entry(host="web-2", calls=4), entry(host="web-1", calls=1), name="b.log"),
        ],
        today=TODAY,
    )

    assert found.total.calls == 8
    assert [(host, calls.calls) for host, (calls, _) in found.hosts.items()] == [("web-1", 4), ("web-2", 4)]
    assert len(found.sites) == 1


def test_of_copies_of_one_ledger_the_latest_counts_whatever_the_order():
    early = snapshot(entry(line=1, calls=3), name="monday.db", identity="x")
    late = snapshot(entry(line=1, calls=5), entry(line=2, calls=1), name="tuesday.db", identity="x")

    for copies in ([early, late], [late, early], [early, late, early]):
        assert Report.of(copies, today=TODAY).total.calls == 6


def test_lines_of_one_log_that_are_alike_add_up():
    assert report(entry(calls=1), entry(calls=2)).total.calls == 3


# What comes first


def test_what_ended_and_was_retired_comes_first_and_then_what_is_called_most():
    found = report(
        entry(operation="CreateMeeting", calls=100),
        entry(operation="NotOneOfOurs", calls=900),
        entry(operation="GetMeeting", calls=200),
        entry(operation="ListMeetings", calls=1),
        entry(operation="CreateProxySession", calls=1),
    )

    order = ["CreateProxySession", "ListMeetings", "GetMeeting", "CreateMeeting", "NotOneOfOurs"]
    assert list(found.operations) == order
    assert [site.operation for site in found.sites] == order
    assert list(found.pressing) == order[:2]


def test_the_order_does_not_depend_on_the_order_of_the_entries():
    entries = [
        entry(line=line, operation=name) for line in range(5) for name in ("GetMeeting", "ListMeetings")
    ]
    orders = []
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        orders.append(list(report(*entries).sites))
    assert orders[1:] == orders[:-1]


# Sums


def test_outcomes_hosts_and_times_of_a_call_site_come_together():
    found = report(
        entry(outcome="ok", calls=5, first=at(TODAY, 8)),
        entry(outcome="NotFoundException", calls=2, host="web-2", last=at(TODAY, 20)),
        entry(outcome="502", calls=2),
    )

    (tally,) = found.sites.values()
    assert (tally.calls, tally.failed) == (9, 4)
    assert list(tally.failures.items()) == [("502", 2), ("NotFoundException", 2)]
    assert tally.hosts == {"web-1", "web-2"}
    assert (tally.first, tally.last) == (at(TODAY, 8), at(TODAY, 20))


def test_the_most_frequent_failure_comes_first():
    found = report(
        entry(outcome="502", calls=2),
        entry(outcome="AccessDenied", calls=1),
        entry(outcome="Throttled", calls=9),
    )

    assert list(found.total.failures.items()) == [("Throttled", 9), ("502", 2), ("AccessDenied", 1)]


def test_starts_and_comparisons_are_no_calls():
    found = report(start(calls=4), entry(mode=COMPARISON, outcome="mismatch", calls=2))

    assert (found.total.calls, found.sites, found.mismatches) == (0, {}, 2)
    assert [(calls.calls, life.began) for calls, life in found.hosts.values()] == [(0, 4)]


def test_comparisons_with_mismatches_come_first():
    found = report(
        entry(mode=COMPARISON, outcome="match", calls=90, line=1),
        entry(mode=COMPARISON, outcome="mismatch", calls=1, line=2),
        entry(mode=COMPARISON, outcome="control unavailable", calls=5, line=3),
    )

    assert [site.line for site in found.comparisons] == [2, 1, 3]


# Time


def test_since_leaves_out_earlier_days_but_not_for_the_verdict():
    found = report(start("2026-11-01"), entry("2026-11-02"), entry("2026-11-25"), since="2026-11-20")

    assert found.total.calls == 3
    assert found.periods[0].day == "2026-11-25"
    assert report(entry("2026-11-02"), since="2026-11-20").verdict.days == 23


def test_the_time_line_has_every_day_up_to_today():
    found = report(entry("2026-11-20", calls=7), entry("2026-11-22", operation="ListMeetings", calls=2))

    assert [(it.day[-2:], it.moved, it.pressing, it.sites) for it in found.periods] == [
        ("20", 7, 0, 1),
        ("21", 0, 0, 0),
        ("22", 0, 2, 1),
        ("23", 0, 0, 0),
        ("24", 0, 0, 0),
        ("25", 0, 0, 0),
    ]


def test_a_long_time_is_shown_by_week_and_loses_no_call():
    found = report(entry("2026-01-01", calls=7), entry("2026-01-08", calls=1), entry("2026-11-25", calls=2))

    assert len(found.periods) == 47
    assert [it.calls for it in found.periods if it.calls] == [7, 1, 2]


def test_a_day_after_today_is_not_lost():
    assert sum(it.calls for it in report(entry("2026-11-26", calls=2)).periods) == 2


def test_call_sites_without_room_have_a_name_for_people():
    (site,) = report(entry(file=OTHER, line=0, function="")).sites
    assert site.place == "other call sites"


# Findings

CASES = {
    "call": ([entry()], [start()]),
    "error": ([entry(outcome="502")], [entry()]),
    "ended": ([entry(operation="ListMeetings")], [entry()]),
    "mismatch": ([entry(mode=COMPARISON, outcome="mismatch")], [entry(mode=COMPARISON, outcome="match")]),
    "unsafe": ([entry()], [start("2026-01-01"), start("2026-11-20")]),
    "never": ([], [entry(operation="ListMeetings", outcome="502")]),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_each_finding_is_there_or_not(name):
    yes, no = CASES[name]
    assert not yes or FINDINGS[name](report(*yes))
    assert not FINDINGS[name](report(*no))
