from __future__ import annotations

import json

from chime_shim.report._json import as_json


def test_it_has_a_version_the_verdict_and_the_totals(report):
    found = json.loads(as_json(report))

    assert found["version"] == 1
    assert found["verdict"] == {
        "safe": False,
        "text": report.verdict.text,
        "days": 0,
        "determined": True,
        "reasons": [],
        "quiet_days": 30,
    }
    totals = found["totals"]
    assert (totals["calls"], totals["failed"], totals["ended_or_retired"]) == (1242, 6, 5)
    assert (totals["operations"], totals["call_sites"], totals["hosts"], totals["mismatches"]) == (3, 4, 3, 1)


def test_operations_call_sites_hosts_and_days_sum_up_to_the_total(report):
    found = json.loads(as_json(report))

    for name in ("operations", "call_sites", "hosts", "time"):
        assert sum(each["calls"] for each in found[name]) == found["totals"]["calls"], name


def test_a_call_site_has_all_that_there_is_to_know_of_it(report):
    found = json.loads(as_json(report))["call_sites"][0]

    assert found == {
        "file": "app/meetings.py",
        "line": 12,
        "function": "main",
        "operation": "CreateProxySession",
        "fate": "ended",
        "calls": 3,
        "failed": 0,
        "outcomes": {"ok": 3},
        "modes": {"forward": 3},
        "successors": ["chime-sdk-voice:CreateProxySession"],
        "seen_on": ["web-1"],
        "first": "2026-11-24T12:00:00+00:00",
        "last": "2026-11-24T12:00:00+00:00",
    }


def test_comparisons_have_their_outcomes(report):
    (found,) = json.loads(as_json(report))["comparisons"]

    assert found["outcomes"] == {"mismatch": 1, "control unavailable": 9}


def test_no_call_is_valid_too(nothing):
    found = json.loads(as_json(nothing))

    assert (found["totals"]["calls"], found["time"], found["call_sites"]) == (0, [], [])
    assert found["hosts"][0]["last"] is None
