"""Who called the CLI, found from real processes."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.command import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")

# What stands for the CLI: its arguments, and who called.
CODE = "from chime_shim.awscli_plugin._script import calling_script as who; print(who())"
AWS = f"{sys.executable} -c '{CODE}'"
COMMAND = f"{AWS} chime create-meeting"
ONCE = f"true\n{COMMAND}\n"


def called(tmp_path, *command, **options):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = run(*command, cwd=tmp_path, env=environment, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "text", "command", "expected"),
    [
        ("a.sh", ONCE, ["bash", "a.sh"], "a.sh:2"),
        ("a.sh", ONCE, ["sh", "-e", "a.sh"], "a.sh:2"),
        ("a.sh", ONCE, ["bash", "-eu", "-o", "pipefail", "./a.sh"], "a.sh:2"),
        ("a.sh", f"{AWS} \\\n  chime \\\n  create-meeting\n", ["bash", "a.sh"], "a.sh:2"),
        ("a.sh", f"x=$({COMMAND})\necho $x\n", ["bash", "a.sh"], "a.sh:1"),
        ("a.sh", f"timeout 20 {COMMAND}\n", ["bash", "a.sh"], "a.sh:1"),
        ("a.sh", f"{COMMAND}-with-attendees\n", ["bash", "a.sh"], "a.sh:1"),
        ("a.sh", f"{COMMAND}\nif false; then {COMMAND}; fi\n", ["bash", "a.sh"], "a.sh:0"),
        ("a.sh", f'op=create-meeting\n{AWS} chime "$op"\n', ["bash", "a.sh"], "a.sh:0"),
        ("a.py", f"import os\nos.system({COMMAND!r})\n", [sys.executable, "a.py"], "a.py:2"),
        ("a.py", f"import os\nos.system({COMMAND!r})\n", [sys.executable, "-m", "a"], "<aws>:0"),
        ("a.txt", "", ["bash", "-c", f"{COMMAND}; true a.txt"], "<aws>:0"),
    ],
)
def test_the_script_is_found_among_the_processes(name, text, command, expected, tmp_path):
    (tmp_path / name).write_text(text)
    # Where it is not found, whoever started the tests may be.
    wanted = nobody(tmp_path) if expected == "<aws>:0" else expected
    assert called(tmp_path, "timeout", "60", *command) == wanted


def nobody(tmp_path):
    return called(tmp_path, *shlex.split(COMMAND))


def test_of_a_shell_that_reads_stdin_nothing_is_known(tmp_path):
    assert called(tmp_path, "bash", input=ONCE) == "<aws>:0"


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize(("name", "options"), [("Makefile", []), ("rules.mk", ["-f", "rules.mk"])])
def test_make_has_its_file(name, options, tmp_path):
    command = COMMAND.replace("$", "$$")
    (tmp_path / name).write_text(f"all:\n\t@{command}; true\n")
    assert called(tmp_path, "make", "-s", *options) == f"{name}:2"


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_shell_may_have_gone_elsewhere(shell, tmp_path):
    (tmp_path / "a.sh").write_text(f"mkdir elsewhere\ncd elsewhere\n{COMMAND}\n")
    assert called(tmp_path, shell, "a.sh") == f"{tmp_path / 'a.sh'}:3"


def test_nothing_else_of_a_command_line_is_said(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("")
    assert "secret" not in called(tmp_path, "bash", "-c", f"{COMMAND}; true", "secret", secret)
