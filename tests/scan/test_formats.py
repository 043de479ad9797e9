from __future__ import annotations

import json
import subprocess
import sys

import pytest

from chime_shim.scan import scan_paths
from chime_shim.scan.formats.kinds import KINDS, PYTHON, kind_of, of_shebang
from chime_shim.scan.output import github, markdown, sarif, text
from chime_shim.scan.output import json as json_
from chime_shim.scan.output.report import Selection, report_of
from chime_shim.scan.project.files import Census
from tests.scan.forms import CALL, CONTROLS, FORMS, VARIATIONS, notebook


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Write files, and return what is found in them: the lines, by the path."""
    monkeypatch.chdir(tmp_path)

    def tree(files, **given):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        tree.results = list(scan_paths(["."], **given))
        return {
            each.path: [finding.span.line for finding in each.findings if finding.confidence != "possible"]
            for each in tree.results
            if each.findings
        }

    return tree


def test_a_tree_with_one_legacy_use_in_each_form_is_reported_in_full_and_nothing_else(tree):
    files = {name: content for name, content, _ in FORMS.values()}
    controls = {f"controls/{name}": content for name, content in CONTROLS.items()}
    assert len(files) == len(FORMS) == 25
    assert tree({**files, **controls}) == {name: [line] for name, _, line in FORMS.values()}
    assert [each for each in tree.results if each.problem] == []


@pytest.mark.parametrize("form", VARIATIONS)
def test_variations_are_found(form, tree):
    name, content, line = VARIATIONS[form]
    assert tree({name: content}) == {name: [line]}
    assert [each for each in tree.results if each.problem] == []


@pytest.mark.parametrize("name", CONTROLS)
def test_what_is_none_is_not_found(name, tree):
    assert tree({name: CONTROLS[name]}) == {}
    assert [each for each in tree.results if each.problem] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_code_elsewhere_is_followed_into_modules_and_from_them(jobs, tree):
    files = {
        "clients.py": 'import boto3\nchime = boto3.client("chime")\n',
        "a.ipynb": notebook("from clients import chime\n", 'chime.get_meeting(MeetingId="m")\n'),
    }
    assert tree(files, jobs=jobs) == {"a.ipynb": [26]}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_chosen_and_left_out(kind, tree, tmp_path):
    files = {name: content for name, content, _ in FORMS.values()}
    files |= {name: content for name, content, _ in (VARIATIONS["tox"],)}
    census = Census()
    alone = tree(files, kinds=[kind], census=census)
    assert alone
    assert set(census) == {kind}
    others = tree(files, kinds=[each for each in KINDS if each != kind])
    everything = tree(files)
    assert {**alone, **others} == everything
    assert not alone.keys() & others.keys()


def test_a_cell_that_cannot_be_read_costs_itself_alone_and_is_named(tree):
    found = tree({"a.ipynb": notebook("def f(:\n", CALL)})
    assert found == {"a.ipynb": [27]}
    (problem,) = [each.problem for each in tree.results if each.problem]
    assert problem.missed
    assert problem.reason.startswith("cell 1 has a syntax error")
    assert problem.line == 17


@pytest.mark.parametrize(
    "content", ["chime", '["chime"', '{"cells": 5, "x": "chime"}', '"chime"', '{"cells": [[["chime"]]]}']
)
def test_what_is_no_notebook_is_named_or_has_nothing(content, tree):
    assert tree({"a.ipynb": content, "a.py": CALL}) == {"a.py": [2]}


def test_a_finding_in_a_notebook_tells_its_cell_in_every_format(tree, tmp_path):
    tree({"a.ipynb": notebook("x = 1\n", f"y = 2\n{CALL}")})
    report = report_of(tree.results, Census({"notebooks": 1}), Selection())
    (finding,) = report.findings
    assert finding.cell == (2, 3)
    written = (tmp_path / "a.ipynb").read_text(encoding="utf-8").splitlines()
    assert "create_meeting" in written[finding.span.line - 1]
    assert written[finding.span.line - 1][finding.span.column :].startswith("boto3.client")
    assert "cell 2:3" in text.render(report)
    assert "cell 2:3" in markdown.render(report)
    assert f"line={finding.span.line}" in github.render(report)
    assert "(cell 2%3A3)" in github.render(report)
    assert json.loads(json_.render(report))["findings"][0]["cell"] == {"number": 2, "line": 3}
    (result,) = json.loads(sarif.render(report))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == finding.span.line
    assert result["locations"][0]["logicalLocations"][0]["name"] == "cell 2"
    assert (result["properties"]["cell"], result["properties"]["cellLine"]) == (2, 3)


def test_a_command_has_its_new_one_with_what_is_required_now(tree):
    tree(
        {
            "a.sh": "aws chime create-meeting --client-request-token t\n"
            "aws chime list-channels --app-instance-arn a\n"
        }
    )
    first, second = tree.results[0].findings
    assert first.instead == (
        "aws chime-sdk-meetings create-meeting --region us-east-1 --client-request-token t "
        "--external-meeting-id t --media-region us-east-1"
    )
    assert "--chime-bearer CHIME_BEARER" in second.instead
    assert second.notes == ("--chime-bearer is required now",)
    report = report_of(tree.results, Census({"shell": 1}), Selection())
    for render in (text.render, json_.render, sarif.render, github.render, markdown.render):
        assert "aws chime-sdk-meetings create-meeting --region us-east-1" in render(report)


def test_a_comment_silences_a_command(tree):
    tree({"a.sh": "aws chime list-sip-rules # noqa: CS011\n"})
    assert [len(each.suppressed) for each in tree.results] == [1]


OTHER_LANGUAGES = {
    "a.js": 'const { Chime } = require("@aws-sdk/client-chime");',
    "b.js": "const chime = new AWS.Chime({ region });",
    "c.ts": "import { ChimeClient } from '@aws-sdk/client-chime';",
    "D.java": "import software.amazon.awssdk.services.chime.ChimeClient;",
    "E.java": "AmazonChime chime = AmazonChimeClientBuilder.defaultClient();",
    "f.go": 'import "github.com/aws/aws-sdk-go-v2/service/chime"',
    "g.rb": "client = Aws::Chime::Client.new",
    "h.cs": "using Amazon.Chime;",
    "i.tf": 'resource "aws_chime_voice_connector" "a" {}',
}
MIGRATED = {
    "a.js": 'require("@aws-sdk/client-chime-sdk-meetings"); play("chime");',
    "D.java": "import software.amazon.awssdk.services.chimesdkmeetings.ChimeSdkMeetingsClient;",
    "f.go": 'import "github.com/aws/aws-sdk-go-v2/service/chimesdkvoice"',
    "i.tf": 'resource "aws_chimesdkvoice_sip_rule" "a" {}',
}


def test_files_of_other_languages_that_name_the_namespace_are_counted_and_are_no_finding(tree, capsys):
    from chime_shim import cli

    assert tree(OTHER_LANGUAGES) == {}
    assert cli.main(["scan"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert (
        "not looked at: 1 C#, 1 Go, 2 Java, 2 JavaScript, 1 Ruby, 1 TypeScript, "
        "1 template files that name the legacy namespace (https://" in last
    )
    assert "#other-languages" in last


def test_those_that_do_not_are_not(tree, capsys):
    from chime_shim import cli

    tree({**MIGRATED, "a.py": ""})
    assert cli.main(["scan"]) == 0
    assert "not looked at" not in capsys.readouterr().out


def test_the_project_chooses_kinds_and_the_command_line_goes_before_it(tree, capsys):
    from chime_shim import cli

    tree(
        {
            "pyproject.toml": '[tool.chime_shim.scan]\nwithout-kinds = ["shell"]\n',
            "a.sh": FORMS["shell"][1],
            "a.py": "",
        }
    )
    assert cli.main(["scan"]) == 0
    assert "not looked at: 1 shell script" in capsys.readouterr().out
    assert cli.main(["scan", "--kinds", "shell"]) == 1
    assert cli.main(["scan", "--kinds", "shells"]) == 2
    assert "there is no kind 'shells'; there are python, stubs," in capsys.readouterr().err


def test_a_tree_without_chime_needs_none_of_the_readers(tmp_path):
    (tmp_path / "a.sh").write_text("ls\n", encoding="utf-8")
    (tmp_path / "a.ipynb").write_text(notebook("x = 1\n").replace("chime", "time"), encoding="utf-8")
    code = (
        "import sys\nfrom chime_shim.scan import scan_paths\nlist(scan_paths(['.']))\n"
        "print([each for each in sys.modules if each.startswith(('chime_shim.places', 'chime_shim.routes'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"#!/usr/bin/env python3", "scripts"),
        (b"#!/usr/bin/python3.12 -u", "scripts"),
        (b"#!/usr/bin/env -S uv run --script", "scripts"),
        (b"#!/bin/bash -e", "shell"),
        (b"#!/usr/bin/env sh", "shell"),
        (b"#!/usr/bin/make -f", "make"),
        (b"#!/usr/bin/env node", None),
        (b"python", None),
    ],
)
def test_the_first_line_tells_the_kind(line, kind):
    assert of_shebang(line) == kind


def test_a_python_file_is_one_wherever_it_is():
    assert kind_of(".github/a.py", "a.py") == PYTHON
