from __future__ import annotations

import io
import json
import sys

import pytest

from chime_shim import cli
from chime_shim.cli import scan as command
from chime_shim.ledger import START, Entry
from chime_shim.ledger._lines import to_line
from tests.support.command import chime_shim, plain_environment, run

CALL = 'import boto3\nboto3.client("chime").create_meeting()\n'


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def scan(here, capsys):
    """Runs the command, and returns what is printed."""

    def scan(*args, code=1):
        assert cli.main(["scan", *map(str, args)]) == code
        out, err = capsys.readouterr()
        return err if code == 2 else out

    return scan


def test_exit_codes_tell_findings_from_none_and_from_mistakes(here, scan):
    assert "nothing was scanned: there is no file of a kind that is read in ." in scan(code=2)
    (here / "a.py").write_text(CALL, encoding="utf-8")
    assert "1 legacy call in 1 file of 1: 1 certain." in scan(code=1)
    assert "1 legacy call" in scan("--exit-zero", code=0)
    assert "No legacy calls" in scan("--ignore", "CS022", code=0)
    assert "nowhere.py: there is no such file or directory" in scan("nowhere.py", code=2)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--select", "XX1"), "--select: there is no rule 'XX1'"),
        (("--ignore", "CS022,CS9"), "--ignore: there is no rule 'CS9'"),
        (("--baseline", "nowhere.json"), "nowhere.json: cannot be read"),
        (("--ledger", "nowhere.db"), "nowhere.db"),
        (("--output", "no/such/directory.txt"), "cannot be written"),
        (("-", "a.py"), "standard input is scanned alone"),
    ],
)
def test_mistakes_are_told_with_what_would_be_right(args, message, here, scan):
    (here / "a.py").write_text(CALL, encoding="utf-8")
    assert message in scan(*args, code=2)


UNREADABLE = {
    "Python 2": b'print "chime"\n',
    "a syntax error": b'c = "chime"\ndef f(:\n',
    "a null byte": b'c = "chime"\n\x00\n',
    "UTF-16": '"chime"\n'.encode("utf-16"),
    "too many brackets": b'c = "chime"\nd = ' + b"(" * 5000 + b")" * 5000 + b"\n",
    "an endless chain": b'import boto3\nc = boto3.client("chime")\nc.x' + b".y()" * 4000 + b"\n",
    "an endless expression": b'c = "chime"\nd = ' + b"not " * 4000 + b"c\n",
    **{
        codec: f"# coding: {codec}\nimport boto3\n".encode()
        for codec in ("klingon", "rot13", "hex", "zlib", "bz2", "base64", "undefined", "uu", "mbcs", "quopri")
    },
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_read_costs_itself_alone_and_makes_the_verdict_undetermined(what, here, capsys):
    (here / "odd.py").write_bytes(UNREADABLE[what])
    (here / "fine.py").write_text("x = 1\n", encoding="utf-8")
    assert cli.main(["scan"]) == 2
    out = capsys.readouterr().out
    assert "No legacy calls in 1 file; of 1 file it could not be determined." in out
    assert "odd.py" in out
    assert out.splitlines()[-1] == "Looked at 1 Python file; not looked at: 1 that cannot be read or parsed."
    assert cli.main(["scan", "--ignore-unreadable"]) == 0
    (here / "bad.py").write_text(CALL, encoding="utf-8")
    assert cli.main(["scan"]) == 2
    assert cli.main(["scan", "--ignore-unreadable"]) == 1
    assert cli.main(["scan", "--write-baseline", "base.json"]) == 2
    assert "odd.py" in capsys.readouterr().err


def test_the_last_line_counts_what_was_looked_at_and_what_was_not(here, scan):
    for name in ("a.py", "b.py", "c.ipynb", "d.ipynb", "e.pyi"):
        (here / name).write_text("", encoding="utf-8")
    assert scan(code=0).splitlines()[-1] == "Looked at 2 Python files, 1 type stub, 2 notebooks."
    last = scan("--kinds", "python", code=0).splitlines()[-1]
    assert last == "Looked at 2 Python files; not looked at: 1 type stub; 2 notebooks."
    content = json.loads(scan("--format", "json", "--without-kinds", "stubs,notebooks", code=0))
    assert content["kinds"] == {"Python file": 2}
    assert content["not_looked_at"] == {"unreadable": 0, "notebook": 2, "type stub": 1}


def test_a_deeply_nested_baseline_is_a_mistake_and_no_traceback(here, scan):
    (here / "a.py").write_text(CALL, encoding="utf-8")
    (here / "base.json").write_text("[" * 100_000, encoding="utf-8")
    assert "is not a baseline" in scan("--baseline", "base.json", code=2)


def test_a_client_is_explained_from_its_making_to_where_it_goes_out_of_sight(here, scan):
    (here / "a.py").write_text(
        'import boto3, away\nc = boto3.client("chime")\nc.create_meeting()\naway.register(c)\n',
        encoding="utf-8",
    )
    for line in ("2", "a.py:3", "4"):
        told = scan("--explain-client", line, code=0)
        assert "a.py:2:5 a client of chime, made here" in told
        assert "a.py:3  CreateMeeting is called" in told
        assert "a.py:4  GOES OUT OF SIGHT: it is given to away.register(), which is not read" in told
    assert "there is no client of chime at 1" in scan("--explain-client", "1", code=2)
    assert "takes a line" in scan("--explain-client", "a.py", code=2)
    (client,) = json.loads(scan("--format", "json"))["clients"]
    assert [each["line"] for each in client["escapes"]] == [4]
    assert {each["kind"] for each in client["uses"]} == {"bind", "call"}


@pytest.mark.parametrize("form", command.FORMATS)
def test_every_format_tells_of_the_call_and_can_be_written_to_a_file(form, here, scan):
    (here / "a.py").write_text(CALL, encoding="utf-8")
    shown = scan("--format", form)
    assert "CreateMeeting" in shown
    assert scan("--format", form, "--output", "report.txt") == ""
    assert (here / "report.txt").read_text(encoding="utf-8") == shown


def test_standard_input_is_scanned(here, scan, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CALL.encode())))
    assert "<stdin>\n" in scan("-")


def test_the_project_says_what_is_left_out(here, scan):
    (here / "pyproject.toml").write_text(
        '[tool.chime_shim.scan]\nexclude = ["vendor"]\nignore = ["CS015"]\nmin-confidence = "certain"\n',
        encoding="utf-8",
    )
    (here / "vendor").mkdir()
    (here / "vendor" / "a.py").write_text(CALL, encoding="utf-8")
    source = (
        'import boto3\nc = boto3.client("chime")\nc.create_proxy_session()\ndef f(c): c.get_meeting()\nf(c)\n'
    )
    (here / "b.py").write_text(source, encoding="utf-8")
    scan(code=0)
    assert "GetMeeting" in scan("--min-confidence", "likely")
    assert "CreateProxySession" in scan("--ignore", "CS022")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('exclude = "vendor"', "exclude is not a list of strings"),
        ("selec = []", "there is no selec"),
        ('select = ["X"]', "there is no rule 'X'"),
        ('min-confidence = "sure"', "min-confidence is one of certain, likely, possible"),
    ],
)
def test_what_the_project_says_wrongly_is_told(table, message, here, scan):
    (here / "pyproject.toml").write_text(f"[tool.chime_shim.scan]\n{table}\n", encoding="utf-8")
    told = scan(code=2)
    assert message in told
    assert "pyproject.toml" in told


def test_a_baseline_is_written_and_read(here, scan, capsys):
    (here / "a.py").write_text(CALL, encoding="utf-8")
    scan("--write-baseline", "base.json", code=0)
    assert "1 known to the baseline" in scan("--baseline", "base.json", code=0)
    (here / "a.py").write_text(CALL + CALL.replace("create", "delete"), encoding="utf-8")
    assert "1 legacy call in" in scan("--baseline", "base.json")


def test_a_ledger_tells_what_was_seen(here, scan):
    (here / "a.py").write_text(CALL, encoding="utf-8")
    rest = ("<module>", "forward", "ok", 5, 1, 2)
    seen = Entry("2026-11-25", "h", "CreateMeeting", "", str(here / "a.py"), 2, *rest)
    elsewhere = seen._replace(operation="GetMeeting", file="b.py")
    started = seen._replace(mode=START, calls=1)
    lines = "".join(f"{to_line(each)}\n" for each in (seen, elsewhere, started))
    (here / "ledger.jsonl").write_text(lines, encoding="utf-8")

    # A copy of a ledger counts once.
    args = ("--format", "json", "--ledger", "ledger.jsonl", "--ledger", here / "ledger.jsonl")
    content = json.loads(scan(*args))

    assert [each["seen"] for each in content["findings"]] == [5]
    assert [(each["operation"], each["calls"]) for each in content["unfound"]] == [("GetMeeting", 5)]
    assert "seen 5 times" in scan("--ledger", "ledger.jsonl")


def test_it_runs_as_a_command_and_without_colours_in_a_pipe(tmp_path):
    (tmp_path / "a.py").write_text(CALL, encoding="utf-8")
    result = chime_shim("scan", tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert "\x1b" not in result.stdout


def test_colours_are_for_terminals_that_want_them(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for name, value, coloured in (("NO_COLOR", "", True), ("NO_COLOR", "1", False)):
        monkeypatch.setenv(name, value)
        monkeypatch.setenv("TERM", "xterm")
        assert command._has_colours() is coloured
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not command._has_colours()


def test_long_runs_show_progress_on_a_terminal_and_nowhere_else(monkeypatch, capsys):
    seconds = iter([0.0, 0.5, 2.0])
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell = command._teller()
    tell(100)
    assert capsys.readouterr().err == ""
    tell(1200)
    tell(None)
    assert capsys.readouterr().err == "\r1,200 files\r\x1b[K"

    monkeypatch.setattr("time.monotonic", lambda: 99.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    command._teller()(5000)
    assert capsys.readouterr().err == ""


def test_a_tree_without_chime_needs_neither_botocore_nor_the_reader(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    code = f"""
import sys
from chime_shim import cli
assert cli.main(["scan", {str(tmp_path)!r}]) == 0
loaded = {{name.partition(".")[0] for name in sys.modules}}
print(*loaded & {{"botocore", "boto3", "moto", "structlog", "wrapt"}})
"""
    result = run(sys.executable, "-c", code, env=plain_environment())
    assert result.stdout.splitlines()[-1] == "", result.stderr
