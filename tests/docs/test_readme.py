"""What the README says has to work: its code, its commands and its links."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from tests.support.command import CHIME_SHIM, plain_environment, run
from tests.support.legacy_env import legacy_python
from tests.support.versions import needs_removal

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")

ON_AN_EMULATED_AWS = "import chime_shim.emulator, moto; moto.mock_aws().start()\n"
SCRIPT = "import boto3, sys\nassert boto3.client('chime').create_meeting and len(sys.argv) == 4\n"
OLD = 'import boto3\n\nchime = boto3.client("chime")\nprint(chime.get_meeting(MeetingId="m"))\n'
POLICY = {"Statement": [{"Effect": "Allow", "Action": "chime:TagMeeting", "Resource": "*"}]}

# What takes long, or needs a network, is run by other tests.
ELSEWHERE = {
    "pip": "by the set-up of everything",
    "uvx": "as chime-shim scan, by tests/cli/test_scan.py",
    "make": "by whoever runs the tests; what `make demo` does, by tests/cli/test_demo.py",
    "chime-shim run -m gunicorn": "tests/startup/test_workers.py",
    "chime-shim lambda-layer": "tests/cli/test_lambda_layer.py",
    "chime-shim doctor": "tests/cli/test_doctor.py",
}
# 1 is for something found.
FOUND = ("iam", "fix", "scan", "report")


# From an empty directory, one after the other: by a test of their own.
TEN_MINUTES = re.search(r"^## In ten minutes\n(.*?)^## ", TEXT, re.MULTILINE | re.DOTALL)[1]


def commands():
    text = TEXT.replace(TEN_MINUTES, "")
    shown = re.findall(r"^\$ (.*)$", text, re.MULTILINE) + re.findall(r"`(chime-shim [^`]*)`", text)
    return [each.partition("  #")[0].strip() for each in shown]


@pytest.fixture
def place(tmp_path):
    """A directory with all that the README's commands name."""
    (tmp_path / "script.py").write_text(SCRIPT)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.py").write_text(OLD)
    (tmp_path / "policy.json").write_text(json.dumps(POLICY))
    environment = plain_environment(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        CHIME_SHIM_LEDGER="ledger.db",
        AWS_ENDPOINT_URL="http://127.0.0.1:9",
    )
    call = 'import boto3\ntry: boto3.client("chime").get_meeting(MeetingId="m")\nexcept Exception: pass'
    ledger = run(*CHIME_SHIM, "run", "--emulator", "-c", call, cwd=tmp_path, env=environment)
    assert (ledger.returncode, (tmp_path / "ledger.db").exists()) == (0, True), ledger.stderr
    return tmp_path


@needs_removal
@pytest.mark.parametrize(
    "code", re.findall(r"^```python\n((?!# script).*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
)
def test_the_code_runs(code):
    environment = plain_environment(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
    result = run(sys.executable, "-", input=ON_AN_EMULATED_AWS + code, env=environment)
    assert result.returncode == 0, result.stderr


@needs_removal
def test_every_command_is_run_here_or_by_another_test(place):
    run_here = [each for each in commands() if not each.startswith(tuple(ELSEWHERE))]
    assert len(run_here) >= 6
    for command in run_here:
        name, *arguments = shlex.split(command)
        assert name == "chime-shim"
        result = run(*CHIME_SHIM, *arguments, cwd=place)
        assert result.returncode == (arguments[0] in FOUND), (command, result.stderr)


@needs_removal
def test_ten_minutes_lead_from_the_error_to_a_fix(tmp_path):
    script = re.search(r"^```python\n# script.py\n(.*?)^```$", TEN_MINUTES, re.MULTILINE | re.DOTALL)[1]
    (tmp_path / "script.py").write_text(script)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = plain_environment(PATH=programs, AWS_EC2_METADATA_DISABLED="true")
    lines = re.findall(r"^\$ (.*)$", TEN_MINUTES, re.MULTILINE)
    steps = [line for line in lines if not line.startswith(("python -m venv", ".", "pip"))]
    told = {}
    for number, line in enumerate(steps):
        done = run("sh", "-c", line, cwd=tmp_path, env=environment)
        told[number] = (done.returncode, done.stdout + done.stderr)
    assert [code for code, _ in told.values()] == [1, 0, 1, 0, 1, 1, 0, 0, 0], told
    assert "AttributeError" in told[0][1]
    assert "chime_shim.legacy_call" in told[1][1]
    assert "chime_shim.legacy_call" not in told[8][1]
    assert told[1][1].startswith("a meeting in us-east-1\n")
    assert told[8][1] == "a meeting in us-east-1\n"


def test_what_is_run_elsewhere_is_still_there():
    assert all(any(each.startswith(start) for each in commands()) for start in ELSEWHERE)
    for place in re.findall(r"tests/[\w/]+\.py", " ".join(ELSEWHERE.values())):
        assert (ROOT / place).is_file()


def test_links_and_the_picture_are_absolute_for_the_index():
    assert re.findall(r"\]\((?!https://|#)", TEXT) == []


def test_the_pin_resolves_and_has_the_operations():
    pin = re.search(r"^\$ pip install (botocore==\S+ boto3==\S+ s3transfer==\S+)$", TEXT, re.MULTILINE)[1]
    versions = dict(each.split("==") for each in pin.split())
    assert versions["botocore"] == versions["boto3"] == "1.37.1"
    wanted = (
        "import boto3, botocore, s3transfer as s; print(*(each.__version__ for each in (boto3, botocore, s)))"
    )
    result = legacy_python("-c", wanted, env=plain_environment())
    assert result.stdout.split() == [versions["boto3"], versions["botocore"], versions["s3transfer"]]


def test_metadata_tell_the_index_who_and_where():
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"Homepage", "Documentation", "Changelog", "Issues", "Source"} <= set(metadata["urls"])
    assert metadata["authors"]
    assert "Programming Language :: Python :: 3.10" in metadata["classifiers"]
