"""What holds for every command: widths, colours, formats, files, exit codes, and never a traceback."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.support.command import CHIME_SHIM, chime_shim, plain_environment, run
from tests.support.entries import entry, start, write

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
OLD = 'import boto3\n\nboto3.client("chime").create_meeting(ClientRequestToken="a")\n'
TEXTS = (["explain"], ["explain", "CreateMeeting"], ["explain", "create_proxy_session"], ["settings"])
TEXTS += (["doctor", "--quick"], ["matrix"], ["scan", "app.py"])
GONE = 'mkdir gone && cd gone && rmdir "$PWD" && exec "$@"'
NO_FILE = "nowhere.x: no such file or directory\n"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "app.py").write_text(OLD)
    write(tmp_path / "l", start(), entry())
    return tmp_path


@pytest.mark.parametrize("columns", [40, 80, 100])
@pytest.mark.parametrize("arguments", TEXTS, ids=" ".join)
def test_text_keeps_to_the_columns(arguments, columns, place):
    result = chime_shim(*arguments, cwd=place, env=plain_environment(**KEYS, COLUMNS=str(columns)))
    assert result.returncode in {0, 1}, result.stderr
    # Code, and words that cannot be broken, such as addresses and lists in JSON, stay whole.
    long = [line for line in result.stdout.splitlines() if len(line) > columns]
    assert [line for line in long if not unbreakable(line, columns)] == []


def unbreakable(line, columns):
    words = line.split()
    in_a_table = columns < 80 and re.match(r" +(\d+:\d+|line) ", line)
    return line.startswith("    ") or len(words) <= 2 or len(max(words, key=len)) > 40 or in_a_table


def on_a_terminal(*arguments, **variables):
    """Return what a command prints on a terminal."""
    master, slave = pty.openpty()
    environment = plain_environment(**KEYS, TERM="xterm", **variables)
    process = subprocess.Popen([*CHIME_SHIM, *arguments], stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    printed = b""
    while True:
        try:
            printed += (part := os.read(master, 65536))
        except OSError:
            break
        if not part:
            break
    process.wait()
    os.close(master)
    return printed.decode()


@pytest.mark.parametrize(
    "arguments", [["explain", "CreateMeeting"], ["settings"], ["doctor", "--quick"]], ids=" ".join
)
@pytest.mark.parametrize(("value", "coloured"), [(None, True), ("", True), ("1", False)])
def test_a_terminal_has_colours_unless_no_color_has_a_value(arguments, value, coloured):
    variables = {} if value is None else {"NO_COLOR": value}
    assert ("\x1b[" in on_a_terminal(*arguments, **variables)) is coloured


@pytest.mark.parametrize(
    "arguments", [["explain"], ["settings"], ["matrix"], ["scan", "app.py"], ["report", "l"]]
)
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
    ids=str,
)
def test_a_pipe_has_colours_where_force_color_has_a_value(arguments, variables, coloured, place):
    result = chime_shim(*arguments, cwd=place, env=plain_environment(**KEYS, **variables))
    assert ("\x1b[" in result.stdout) is coloured, result.stderr


@pytest.mark.parametrize("arguments", [["explain"], ["scan", "app.py"], ["report", "l"]], ids=" ".join)
def test_a_file_has_no_colours(arguments, place):
    chime_shim(*arguments, "--output", "out", cwd=place, env=plain_environment(**KEYS, FORCE_COLOR="1"))
    assert "\x1b" not in (place / "out").read_text()


def test_without_a_command_there_is_help_and_2():
    result = chime_shim()
    assert (result.returncode, result.stdout) == (2, "")
    assert "explain " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        *(["scan"], ["fix"], ["report"], ["iam"], ["iam", "--diff"], ["ledger", "check"]),
        *(["doctor", "--scan"], ["doctor", "--ledger"], ["doctor", "--"]),
        *(["report", "--cloudtrail"], ["report", "--access-advisor"]),
    ],
    ids=" ".join,
)
def test_a_missing_file_has_one_wording(arguments):
    result = chime_shim(*arguments, "nowhere.x")
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"chime-shim: {NO_FILE}")


@pytest.mark.parametrize(
    "arguments",
    [["explain"], ["settings"], ["doctor", "--quick"], ["matrix"], ["scan", "app.py"]],
    ids=" ".join,
)
def test_output_and_format_go_everywhere(arguments, place):
    environment = plain_environment(**KEYS)
    asked = [*arguments, "--format", "json"]
    written = chime_shim(*asked, "--output", "out.json", cwd=place, env=environment)
    assert (written.returncode in {0, 1}, written.stdout, written.stderr) == (True, "", "")
    assert (place / "out.json").read_text().startswith("{")
    refused = chime_shim(*asked, "--output", "nowhere/out.json", cwd=place, env=environment)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "chime-shim: nowhere/out.json: cannot be written: no such file or directory\n"


@pytest.mark.parametrize(
    ("typed", "meant"), [("explian", "explain"), ("scna", "scan"), ("lambda_layer", "lambda-layer")]
)
def test_a_command_that_is_not_there_is_answered_with_one_that_is(typed, meant):
    result = chime_shim(typed, "x")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"chime-shim: there is no command {typed!r}: did you mean {meant}?\n"


def test_an_unknown_option_ends_in_the_usage_of_its_command():
    result = chime_shim("sitecustomize", "--output", "x")
    assert result.returncode == 2
    assert result.stderr.startswith("usage: chime-shim sitecustomize ")


@pytest.mark.parametrize("arguments", [*TEXTS, ["fix", "app.py"]], ids=" ".join)
def test_a_console_without_utf_8_is_no_error(arguments, place):
    (place / "app.py").write_text(OLD + "# \N{SNOWMAN}\n", encoding="utf-8")
    environment = plain_environment(**KEYS, PYTHONIOENCODING="ascii")
    result = chime_shim(*arguments, cwd=place, env=environment)
    assert "Traceback" not in result.stderr
    assert result.returncode in {0, 1}


ANYWHERE = [
    ["explain", "CreateMeeting"],
    ["settings"],
    ["sitecustomize"],
    ["doctor", "--quick"],
    ["scan"],
    ["matrix"],
]
ANYWHERE += [["run", "-c", "print('ran')"], ["ledger", "path"], ["report", "x"], ["iam", "x"], ["demo"]]


@pytest.mark.skipif(sys.platform == "win32", reason="a directory in use cannot be deleted there")
@pytest.mark.parametrize("arguments", ANYWHERE, ids=" ".join)
def test_a_deleted_working_directory_is_no_traceback(arguments, tmp_path):
    command = ("sh", "-c", GONE, "-", *CHIME_SHIM, *arguments)
    result = run(*command, cwd=tmp_path, env=plain_environment(**KEYS))
    assert "Traceback" not in result.stderr
    assert result.returncode in {0, 1, 2}


def test_a_script_runs_in_a_deleted_working_directory(tmp_path):
    (tmp_path / "a.py").write_text("print('ran')")
    result = run("sh", "-c", GONE, "-", *CHIME_SHIM, "run", tmp_path / "a.py", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "ran\n"), result.stderr


def test_doctor_says_that_the_next_call_will_fail_without_credentials(tmp_path):
    result = chime_shim("doctor", "--quick", cwd=tmp_path, env=plain_environment(HOME=str(tmp_path)))
    assert result.returncode == 1
    assert "WARN  credentials   none found: the next call will fail" in result.stdout


def test_doctor_says_that_a_call_without_a_region_will_fail(tmp_path):
    variables = {**KEYS, "HOME": str(tmp_path), "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    del variables["AWS_DEFAULT_REGION"]
    result = chime_shim("doctor", "--quick", cwd=tmp_path, env=plain_environment(**variables))
    assert result.returncode == 1
    assert "WARN  region        none is set" in result.stdout
