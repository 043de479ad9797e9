"""The example service goes all the way: broken, adopted, observed, compared, rewritten, and rid of the shim.

It takes the steps of the playbook in migration_guide.md, with the commands that are given there.
"""

from __future__ import annotations

import json
import shlex
import shutil
from importlib.util import find_spec
from pathlib import Path

import botocore
import pytest

from tests.support.bare_python import bare_python
from tests.support.command import chime_shim, plain_environment, run
from tests.support.legacy_env import legacy_packages
from tests.support.service import SOURCE, Emulator, Service

GUIDE = Path(__file__).parents[2].joinpath("migration_guide.md").read_text(encoding="utf-8")

pytestmark = [
    pytest.mark.skipif(not find_spec("gunicorn"), reason="gunicorn is not installed"),
    pytest.mark.skipif(
        tuple(map(int, botocore.__version__.split(".")[:3])) < (1, 37, 2),
        reason="the service works without the shim on a botocore that has the operations",
    ),
]

PLAIN = "gunicorn --workers 2 app:application"
WITH_SHIM = "chime-shim run -m gunicorn --workers 2 app:application"
OBSERVED = f"CHIME_SHIM_LEDGER=legacy.db {WITH_SHIM}"
READS = ["GetMeeting", "ListAttendees", "ListVoiceConnectors"]
COMPARED = f"CHIME_SHIM_ROLLOUT={','.join(f'{name}=compare' for name in READS)} {OBSERVED}"
REWRITTEN = f"CHIME_SHIM_LEDGER=rewritten.db {WITH_SHIM}"

CALLS = {
    "CreateAttendee": 3,
    "CreateMeeting": 1,
    "CreateVoiceConnector": 3,
    "DeleteMeeting": 1,
    "DeleteVoiceConnector": 2,
    "GetMeeting": 2,
    "ListAttendees": 1,
    "ListVoiceConnectors": 3,  # of three lines, two go on a page
}
# Each comparison is logged, if anybody cares to see it.
LOG_ALL = "import logging; logging.basicConfig(format='%(message)s', level='DEBUG')"


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def start(emulator):
    """Start the service on an account that is empty, and that gives the same ids each time."""

    def started(line, directory, *, python=None, **variables):
        emulator.reset()
        options = {"python": python} if python else {}
        return Service(line, directory, {**emulator.variables, **variables}, **options)

    return started


@pytest.fixture(scope="module")
def as_ever(start, emulator):
    """What the service answers on boto3 1.37.1, the last one that it was made for."""
    old = {"PYTHONPATH": str(legacy_packages()), **emulator.old_endpoint}
    with start(PLAIN, SOURCE, **old) as service:
        answers = service.use()
    assert [status for status, _ in answers] == [200] * 5 + [404] * 2 + [200] * 5 + [404, 200, 404]
    return answers


@pytest.fixture
def directory(tmp_path):
    """A copy of the service, to be rewritten."""
    return shutil.copytree(SOURCE, tmp_path / "service", ignore=shutil.ignore_patterns("__pycache__"))


def documented(line):
    assert f"\n$ {line}\n" in GUIDE
    return line


def finish(line, directory):
    """Run a documented command of chime-shim to its end."""
    _, *words = shlex.split(documented(line))
    return chime_shim(*words, cwd=directory)


def counted(directory, *options, ledger="legacy.db"):
    result = chime_shim("report", "--format", "json", *options, ledger, cwd=directory)
    assert result.returncode in {0, 1}, result.stderr
    return json.loads(result.stdout)


def test_it_does_not_mention_the_shim():
    for path in SOURCE.glob("*.py"):
        assert "shim" not in path.read_text()


def test_it_is_broken_on_todays_boto3(start):
    with start(PLAIN, SOURCE) as service:
        answers = service.use()
    assert [status for status, _ in answers] == [500] * 14 + [404]


def test_the_playbook(start, as_ever, emulator, directory, tmp_path):
    # 1. Adopt.
    with start(documented(WITH_SHIM), directory) as service:
        assert service.use() == as_ever

    # 2. Observe.
    with start(documented(OBSERVED), directory) as service:
        assert service.use() == as_ever
    result = finish("chime-shim report legacy.db", directory)
    assert (result.returncode, result.stderr) == (1, "")
    assert "rooms.py:9 " in result.stdout
    assert {each["operation"]: each["calls"] for each in counted(directory)["operations"]} == CALLS

    # 3. Compare: with the old endpoint, as an account has it that may still use it. Nothing is written after
    # the reads, which the old endpoint is asked later than the new one.
    (tmp_path / "log" / "sitecustomize.py").parent.mkdir()
    (tmp_path / "log" / "sitecustomize.py").write_text(LOG_ALL)
    log_all = {"PYTHONPATH": str(tmp_path / "log")}
    with start(documented(COMPARED), directory, **log_all, **emulator.old_endpoint) as service:
        room = service.ask("POST", "/rooms", name="standup")[1]["room"]
        service.ask("POST", "/lines", name="a")
        for _ in range(3):
            assert service.ask("GET", f"/rooms/{room}")[0] == 200
            assert service.ask("GET", "/lines") == (200, {"lines": ["a"]})
        service.wait_for("chime_shim.comparison ", 9)
    assert finish("chime-shim report --fail-on mismatch legacy.db", directory).returncode == 1
    outcomes = {each["operation"]: set(each["outcomes"]) for each in counted(directory)["comparisons"]}
    # The shim makes an ExternalMeetingId for the new service, and keeps it from the program.
    assert outcomes == {
        "GetMeeting": {"mismatch"},
        "ListAttendees": {"match"},
        "ListVoiceConnectors": {"match"},
    }

    # 4. Rewrite.
    assert finish("chime-shim scan .", directory).returncode == 1
    assert "+++" in finish("chime-shim fix .", directory).stdout
    assert finish("chime-shim fix --write .", directory).returncode == 0
    assert finish("chime-shim scan .", directory).returncode == 0
    with start(documented(REWRITTEN), directory) as service:
        assert service.use() == as_ever
    result = finish("chime-shim report rewritten.db", directory)
    assert (result.returncode, result.stderr) == (0, "")

    # 5. Remove: a Python that has never heard of chime_shim.
    python = bare_python(tmp_path / "python", "service", "boto3", "gunicorn")
    absent = run(python, "-c", "import chime_shim", env=plain_environment(), cwd=directory)
    assert "No module named 'chime_shim'" in absent.stderr
    with start(documented(PLAIN), directory, python=python) as service:
        assert service.use() == as_ever


@pytest.mark.parametrize(
    ("line", "python_path"),
    [
        (f"CHIME_SHIM_DISABLED=1 {WITH_SHIM}", legacy_packages),
        (f"CHIME_SHIM_ROLLOUT='*=legacy' {WITH_SHIM}", str),
    ],
    ids=["switched off, on the old boto3", "sent to the old endpoint, by the new boto3"],
)
def test_the_way_back_leads_to_the_old_endpoint(line, python_path, start, as_ever, emulator, directory):
    # Nothing listens where the successors would be.
    only_old = {**emulator.old_endpoint, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    with start(documented(line), directory, PYTHONPATH=str(python_path()), **only_old) as service:
        assert service.use() == as_ever
