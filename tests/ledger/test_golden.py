"""What earlier versions wrote can be read for ever.

The files in golden/ are of the code that wrote them, and are never made again. A new version of a format adds
its file here. The first ones (-1) are of the first releases, whose ledgers kept their latest entries in a
second file (-wal); lines of the second version are numbered, and ledgers have kept their sum since.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from chime_shim import cli
from chime_shim.ledger import SqliteSink, read
from chime_shim.report import Report
from chime_shim.report._json import as_json
from chime_shim.report._sarif import sarif
from chime_shim.scan import scan_paths
from tests.support.entries import entry

GOLDEN = Path(__file__).parent / "golden"
SARIF = json.loads((GOLDEN.parents[1] / "scan" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
LEDGERS = ["ledger-1.db", "killed-1.db", "lines-1.log", "ledger-2.db", "lines-2.log", "merged-2.db"]
ROWS = [
    ("2026-10-20", "web-1", "", "start", "ok", 2),
    ("2026-10-20", "web-1", "CreateMeeting", "forward", "ok", 7),
    ("2026-11-24", "web-1", "CreateProxySession", "forward", "NotFoundException", 1),
    ("2026-11-25", "web-1", "ListMeetings", "forward", "OperationRetired", 4),
    ("2026-11-25", "web-2", "CreateMeeting", "comparison", "mismatch", 2),
]


@pytest.fixture
def golden(tmp_path):
    """A copy: nothing may be made beside the files themselves."""
    shutil.copytree(GOLDEN, tmp_path / "golden")
    return tmp_path / "golden"


def rows(path):
    return [(it.day, it.host, it.operation, it.mode, it.outcome, it.calls) for it in read(str(path)).entries]


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_of_every_version_is_read(name, golden):
    before = sorted(each.name for each in golden.iterdir())

    assert rows(golden / name) == ROWS
    (odd,) = [it for it in read(str(golden / name)).entries if it.line == 3]
    assert (odd.file, odd.function) == ("naïve — ☃.py", 'a "quoted" {name}')
    assert sorted(each.name for each in golden.iterdir()) == before


@pytest.mark.parametrize("name", ["ledger-1.db", "killed-1.db", "ledger-2.db"])
def test_a_ledger_of_every_version_is_written_on(name, golden):
    sink = SqliteSink(str(golden / name))
    sink.write([entry("2026-11-26")], patience=1)
    sink.close()

    assert rows(golden / name) == [*ROWS, ("2026-11-26", "web-1", "CreateMeeting", "forward", "ok", 3)]
    assert not list(golden.glob(f"{name}-*")), "what was beside it is in it now"
    assert read(str(golden / name)).doubts == []


@pytest.mark.parametrize(("name", "doubts"), [("ledger-1.db", 1), ("killed-1.db", 0), ("ledger-2.db", 0)])
def test_what_may_have_been_beside_a_ledger_is_a_doubt(name, doubts, golden):
    assert len(read(str(golden / name)).doubts) == doubts


def test_a_report_has_all_the_keys_that_it_ever_had(golden):
    before = json.loads((golden / "report-1.json").read_text(encoding="utf-8"))
    report = Report.of(read(str(golden / "lines-1.log")).snapshots, today="2026-11-25")
    now = json.loads(as_json(report))

    assert now["version"] == before["version"]
    assert missing(before, now) == []


def missing(before, now, path=""):
    """The places of one document that another has not."""
    if isinstance(before, dict):
        return [
            place
            for key, value in before.items()
            for place in (missing(value, now[key], f"{path}.{key}") if key in now else [f"{path}.{key}"])
        ]
    if isinstance(before, list) and before:
        return missing(before[0], now[0], f"{path}[]") if now else [f"{path}[]"]
    return [] if type(before) is type(now) or None in (before, now) else [path]


def test_sarif_keeps_its_rules_and_fingerprints(golden):
    before = json.loads((golden / "report-1.sarif").read_text(encoding="utf-8"))
    report = Report.of(read(str(golden / "lines-1.log")).snapshots, today="2026-11-25")
    now = json.loads(sarif(report))

    assert identities(now) == identities(before)
    jsonschema.Draft4Validator(SARIF).validate(before)


def identities(document):
    (run,) = document["runs"]
    return [(result["ruleId"], result["partialFingerprints"]) for result in run["results"]]


def test_a_baseline_of_the_scanner_still_holds(golden, monkeypatch, capsys):
    (golden / "app.py").write_bytes((golden / "app.py.txt").read_bytes())
    monkeypatch.chdir(golden)

    assert cli.main(["scan", "app.py"]) == 1
    assert cli.main(["scan", "app.py", "--baseline", "scan-baseline-1.json"]) == 0
    capsys.readouterr()


def test_the_scanners_own_reports_keep_their_keys_and_fingerprints(golden, monkeypatch, capsys):
    (golden / "app.py").write_bytes((golden / "app.py.txt").read_bytes())
    monkeypatch.chdir(golden)

    assert list(scan_paths(["app.py"]))
    documents = {}
    for form in ("json", "sarif"):
        cli.main(["scan", "app.py", "--format", form])
        documents[form] = json.loads(capsys.readouterr().out)
    before = json.loads((golden / "scan-1.json").read_text(encoding="utf-8"))
    assert missing(before, documents["json"]) == []
    before = json.loads((golden / "scan-1.sarif").read_text(encoding="utf-8"))
    assert identities(documents["sarif"]) == identities(before)
