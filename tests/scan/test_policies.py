"""What policies of IAM lack is told beside the legacy calls, wherever a policy is written."""

from __future__ import annotations

import importlib.util
import json
import textwrap

import pytest

from chime_shim.cli import main
from chime_shim.fix import fix_paths
from chime_shim.scan import scan_paths
from chime_shim.scan.output import baseline
from tests.policy.written.forms import CONTROLS, FORMS

pytest.importorskip("yaml")
pytest.importorskip("hcl2")

CALL = 'import boto3\nboto3.client("chime").list_proxy_sessions(VoiceConnectorId="v")\n'
POLICY = '{"Statement": [\n{"Effect": "Allow", "Action": "chime:TagMeeting", "Resource": "*"}]}'


@pytest.fixture
def scanned(tmp_path, monkeypatch):
    """Write files, and return the result of each."""
    monkeypatch.chdir(tmp_path)

    def scanned(files, **given):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
            (tmp_path / name).write_bytes(data)
        return {each.path: each for each in scan_paths(["."], **given)}

    return scanned


@pytest.mark.parametrize(("name", "text", "expected"), FORMS.values(), ids=FORMS)
def test_a_policy_is_found_in_each_form_at_its_line_and_is_no_legacy_call(name, text, expected, scanned):
    result = scanned({name: text})[name]
    assert {each.span.line for each in result.policies} == set(expected)
    assert {each.rule for each in result.policies} == {"CS093"}
    assert result.findings == ()


@pytest.mark.parametrize(("name", "text"), CONTROLS.values(), ids=CONTROLS)
def test_what_lacks_nothing_is_not_told(name, text, scanned):
    found = [policy for each in scanned({name: text}).values() for policy in each.policies]
    assert [each for each in found if each.confidence != "possible"] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_module_has_both_its_calls_and_its_policies(jobs, scanned):
    policy = f"POLICY = {POLICY}\n"
    result = scanned({"stack.py": CALL + policy}, jobs=jobs)["stack.py"]
    assert [each.operation for each in result.findings] == ["ListProxySessions"]
    assert [each.span.line for each in result.policies] == [4]


def test_a_policy_in_utf_16_is_read(scanned):
    assert scanned({"p.json": POLICY.encode("utf-16")})["p.json"].policies


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.json", POLICY[:-2]),
        ("t.yaml", "Statement:\n  - Action: chime:TagMeeting\n   Effect: [\n"),
        ("main.tf", 'statement {\n  actions = ["chime:TagMeeting"\n'),
    ],
)
def test_a_file_that_cannot_be_parsed_is_named_and_nothing_is_said_to_be_well(
    name, text, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(text)
    assert main(["scan", "."]) == 2
    assert f"{name} policies in it were not looked at: " in capsys.readouterr().out
    assert main(["scan", "--ignore-unreadable", "."]) == 0


def test_without_the_parser_the_file_is_named_with_what_to_install(tmp_path, monkeypatch, capsys):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "chime_shim.policy.written._files.find_spec",
        lambda name, *rest: None if name == "yaml" else find(name, *rest),
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.yaml").write_text("Action: chime:TagMeeting\n")
    assert main(["scan", "."]) == 2
    assert "t.yaml policies in it were not looked at: it takes PyYAML to read" in capsys.readouterr().out


def test_a_comment_silences_a_policy(scanned):
    text = "Statement:\n  - Effect: Allow  # noqa: CS093\n    Action: chime:TagMeeting\n    Resource: '*'\n"
    result = scanned({"t.yaml": text})["t.yaml"]
    assert result.policies == ()
    assert [each.kind for each in result.suppressed] == ["policy"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A tree with a call, and with a policy beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(CALL)
    (tmp_path / "p.json").write_text(POLICY)
    return tmp_path


NEEDED = ["action chime:GetMeeting, for chime:TagMeeting", "action chime:TagResource, for chime:TagMeeting"]


def test_the_text_has_a_section_for_them(project, capsys):
    assert main(["scan", "."]) == 1
    out = capsys.readouterr().out
    assert "Policies of IAM that lack names: chime-shim iam --diff shows how to add them" in out
    assert "  p.json:2:1  CS093  certain\n" in out
    assert all(f"      {each}\n" in out for each in NEEDED)
    assert "1 legacy call in 1 file of 2: 1 certain; 1 policy statement to look at." in out


def test_policies_alone_are_no_all_clear(project, capsys):
    (project / "app.py").unlink()
    assert main(["scan", "."]) == 1
    assert "No legacy calls in 1 file; 1 policy statement to look at." in capsys.readouterr().out


def test_json_holds_them_apart(project, capsys):
    main(["scan", "--format", "json", "."])
    content = json.loads(capsys.readouterr().out)
    assert [each["operation"] for each in content["findings"]] == ["ListProxySessions"]
    (policy,) = content["policies"]
    assert (policy["path"], policy["line"], policy["rule"], policy["notes"]) == ("p.json", 2, "CS093", NEEDED)


@pytest.mark.parametrize("form", ["github", "sarif", "markdown"])
def test_the_other_reports_name_the_rule_the_place_and_what_is_lacking(form, project, capsys):
    main(["scan", "--format", form, "."])
    out = capsys.readouterr().out.lower()
    assert "cs093" in out
    assert "p.json" in out
    assert all(each.lower() in out for each in NEEDED)


def test_a_baseline_knows_them(project, capsys):
    assert main(["scan", "--write-baseline", "known.json", "."]) == 0
    assert len(baseline.read(project / "known.json")) == 2
    assert main(["scan", "--baseline", "known.json", "."]) == 0
    assert main(["scan", "--ignore", "CS093", "--select", "CS09", "."]) == 0


def test_fix_points_to_the_command_that_adds_names(project, capsys):
    assert main(["fix", "--write", "."]) == 0
    told = capsys.readouterr().err
    assert "p.json: policies lack names of the successors: chime-shim iam --diff shows them" in told
    assert (project / "p.json").read_text() == POLICY


def test_fix_has_one_result_for_a_module_with_both(project):
    (project / "app.py").write_text(f"{CALL}POLICY = {POLICY}\n")
    (result,) = [each for each in fix_paths(["app.py"]) if each.path == "app.py"]
    assert result.fixed
    assert [each.span.line for each in result.policies] == [4]
