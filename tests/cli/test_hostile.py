"""No command answers any input with a traceback: files, places, words and streams of all kinds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product

import pytest

from chime_shim.cli import COMMANDS, name_of
from chime_shim.settings import FIELDS
from tests.support.command import CHIME_SHIM, plain_environment, run
from tests.support.entries import entry, start, write

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
PYTHON = b'import boto3\nboto3.client("chime").create_meeting(ClientRequestToken="ab")  # \xe2\x98\x83\n'

FILES = {
    "empty": b"",
    "binary": bytes(range(256)) * 16,
    "nul": b"import boto3\0",
    "latin": 'import boto3  # "café"\n'.encode("latin-1"),
    "bom": b"\xef\xbb\xbf" + PYTHON,
    "deep": b"(" * 5000 + b")" * 5000,
    "long": b"x = '" + b"a" * 300_000 + b"'\n",
    "document": b'{"Statement": [{"Effect": 1, "Action": {"a": []}}, 5, null]}',
    "lists": b"[" * 3000 + b"]" * 3000,
    "surrogate": b'{"Statement": "\\ud800"}',
    "sqlite": b"SQLite format 3\0" + b"\xff" * 200,
    "anchors": b"a: &a [*a, *b]\n? {b\n",
}
# Each with the option or argument that a file is given to, and endings that it goes by.
READERS = {
    "scan": ("py", "ipynb", "yaml", "tf"),
    "scan --baseline": ("json",),
    "scan --ledger": ("db", "log"),
    "fix": ("py", "ipynb"),
    "fix --from-ledger": ("db",),
    "iam": ("json", "yaml", "tf", "py"),
    "iam --diff": ("json", "yaml"),
    "report": ("db", "log", "gz"),
    "report --cloudtrail": ("json", "gz"),
    "report --access-advisor": ("json",),
    "ledger check": ("db", "log"),
    "ledger merge out.db": ("db", "log"),
    "doctor --quick --ledger": (),
    "doctor --quick --scan": (),
}
SETTINGS = (
    "[tool.chime_shim",
    "[tool.chime_shim]\nregion = 5\nledger = []\nrollout = {a = 1}\n",
    "[tool]\nchime_shim = 5\n",
    '[tool.chime_shim]\nregion = "\\u0000"\nregion2 = "x"\n',
    "[tool.chime_shim.scan]\nexclude = 1\nkinds = [2]\nselect = {}\n",
    "\xff\xfe",
)
WORDS = (
    "",
    " ",
    "-",
    "--",
    "x" * 100_000,
    "\N{SNOWMAN}",
    "\udcff",
    "a\nb",
    "../..",
    "CreateMeeting",
    "--x=1",
    "@f",
)
# What comes to an end by itself, in a moment.
QUIET = (
    *(["settings"], ["explain"], ["explain", "CreateMeeting"], ["matrix"], ["completion", "bash"]),
    *(
        ["doctor", "--quick"],
        ["sitecustomize"],
        ["ledger", "path"],
        ["ledger", "check", "l"],
        ["report", "l"],
    ),
    *(["scan", "app.py"], ["fix", "app.py"], ["iam", "document.json"], ["report"], ["--help"], ["--version"]),
    *(
        ["proxy-sessions", "template"],
        ["lambda-layer", "--python", "3.12", "--pure", "--output", "nowhere/x"],
    ),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A directory with files of all kinds, under names that readers go by."""
    place = tmp_path_factory.mktemp("hostile")
    for (name, content), ending in product(
        FILES.items(), {each for endings in READERS.values() for each in endings}
    ):
        (place / f"{name}.{ending}").write_bytes(content)
    (place / "directory.py").mkdir()
    (place / "loop.py").symlink_to("loop.py")
    os.mkfifo(place / "pipe.py")
    (place / "app.py").write_bytes(PYTHON)
    write(place / "l", start(), entry())
    return place


def outcome(arguments, cwd, **variables):
    """Return the exit code of a command, and what it writes."""
    words = [each.encode("utf-8", "surrogateescape") for each in arguments]
    done = subprocess.run(
        [*CHIME_SHIM, *words],
        cwd=cwd,
        env=plain_environment(**KEYS, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "backslashreplace")


def assert_said(code, said, *, of=None):
    assert "Traceback" not in said, (of, said)
    assert code in {0, 1, 2}, (of, code, said)
    assert code != 2 or said, of


# In one process, which takes them one after another: there are hundreds.
IN_ONE = """
import io, json, os, sys, traceback
from chime_shim import cli
results = os.dup(1)
for arguments in json.loads(sys.stdin.buffer.read()):
    # As the interpreter makes them.
    streams = [
        io.TextIOWrapper(io.BytesIO(), encoding=sys.__stdout__.encoding, errors=errors)
        for errors in ("strict", "backslashreplace")
    ]
    sys.stdout, sys.stderr = streams
    try:
        code = cli.main(arguments)
        sys.stdout.flush()
    except SystemExit as end:
        code = end.code
    except BaseException:
        code = traceback.format_exc()
    streams[1].flush()
    said = b"".join(stream.buffer.getvalue() for stream in streams).decode("latin-1")
    os.write(results, json.dumps([arguments, code, said]).encode() + b"\\n")
"""


def outcomes(many, cwd, **variables):
    """Run many commands; return the arguments, exit code and output of each."""
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE],
        cwd=cwd,
        env=plain_environment(**KEYS, **variables),
        input=json.dumps(many).encode("ascii"),
        capture_output=True,
        check=False,
        timeout=100,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(many), (many[len(found)], done.stderr[-2000:])
    return found


def assert_all_said(found):
    for arguments, code, said in found:
        assert_said(code, said, of=[each[:50] for each in arguments])


@pytest.mark.parametrize("reader", READERS)
def test_no_file_of_any_kind_is_a_traceback(reader, place):
    files = [f"{name}.{ending}" for name, ending in product(FILES, READERS[reader])]
    files += ["directory.py", "loop.py", "nowhere.py", "binary.db", "."]
    assert_all_said(outcomes([[*reader.split(), each] for each in files], place))


@pytest.mark.parametrize("command", sorted({name_of(each) for each in COMMANDS} - {"run", "doctor"}))
def test_no_word_is_a_traceback(command, tmp_path):
    assert_all_said(outcomes([[command, word, "--no-such"] for word in WORDS], tmp_path))


@pytest.mark.parametrize("command", [["explain"], ["scan"], ["report"], ["doctor", "--quick", "--scan"], []])
def test_no_argument_is_a_traceback(command, tmp_path):
    assert_all_said(outcomes([[*command, word] for word in WORDS], tmp_path))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word[:10]))
def test_no_program_that_is_not_there_is_a_traceback(word, tmp_path):
    assert_said(*outcome(["run", word], tmp_path))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16", "cp1252"])
def test_no_encoding_of_a_console_is_a_traceback(encoding, place):
    assert_all_said(outcomes(QUIET, place, PYTHONIOENCODING=encoding))


@pytest.mark.parametrize("arguments", [*QUIET[:3], *QUIET[5:7], *QUIET[9:13]], ids=" ".join)
@pytest.mark.parametrize("ending", ["| head -c 1", ">&-", ">/dev/full", ">&- 2>&- <&-"])
def test_no_end_of_a_stream_is_a_traceback(arguments, ending, place):
    script = ["sh", "-c", f'"$@" {ending}', "-", *CHIME_SHIM, *arguments]
    done = run(*script, cwd=place, env=plain_environment(**KEYS))
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode in {0, 1, 2}


@pytest.mark.parametrize("toml", SETTINGS, ids=lambda toml: ascii(toml[:30]))
def test_no_pyproject_is_a_traceback(toml, tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(toml.encode("latin-1"))
    (tmp_path / "app.py").write_bytes(PYTHON)
    assert_all_said(outcomes(QUIET, tmp_path))
    assert_said(*outcome(["run", "-c", "import boto3"], tmp_path))


@pytest.mark.parametrize("value", ["", "5", "*=", "\N{SNOWMAN}", "x" * 5000, "/", "nowhere/x", "a=b,c"])
def test_no_value_of_a_setting_is_a_traceback(value, tmp_path):
    (tmp_path / "app.py").write_bytes(PYTHON)
    variables = {f"CHIME_SHIM_{name.upper()}": value for name in FIELDS}
    assert_all_said(outcomes(QUIET, tmp_path, **variables))
    assert_said(*outcome(["run", "-c", "import boto3"], tmp_path, **variables))
