from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from chime_shim import cli
from chime_shim.fix import RULES
from tests.idioms.corpus import PROGRAMS
from tests.support.command import run

CALL = 'import boto3\nboto3.client("chime").list_sip_rules()\n'
FIXED = CALL.replace('"chime"', '"chime-sdk-voice", region_name="us-east-1"')
RETIRED = 'import boto3\nboto3.client("chime").list_meetings()\n'
CLEAN = "print(1)\n"
TAGS = 'import boto3\nboto3.client("chime").create_attendee(MeetingId="m", ExternalUserId="a", Tags=[])\n'


@pytest.fixture
def fix(capsys, tmp_path, monkeypatch):
    """Runs the command where the files are, and returns its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def fix(*args, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        code = cli.main(["fix", *args])
        return code, *capsys.readouterr()

    return fix


def text_of(tmp_path, name):
    return (tmp_path / f"{name}.py").read_text(encoding="utf-8")


def test_it_shows_a_diff_and_writes_nothing(fix, tmp_path):
    code, out, err = fix(".", old=CALL, clean=CLEAN)
    assert code == 1
    assert out.splitlines() == [
        "--- old.py",
        "+++ old.py",
        "@@ -1,2 +1,2 @@",
        " import boto3",
        '-boto3.client("chime").list_sip_rules()',
        '+boto3.client("chime-sdk-voice", region_name="us-east-1").list_sip_rules()',
    ]
    assert err.splitlines() == [
        "1 call would move, in 1 changed file",
        "nothing was written: --write does it",
        "Looked at 2 Python files.",
    ]
    assert text_of(tmp_path, "old") == CALL


def test_it_writes_when_told_to(fix, tmp_path):
    code, out, err = fix("--write", ".", old=CALL)
    assert (code, out, err) == (0, "", "1 call moved, in 1 changed file\nLooked at 1 Python file.\n")
    assert text_of(tmp_path, "old") == FIXED


def test_it_says_that_there_was_nothing(fix):
    said = "nothing to fix: no legacy call was found\nLooked at 1 Python file.\n"
    assert fix("--write", ".", clean=CLEAN) == (0, "", said)


def test_nothing_scanned_is_no_all_clear(fix, tmp_path):
    (tmp_path / "notes.txt").write_text("{}", encoding="utf-8")
    code, _, err = fix("--write", ".")
    assert (code, err) == (
        2,
        "chime-shim: nothing was scanned: there is no file of a kind that is read in .\n",
    )


def test_other_kinds_of_files_are_counted(fix, tmp_path):
    (tmp_path / "notes.ipynb").write_text("{}", encoding="utf-8")
    assert fix(".", clean=CLEAN)[2].splitlines()[-1] == "Looked at 1 Python file, 1 notebook."
    out = fix("--without-kinds", "notebooks", ".")[2]
    assert out.splitlines()[-1] == "Looked at 1 Python file; not looked at: 1 notebook."


def test_it_says_what_is_left(fix, tmp_path):
    code, _, err = fix("--write", ".", old=RETIRED)
    assert code == 1
    assert "1 call cannot be moved; 1 comment says why" in err
    assert "# chime-shim: ListMeetings has no successor" in text_of(tmp_path, "old")
    code, _, err = fix("--write", ".")
    assert code == 1
    assert "1 call cannot be moved; 1 comment says why" in err


def test_check_names_the_files(fix, tmp_path):
    code, out, err = fix("--check", ".", one=CALL, two=CALL, clean=CLEAN)
    assert (code, out) == (1, "one.py\ntwo.py\n")
    assert "2 calls would move, in 2 changed files" in err
    assert text_of(tmp_path, "one") == CALL


def test_bad_files_are_named_and_do_not_stop_the_others(fix, tmp_path):
    code, _, err = fix("--write", ".", broken='boto3.client("chime"', old=CALL)
    assert code == 2
    assert "broken.py:1 has a syntax error: '(' was never closed: could not be determined" in err
    assert "Looked at 1 Python file; not looked at: 1 that cannot be read or parsed." in err
    assert text_of(tmp_path, "old") == FIXED
    assert text_of(tmp_path, "broken") == 'boto3.client("chime"'


def test_files_that_cannot_be_read_may_be_ignored(fix):
    assert fix("--write", "--ignore-unreadable", ".", broken="def (", old=CALL)[0] == 0
    assert fix("--write", "--ignore-unreadable", ".", broken="def (", old=RETIRED)[0] == 1


def test_a_file_that_changed_meanwhile_is_not_written(fix, tmp_path, monkeypatch):
    from chime_shim.fix import _writing

    check = _writing._check

    def appended(result):
        with (tmp_path / "old.py").open("a") as file:
            file.write("# mine\n")
        check(result)

    monkeypatch.setattr(_writing, "_check", appended)
    code, _, err = fix("--write", ".", old=CALL)
    assert code == 2
    assert "old.py: not written: it has changed since it was read" in err
    assert text_of(tmp_path, "old") == f"{CALL}# mine\n"


MOCKED = """\
from unittest.mock import patch

import app


@patch("boto3.client")
def test_it(client):
    app.connectors()
    assert client.call_args.args[0] == "chime"
    client.assert_called_once_with("chime")
"""


def test_tests_that_expect_the_old_service_are_named(fix, tmp_path):
    app = 'import boto3\n\n\ndef connectors():\n    return boto3.client("chime").list_voice_connectors()\n'
    code, _, err = fix("--write", ".", app=app, test_app=MOCKED)
    assert code == 0
    assert err.splitlines() == [
        'test_app.py:9, test_app.py:10: a test names "chime" here: clients that moved are of another service',
        "1 call moved, in 1 changed file",
        "2 places to look at, named above",
        "Looked at 2 Python files.",
    ]
    assert text_of(tmp_path, "test_app") == MOCKED


def test_unsafe_fixes_wait_for_leave(fix, tmp_path):
    assert fix("--write", "old.py", old=TAGS)[0] == 1
    assert "chime-shim fix --unsafe does it" in text_of(tmp_path, "old")
    assert fix("--write", "--unsafe", "old.py")[0] == 0
    assert text_of(tmp_path, "old") == TAGS.replace(", Tags=[]", "").replace(
        '"chime"', '"chime-sdk-meetings", region_name="us-east-1"'
    )


def test_rules_can_be_chosen(fix):
    both = CALL + RETIRED
    assert "+# chime-shim" in fix("old.py", old=both)[1]
    assert "+# chime-shim" not in fix("--ignore", "retired", "old.py", old=both)[1]
    only = fix("--select", "retired", "old.py", old=both + 'boto3.client("chime").create_meeting()')[1]
    assert "chime-sdk-voice" in only
    assert "+# chime-shim" in only
    assert "chime-sdk-meetings" not in only
    assert fix("--ignore", "clients,retired", "old.py", old=both)[1] == ""


def test_the_rules_are_listed(fix):
    code, out, _ = fix("--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [rule.name for rule in RULES]
    assert [line.split()[0] for line in out.splitlines() if " unsafe " in line] == [
        rule.name for rule in RULES if rule.unsafe
    ]


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["nowhere.py"], "nowhere.py: no such file or directory"),
        (["--select", "nothing", "."], "no rule is called nothing"),
        (["--ignore", "a,b", "."], "no rule is called a, b"),
        ([], "nothing to read"),
        (["-", "x.py"], "- is standard input, and stands alone"),
    ],
)
def test_mistakes(fix, args, complaint):
    code, out, err = fix(*args)
    assert (code, out) == (2, "")
    assert complaint in err


def test_excluded_files_are_left_alone(fix):
    assert fix("--exclude", "old.py", ".", old=CALL, clean=CLEAN)[0] == 0
    assert fix(".", old=CALL)[0] == 1


@pytest.mark.parametrize(("table", "code"), [('exclude = ["old.py"]', 0), ("exclude = 1", 2)])
def test_the_project_tells_what_is_excluded(fix, tmp_path, table, code):
    (tmp_path / "pyproject.toml").write_text(f"[tool.chime_shim.scan]\n{table}\n", encoding="utf-8")
    assert fix(".", old=CALL, clean=CLEAN)[0] == code


@pytest.mark.parametrize(("text", "printed"), [(CALL, FIXED), (CLEAN, CLEAN), ("def (", "def (")])
def test_standard_input_is_a_filter(monkeypatch, capfdbinary, text, printed):
    content = text.replace("\n", "\r\n").encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    cli.main(["fix", "-"])
    assert capfdbinary.readouterr().out == printed.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals(fix, monkeypatch, variables, coloured):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = fix("old.py", old=CALL)
    assert ("\x1b[32m+boto3" in out) is coloured
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert "\x1b" not in fix("old.py")[1]


def test_as_a_command(tmp_path):
    old = tmp_path / "old.py"
    old.write_bytes((PROGRAMS / "splits.py").read_bytes())
    result = run(sys.executable, "-m", "chime_shim", "fix", "--write", str(old))
    assert (result.returncode, result.stdout) == (0, "")
    assert "5 calls moved" in result.stderr
    assert 'chime_sdk_voice = boto3.client(\n    "chime-sdk-voice"' in old.read_text(encoding="utf-8")
