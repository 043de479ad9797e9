"""Worker processes, forked and spawned: each has a shim that works, and none disturbs another."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.load import workers
from tests.support.command import plain_environment, run
from tests.support.faulty_server import FaultyServer, reply

ROOT = Path(__file__).parents[2]
SCRIPT = Path(workers.__file__)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def echo(request):
    return reply(200, {"ProxySession": {"ProxySessionId": request.path.rpartition("/")[2]}})


def run_workers(way):
    """Run the script, and return what it printed and the ids that the server saw."""
    environment = plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret", PYTHONPATH=str(ROOT)
    )
    with FaultyServer(echo) as server:
        # Python 3.12 warns of forks of processes that have threads: that is what is tried.
        options = ["-W", "ignore::DeprecationWarning"]
        finished = run(sys.executable, *options, SCRIPT, server.url, way, env=environment)
        seen = Counter(request.path.rpartition("/")[2] for request in server.requests)
    return finished, [json.loads(line) for line in finished.stdout.splitlines()], seen


def check(results, number):
    assert len(results) == number
    assert len({result["pid"] for result in results}) == number
    for result in results:
        assert result["ids"] == [f"{result['worker']}-{call}" for call in range(workers.CALLS)]
        assert result["events"] == ["ok"] * workers.CALLS


@pytest.mark.parametrize("way", ["os.fork", "os.fork, client of the parent's"])
def test_forked_workers_and_their_parent_go_on(way):
    finished, results, seen = run_workers(way)

    assert finished.returncode == 0, finished.stderr
    check(results, workers.WORKERS + 1)
    assert set(seen.values()) == {1}, "each call was sent once"


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_the_workers_of_a_pool_do_their_part(method):
    finished, results, seen = run_workers(f"pool, {method}")

    assert finished.returncode == 0, finished.stderr
    assert len(results) == workers.WORKERS
    for result in results:
        check([result], 1)
    assert set(seen.values()) == {1}, "each call was sent once"


@pytest.mark.parametrize("what", ["a successor half made", "a client half grafted"])
def test_a_fork_in_the_middle_leaves_no_lock_held(what):
    finished, results, _ = run_workers(f"os.fork, {what}")

    assert finished.returncode == 0, finished.stderr
    check(results, 1)
