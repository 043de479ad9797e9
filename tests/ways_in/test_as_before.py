"""What old code sees of a client, and does with it, by botocore 1.37.1 and by today's with the shim."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.command import plain_environment
from tests.support.legacy_env import legacy_python
from tests.support.loopback import Answer, Loopback
from tests.ways_in.probes.run import probes

ARGUMENTS = ("-W", "ignore", "-m", "tests.ways_in.probes.run")


class Service(Loopback):
    """Knows one meeting that is missing, and one that is broken."""

    def take(self, received):
        super().take(received)
        if "missing" in received.path:
            return Answer.error("NotFoundException", 404, Code="NotFound")
        if "broken" in received.path:
            return Answer.error("ServiceFailureException", 500, Code="ServiceFailure")
        return Answer()


@pytest.fixture(scope="module")
def observations(pytestconfig):
    root = pytestconfig.rootpath
    environment = plain_environment(AWS_CONFIG_FILE="none", AWS_SHARED_CREDENTIALS_FILE="none")
    with Service() as service:
        before = legacy_python(*ARGUMENTS, service.url, env=environment, cwd=root)
        now = subprocess.run(
            [sys.executable, *ARGUMENTS, service.url, "shim"],
            env=environment,
            capture_output=True,
            text=True,
            cwd=root,
        )
    assert (before.returncode, now.returncode) == (0, 0), before.stderr + now.stderr
    return json.loads(before.stdout), json.loads(now.stdout)


def without_endpoint_resolution(transcripts):
    """The endpoint is the successor's: the event that asks about the legacy client's is not emitted."""
    return {
        name: [
            [event for event in events if name == "kept" or event[0] != "before-endpoint-resolution.chime"],
            outcome,
        ]
        for name, (events, outcome) in transcripts.items()
    }


EXCUSED = {"event_transcripts": without_endpoint_resolution}


@pytest.mark.parametrize("probe", [name for name, _ in probes()])
def test_it_is_as_before(probe, observations):
    before, now = (each[probe] for each in observations)
    excused = EXCUSED.get(probe, lambda observation: observation)

    assert excused(now) == excused(before)


def test_the_observations_are_those_of_the_whole_client(observations):
    before, _ = observations

    assert len(before["service_model"]["operations"]) == 191
    assert [event[0] for event in before["event_transcripts"]["ok"][0]][-1].startswith("after-call.chime.")
