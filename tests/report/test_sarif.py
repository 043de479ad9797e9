from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from chime_shim.ledger import OTHER, Snapshot
from chime_shim.report import Report
from chime_shim.report._sarif import sarif
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.scan import RULES, rule_of
from tests.support.entries import entry

SCHEMA = json.loads((Path(__file__).parents[1] / "scan" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def run_of(*entries):
    report = Report.of([Snapshot("a", "a", entries)], today="2026-11-25")
    document = json.loads(sarif(report))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return run


def test_each_call_site_is_a_result_under_the_scanners_rule():
    run = run_of(*(entry(operation=operation) for operation in [*ROUTES, *KEPT_ROUTES]))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert len(run["results"]) == len(ROUTES) + len(KEPT_ROUTES)
    assert set(rules) <= set(RULES)
    for result in run["results"]:
        operation = result["message"]["text"].split()[0].removeprefix("chime:")
        assert result["ruleId"] == rule_of({**ROUTES, **KEPT_ROUTES}[operation]).id
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_it_is_valid(report):
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(sarif(report)))


def test_what_ended_or_was_retired_is_an_error_and_all_else_a_warning():
    run = run_of(*(entry(operation=name) for name in ("CreateProxySession", "ListMeetings", "CreateMeeting")))

    assert [result["level"] for result in run["results"]] == ["error", "error", "warning"]


def test_a_result_says_how_often_and_where():
    (result,) = run_of(entry(file="app/a b.py", line=7), entry(file="app/a b.py", line=7, outcome="502"))[
        "results"
    ]

    assert result["message"]["text"].endswith("6 calls, 3 of which failed: 502 (3); the last on 2026-11-25.")
    assert result["occurrenceCount"] == 6
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "app/a%20b.py", "uriBaseId": "SRCROOT"}
    assert physical["region"] == {"startLine": 7}


def test_a_path_outside_of_the_project_is_absolute():
    (result,) = run_of(entry(file="/opt/app.py"))["results"]

    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///opt/app.py"}


def test_what_has_no_place_has_no_location():
    (result,) = run_of(entry(file=OTHER, line=0, function=""))["results"]

    assert result["locations"] == []


def test_an_operation_that_no_rule_knows_is_left_out():
    assert run_of(entry(operation="NotOneOfOurs"))["results"] == []


def fingerprints(*entries):
    return {
        result["locations"][0]["physicalLocation"]["region"]["startLine"]: result["partialFingerprints"]
        for result in run_of(*entries)["results"]
    }


def test_a_fingerprint_stays_when_lines_are_added_above():
    before = fingerprints(entry(line=10), entry(line=20))
    after = fingerprints(entry(line=15), entry(line=25))

    assert (before[10], before[20]) == (after[15], after[25])
    assert before[10] != before[20]
