"""The example prints the same on today's boto3 with the shim as on boto3 1.37.1 without it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

import chime_shim.emulator  # noqa: F401 - moto's server then answers for Chime
from tests.support.command import chime_shim as command
from tests.support.command import plain_environment, run
from tests.support.legacy_env import legacy_python

EXAMPLE = Path(__file__).parents[2] / "examples" / "proxy_session.py"

MADE_UP = re.compile(
    r'"(?:[0-9a-f]{8}-[-0-9a-f]{27}|[0-9a-z]{22}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*\+00:00)"'
)
# botocore wants a region wherever an endpoint is given.
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def normalised(output):
    text, count = MADE_UP.subn('"..."', output)
    assert count == 4, output  # two ids, two times
    return text


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def legacy(server):
    environment = plain_environment(**ACCOUNT, AWS_ENDPOINT_URL_CHIME=f"{server}/chime")
    result = legacy_python(EXAMPLE, env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    return normalised(result.stdout)


def test_it_does_not_mention_the_shim():
    assert "chime_shim" not in EXAMPLE.read_text()


def test_legacy_boto3_is_the_real_one():
    code = "import boto3, botocore; print(boto3.__version__, botocore.__version__)"
    result = legacy_python("-c", code, env=plain_environment())
    assert result.stdout.split() == ["1.37.1", "1.37.1"]


def test_it_fails_without_the_shim():
    result = run(sys.executable, EXAMPLE, "abcdef1ghij2klmno3pqr4")
    assert result.returncode == 1
    assert "AttributeError: 'Chime' object has no attribute" in result.stderr


def test_the_emulator_in_process_answers_as_legacy_did(legacy):
    result = command("run", "--emulator", EXAMPLE)
    assert result.returncode == 0, result.stderr
    assert normalised(result.stdout) == legacy


def test_a_server_answers_as_legacy_did(legacy, server):
    environment = plain_environment(**ACCOUNT, AWS_ENDPOINT_URL=server)
    result = command("run", EXAMPLE, env=environment)
    assert result.returncode == 0, result.stderr
    assert normalised(result.stdout) == legacy


def test_the_demo_prints_the_same(legacy):
    assert normalised(command("demo").stdout) == legacy
