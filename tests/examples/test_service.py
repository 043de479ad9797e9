"""The example service goes all the way: broken, adopted, observed, compared, rewritten, and rid of the shim.

It is the playbook of migration_guide.md, each step with the command that is given there.
"""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec

import botocore
import pytest

from tests.support.bare_python import bare_python
from tests.support.command import CHIME_SHIM, chime_shim, run
from tests.support.legacy_env import legacy_packages
from tests.support.service import SOURCE, Emulator, Service

pytestmark = [
    pytest.mark.skipif(not find_spec("gunicorn"), reason="gunicorn is not installed"),
    pytest.mark.skipif(
        tuple(map(int, botocore.__version__.split(".")[:3])) < (1, 37, 2),
        reason="the service works without the shim on a botocore that has the operations",
    ),
]

OPERATIONS = {
    "CreateMeeting",
    "GetMeeting",
    "DeleteMeeting",
    "CreateAttendee",
    "ListAttendees",
    "CreateVoiceConnector",
    "ListVoiceConnectors",
    "DeleteVoiceConnector",
}
READS = {"GetMeeting", "ListAttendees", "ListVoiceConnectors"}


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def use(emulator):
    """Start the service, use it, stop it, and return its answers: the same account each time."""

    def used(directory, *command, **variables):
        emulator.reset()
        with Service(
            directory, {**emulator.variables, **variables}, *([command] if command else [])
        ) as service:
            return service.use()

    return used


@pytest.fixture
def old_endpoint(emulator):
    return {"AWS_ENDPOINT_URL_CHIME": f"{emulator.url}/chime"}


@pytest.fixture
def as_ever(use, old_endpoint):
    """What the service answers on boto3 1.37.1, the last one that it was made for."""
    answers = use(SOURCE, PYTHONPATH=str(legacy_packages()), **old_endpoint)
    assert [status for status, _ in answers].count(200) > len(answers) / 2
    return answers


def report(*args):
    result = chime_shim("report", "--format", "json", *args)
    return result.returncode, json.loads(result.stdout)


def test_it_does_not_mention_the_shim():
    for path in SOURCE.glob("*.py"):
        assert "shim" not in path.read_text()


def test_it_is_broken_on_todays_boto3(use):
    assert {status for status, _ in use(SOURCE)} == {500, 404}


def test_the_playbook(use, as_ever, old_endpoint, tmp_path):
    service = tmp_path / "service"
    shutil.copytree(SOURCE, service, ignore=shutil.ignore_patterns("__pycache__"))
    python = bare_python(tmp_path / "python", "service", "boto3", "gunicorn")
    ledger, compared, quiet = (tmp_path / f"{name}.db" for name in ("ledger", "compared", "quiet"))

    # Adopt, and observe.
    assert use(service, *CHIME_SHIM, "run", CHIME_SHIM_LEDGER=str(ledger)) == as_ever
    code, found = report(ledger)
    assert code == 1

    # Compare the two sides, for an account that still has the old one.
    variables = {
        "CHIME_SHIM_LEDGER": str(compared),
        "CHIME_SHIM_ROLLOUT": ",".join(f"{x}=compare" for x in READS),
    }
    assert use(service, *CHIME_SHIM, "run", **variables, **old_endpoint) == as_ever
    code, found = report("--fail-on", "mismatch", compared)
    assert code == 0

    # Rewrite.
    assert chime_shim("scan", service).returncode == 1
    assert chime_shim("fix", "--write", service).returncode == 0
    assert chime_shim("scan", service).returncode == 0
    assert use(service, *CHIME_SHIM, "run", CHIME_SHIM_LEDGER=str(quiet)) == as_ever
    code, found = report(quiet)
    assert code == 0

    # Remove.
    assert run(python, "-c", "import chime_shim").returncode == 1
    assert use(service, python) == as_ever
