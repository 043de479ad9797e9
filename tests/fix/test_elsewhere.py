"""Notebooks and commands of the AWS CLI are rewritten; everything around them keeps its bytes."""

from __future__ import annotations

import json

import pytest

from chime_shim.fix import fix_paths, write_all
from tests.scan.forms import CALL, function, notebook

COMMAND = "aws chime list-sip-rules"
NEW = "aws chime-sdk-voice list-sip-rules --region us-east-1"
MADE = 'import boto3\nchime = boto3.client("chime")\n'
MADE_ANEW = MADE.replace('"chime"', '"chime-sdk-voice", region_name="us-east-1"')


@pytest.fixture
def fixed(tmp_path, monkeypatch):
    """Write files, fix them twice, and return what they are then."""
    monkeypatch.chdir(tmp_path)

    def fixed(files):
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        fixed.results = fix_paths(["."])
        assert write_all(fixed.results) == []
        found = {name: (tmp_path / name).read_bytes() for name in files}
        assert not any(each.changed for each in fix_paths(["."])), "a second run changes something"
        return {
            name: each if isinstance(files[name], bytes) else each.decode() for name, each in found.items()
        }

    return fixed


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_cell_is_rewritten_and_the_layout_stays(indent, fixed):
    cells = ["%matplotlib inline\n" + MADE, "!pip list\nrules = chime.list_sip_rules()\n%time print(rules)"]
    content = notebook(*cells, indent=indent) + "\n"
    after = fixed({"a.ipynb": content})["a.ipynb"]
    assert after == notebook(cells[0].replace(MADE, MADE_ANEW), cells[1], indent=indent) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_source_of_one_string_and_other_newlines_and_marks_stay(encoding, fixed):
    cell = {"cell_type": "code", "source": CALL.replace("create_meeting", "list_sip_rules"), "outputs": ["é"]}
    content = json.dumps({"cells": [cell]}, indent=2, ensure_ascii=False).replace("\n", "\r\n")
    content = content.replace('ClientRequestToken=\\"t\\"', "").encode(encoding)
    after = fixed({"a.ipynb": content})["a.ipynb"]
    assert after == content.replace(rb"(\"chime\")", rb"(\"chime-sdk-voice\", region_name=\"us-east-1\")")


def test_lines_are_added_where_the_cell_has_them(fixed):
    call = 'chime.create_meeting(\n    ClientRequestToken="t",\n)\n'
    after = fixed({"a.ipynb": notebook(MADE, call)})["a.ipynb"]
    sources = ["".join(each["source"]) for each in json.loads(after)["cells"][1:]]
    assert 'boto3.client("chime-sdk-meetings"' in sources[0]
    assert 'MediaRegion="us-east-1",\n' in sources[1]
    assert all(each.startswith("   ") for each in after.splitlines() if "MediaRegion" in each)


def test_modules_and_notebooks_that_share_a_client_move_together(fixed):
    files = {
        "clients.py": MADE,
        "a.ipynb": notebook("from clients import chime\n", "chime.list_sip_rules()\n"),
    }
    assert fixed(files)["clients.py"] == MADE_ANEW


def test_a_magic_that_would_change_leaves_the_client_alone_in_every_file(fixed):
    files = {
        "clients.py": MADE,
        "a.ipynb": notebook(
            "from clients import chime\n", '%time chime.create_meeting(ClientRequestToken="t")\n'
        ),
    }
    after = fixed(files)
    assert after == files
    assert {each.refused for each in fixed.results} >= {"a magic of cell 2 would change"}


def test_python_in_templates_stays_and_is_counted(fixed):
    files = {"a.yaml": function("ZipFile")}
    assert fixed(files) == files
    (result,) = fixed.results
    assert result.path == "a.yaml"
    assert result.refused == "it is Python inside another file, which is not rewritten"
    assert [each.operation for each in result.left] == ["CreateMeeting"]


REWRITTEN = {
    "a.sh": (f"#!/bin/sh\nset -e\n{COMMAND} | jq .\n", f"#!/bin/sh\nset -e\n{NEW} | jq .\n"),
    "crlf.sh": (f"{COMMAND}\r\nls\r\n", f"{NEW}\r\nls\r\n"),
    "profile.sh": ("aws --profile x chime list-sip-rules\n", f"{NEW}\n".replace("aws ", "aws --profile x ")),
    "lines.sh": (
        "aws chime delete-meeting \\\n  --meeting-id m\n",
        "aws chime-sdk-meetings delete-meeting --region us-east-1 \\\n  --meeting-id m\n",
    ),
    "Makefile": (f"all:\n\t@{COMMAND}\n", f"all:\n\t@{NEW}\n"),
    "Dockerfile": (f"RUN {COMMAND}\n", f"RUN {NEW}\n"),
    "a.md": (f"```sh\n$ {COMMAND}\n```\n", f"```sh\n$ {NEW}\n```\n"),
    ".github/workflows/a.yml": (f"- run: {COMMAND}\n", f"- run: {NEW}\n"),
    "double.sh": (f'bash -c "{COMMAND}"\n', f'bash -c "{NEW}"\n'),
    "tags.sh": (
        "aws chime list-meeting-tags --meeting-id m\n",
        (
            'aws chime-sdk-meetings list-tags-for-resource --region us-east-1 --resource-arn "$(aws '
            "chime-sdk-meetings get-meeting --region us-east-1 --meeting-id m "
            '--query Meeting.MeetingArn --output text)"\n'
        ),
    ),
    "token.sh": (
        "aws chime create-meeting --client-request-token t\n",
        (
            "aws chime-sdk-meetings create-meeting --region us-east-1 --client-request-token t "
            "--external-meeting-id t --media-region us-east-1\n"
        ),
    ),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_literal_command_is_rewritten(name, fixed):
    before, after = REWRITTEN[name]
    assert fixed({name: before}) == {name: after}
    assert not any(each.left for each in fixed.results)


LEFT = {
    "variable.sh": 'aws chime delete-meeting --meeting-id "$ID"\n',
    "required.sh": "aws chime create-meeting\n",
    "retired.sh": "aws chime list-meetings\n",
    "xargs.sh": "xargs aws chime delete-meeting --meeting-id < ids\n",
    "unknown.sh": "aws chime delete-meeting --meeting-id m --colour red\n",
    "missing.sh": "aws chime delete-meeting\n",
    "list.dockerfile": 'CMD ["aws", "chime", "list-sip-rules"]\n',
    "folded.yml": "a:\n  - >\n    aws chime\n    list-sip-rules\n",
    "over.yml": "a:\n  - aws chime list-sip-rules\n    --max-results 5\n",
    "tags.mk": "all:\n\taws chime list-meeting-tags --meeting-id m\n",
    "quoted.sh": 'bash -c "aws chime list-meeting-tags --meeting-id m"\n',
    "tags.yml": '- run: "aws chime list-meeting-tags --meeting-id m"\n',
    "a.ps1": f"{COMMAND}\n",
    "make.mk": "all:\n\t$(AWS) chime list-sip-rules\n",
    "latin.sh": f"# é\n{COMMAND}\n".encode("latin-1"),
    "magic.ipynb": notebook(f"!{COMMAND}\n"),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_plain_stays_and_is_counted(name, fixed):
    assert fixed({name: LEFT[name]}) == {name: LEFT[name]}
    assert [len(each.left) for each in fixed.results] == [1]


def test_a_silenced_command_stays(fixed):
    files = {"a.sh": f"{COMMAND} # noqa\n{COMMAND}\n"}
    assert fixed(files) == {"a.sh": f"{COMMAND} # noqa\n{NEW}\n"}


def test_the_command_line_shows_both(fixed, capsys):
    from chime_shim import cli

    fixed({"b.ipynb": notebook("x = 1\n")})
    for name, text in {"a.sh": COMMAND, "a.ipynb": notebook(MADE, "chime.list_sip_rules()\n")}.items():
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(text)
    assert cli.main(["fix", "."]) == 1
    out, err = capsys.readouterr()
    assert f"+{NEW}" in out
    assert "+++ a.ipynb" in out
    assert "2 calls would move, in 2 changed files" in err
    assert cli.main(["fix", "--write", "--kinds", "shell", "."]) == 0
    assert cli.main(["fix", "--write", "."]) == 0
    assert cli.main(["scan"]) == 0
