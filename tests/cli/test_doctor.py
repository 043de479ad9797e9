from __future__ import annotations

import json
import re
from typing import NamedTuple

import pytest

from chime_shim import cli
from tests.support.command import chime_shim, plain_environment
from tests.support.loopback import Answer

PROGRAM = """
import sys, threading
import boto3

print("the program's own")
chime = boto3.client("chime", endpoint_url=sys.argv[1])
chime.get_meeting(MeetingId="+12065550100")
tags = [{"Key": "a", "Value": "b"}]
threading.Thread(target=lambda: chime.tag_meeting(MeetingId="m-1", Tags=tags)).start()
"""
MEETING = {"MeetingId": "m-1", "MeetingArn": "arn:aws:chime:us-east-1:111122223333:meeting/m-1"}
AWS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def doctor(capsys):
    """Run the command in this process."""

    def run(*args):
        try:
            code = cli.main(["doctor", *map(str, args)])
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def watching(tmp_path):
    """Run it as a user does, with a program."""

    def run(*program, **environment):
        environment = plain_environment(**AWS, **environment)
        return chime_shim("doctor", "--quick", "--json", "--", *program, env=environment, cwd=tmp_path)

    return run


@pytest.fixture
def script(tmp_path):
    def write(text, name="app.py"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def checks_of(done):
    document = json.loads(done.stdout)
    assert document["version"] == 1
    return document, {each["name"]: each for each in document["checks"]}


def test_all_is_well_and_nobody_else_hears_of_the_calls_that_were_tried(doctor, tmp_path, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("CHIME_SHIM_TELEMETRY", "emf")
    done = doctor()

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-1] == "All is well."
    assert all(len(line) <= 92 for line in lines if str(tmp_path) not in line)
    for line in (
        r"ok    versions      python .*",
        r"ok    activation    install\(\) works here.*",
        r"ok    settings      2 of \d+ set",
        r"ok    destinations  calls go to AWS",
        r"ok    requests      all \d+ calls, tried offline.*",
    ):
        assert any(re.fullmatch(line, each) for each in lines), line
    assert not re.search(r"^(WARN|FAIL)", done.stdout, re.MULTILINE)
    assert "CloudWatchMetrics" not in done.stdout
    assert not (tmp_path / "ledger.db").exists()


def test_a_warning_is_in_the_exit_code(doctor, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_REGION", "us-west-2")
    done = doctor("--quick")

    assert done.returncode == 1
    assert "region = us-west-2 (from: CHIME_SHIM_REGION)" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 failed, 1 to look at."


def test_quick_leaves_out_the_calls(doctor):
    _, checks = checks_of(doctor("--quick", "--json"))
    assert "requests" not in checks


def test_a_setting_of_the_command_line_counts(doctor, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_REGION", "us-east-1")  # which --set changes, and the test puts back
    done = doctor("--quick", "--set", "region=us-west-2")
    assert "region = us-west-2 (from: the command line)" in done.stdout


def test_the_operations_of_source_and_ledger(doctor, script):
    script('import boto3\nboto3.client("chime").create_proxy_session()\n')
    document, checks = checks_of(doctor("--quick", "--json", "--scan", "."))

    assert checks["operations"]["details"] == ["CreateProxySession: 1 place in the source"]
    assert checks["future"]["level"] == document["worst"] == "warn"


def test_a_program_is_watched_to_its_end_with_its_threads(watching, script, loopback):
    loopback.answer(Answer.of({"Meeting": MEETING}))
    done = watching(script(PROGRAM), loopback.url, CHIME_SHIM_TELEMETRY="emf")

    document, checks = checks_of(done)
    assert (done.returncode, document["worst"]) == (0, "note"), done.stdout
    assert checks["program"]["text"] == "it came to its end"
    (client,) = checks["clients"]["details"]
    assert client.endswith("app.py:6: sync, calls go to 127.0.0.1")
    assert checks["operations"]["details"] == ["GetMeeting: 1 call", "TagMeeting: 1 call"]
    assert "Session.create_client" in checks["activation"]["text"]
    assert "chime:TagResource, for TagMeeting" in str(document)
    # The report alone is on stdout, and nothing that the program said or sent is in it.
    assert "the program's own" in done.stderr
    assert '"CloudWatchMetrics"' in done.stderr
    assert "+12065550100" not in done.stdout


def test_a_program_that_fails_is_reported_and_its_error_too(watching, script):
    done = watching(script("import boto3\n1 / 0\n"))

    _, checks = checks_of(done)
    assert done.returncode == 1
    assert (checks["program"]["level"], checks["program"]["text"]) == (
        "fail",
        "it ended with ZeroDivisionError",
    )
    assert checks["clients"]["level"] == "warn"
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "chime_shim" not in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--ledger", "absent"], "absent: no such file or directory"),
        (["--scan", "absent"], "absent: no such file or directory"),
        (["--", "-m"], "-m needs a program after it"),
        (["--", "--fly", "x"], "unknown option --fly"),
        (["--set", "regin=x"], "did you mean"),
    ],
)
def test_what_makes_no_sense_is_an_error_of_use(args, message, doctor):
    done = doctor("--quick", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_program_that_is_not_there_cannot_be_watched(watching):
    done = watching("absent.py")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "chime-shim: absent.py: no such file or directory\n"


def test_a_module_is_run_as_well(watching, script):
    script("import sys; sys.exit(3)", "module.py")
    assert checks_of(watching("-m", "module"))[1]["program"]["text"] == "it exited with code 3"
