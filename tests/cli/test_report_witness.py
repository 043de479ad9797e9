"""``chime-shim report`` with what the account itself saw."""

from __future__ import annotations

import json

import pytest

from chime_shim import cli
from chime_shim.ledger._lines import to_line
from tests.support.entries import entry
from tests.witness.records import ACCOUNT, JAVASCRIPT, SHIM, record, role

LEGACY = "chime.us-east-1.amazonaws.com"
SOURCE = 'import boto3\n\nboto3.client("chime").create_meeting()\n'


@pytest.fixture
def report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logs").mkdir()
    records = [
        record("CreateMeeting", SHIM, "meetings-chime.us-east-1.amazonaws.com"),
        *(record("CreateMeeting", host=LEGACY) for _ in range(2)),
        record("DeleteMeeting", JAVASCRIPT, identity=role("billing"), day="2026-11-21"),
        record("ListChannels"),
    ]
    (tmp_path / "logs" / "a.json").write_text(json.dumps({"Records": records}))
    (tmp_path / "app.py").write_text(SOURCE)

    def run(*args):
        try:
            code = cli.main(["report", *args])
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_it_says_who_calls_the_old_namespace_with_what(report):
    code, out, err = report("--cloudtrail", "logs", "--scan", "app.py")

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "The account's own witness",
        "  CloudTrail: 1 file, 5 calls of operations that moved, from 2026-11-20 to",
        "    2026-11-21",
        "",
        "  who, with what                         legacy  by the shim   unclear successor",
        "  role/web in ...3333, Python                 2            1         1         0",
        "  role/billing in ...3333, JavaScript         1            0         0         0",
        "  - unclear: the record does not say which namespace was called. The successors",
        "    of messaging and identity have the names and hosts of the old ones; of the",
        "    others the host tells, if CloudTrail recorded it",
        "",
        "  Not known from the source: another program, or another language, calls these",
        "  - DeleteMeeting, legacy: role/billing in ...3333, JavaScript, 1 call, last on",
        "    2026-11-21",
        "  - ListChannels, unclear: role/web in ...3333, Python, 1 call, last on",
        "    2026-11-20",
    ]


def test_no_line_is_too_long_and_nothing_is_told_that_must_not_be(report):
    _, out, _ = report("--cloudtrail", "logs")
    assert max(map(len, out.splitlines())) <= 80
    for secret in (ACCOUNT, "somebody@example.com", "203.0.113.7", "+12065550100", "ASIAEXAMPLE"):
        assert secret not in out


def test_it_is_joined_with_the_ledger(report, tmp_path):
    (tmp_path / "ledger.log").write_text(to_line(entry(operation="DeleteMeeting")))

    code, out, _ = report("--cloudtrail", "logs", "--format", "json", "--scan", "app.py", "ledger.log")

    witness = json.loads(out)["witness"]
    assert code == 1
    assert witness["known_from"] == ["the ledger", "the source"]
    assert [each["operation"] for each in witness["elsewhere"]] == ["ListChannels"]
    assert json.loads(out).keys() > {"witness"}, "the ledger's own report is there, too"


@pytest.mark.parametrize(("day", "missing"), [("2026-11-25", False), ("2026-11-10", True)])
def test_calls_of_the_shim_that_no_ledger_counted_are_told(day, missing, report, tmp_path):
    (tmp_path / "ledger.log").write_text(to_line(entry(day)))
    code, out, _ = report("--cloudtrail", "logs", "ledger.log")
    assert code == 1
    assert ("The shim forwarded calls until 2026-11-20, later than the ledgers counted any" in out) == missing


def test_access_advisor_is_heard_too(report, tmp_path):
    tracked = {"ActionName": "TagMeeting", "LastAccessedEntity": f"arn:aws:iam::{ACCOUNT}:role/web"}
    tracked["LastAccessedTime"] = "2026-11-19T10:00:00Z"
    service = {"ServiceNamespace": "chime", "TrackedActionsLastAccessed": [tracked]}
    (tmp_path / "advice.json").write_text(json.dumps({"ServicesLastAccessed": [service]}))

    code, out, _ = report("--access-advisor", "advice.json")

    assert code == 1
    assert "  - chime:TagMeeting, legacy: role/web in ...3333, on 2026-11-19" in out


def test_without_a_legacy_call_it_is_no_finding(report, tmp_path):
    native = record("CreateMeeting", host="meetings-chime.us-east-1.amazonaws.com")
    (tmp_path / "logs" / "a.json").write_text(json.dumps({"Records": [native]}))
    assert report("--cloudtrail", "logs")[0] == 0


def test_a_file_that_cannot_be_read_is_named(report, tmp_path):
    (tmp_path / "logs" / "b.json").write_text("chime {")
    code, out, _ = report("--cloudtrail", "logs")
    assert code == 2
    assert "  - not looked at: logs/b.json: it is not JSON" in out
    assert "role/web in ...3333, Python" in out


def test_never_fails_if_told_so(report):
    assert report("--cloudtrail", "logs", "--fail-on", "never")[0] == 0


@pytest.mark.parametrize("args", [[], ["--format", "html", "--cloudtrail", "logs"], ["--scan", "app.py"]])
def test_what_makes_no_sense_is_refused(args, report):
    code, out, err = report(*args)
    assert (code, out) == (2, "")
    assert err.startswith("chime-shim: report: give a ledger")
