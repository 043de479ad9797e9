"""What only calls need is not there before the first one."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

import chime_shim
from tests.support.command import plain_environment

SCRIPT = """
import sys
import boto3, chime_shim
chime_shim.install({settings})
client = boto3.client("chime", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
for name in ("chime_shim.events", "chime_shim.routes", "chime_shim._graft.dispatch", "structlog"):
    print(name in sys.modules)
"""


@pytest.mark.parametrize(
    ("settings", "imported"), [("", False), ("telemetry='emf-stderr'", True)], ids=["none", "telemetry"]
)
def test_a_client_imports_neither_events_nor_routes_unless_settings_name_hooks(settings, imported):
    command = [sys.executable, "-c", SCRIPT.format(settings=settings)]
    done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(imported), "False", "False", "False"]


def test_threads_that_call_first_at_the_same_time_share_what_the_client_remembers():
    client = chime_shim.client("chime", "us-east-1")
    barrier = Barrier(8)

    def first():
        barrier.wait()
        return client._chime_shim

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: first(), range(8)))
    assert len({id(each) for each in found}) == 1
    assert found[0] is client._chime_shim
