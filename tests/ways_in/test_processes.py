"""Clients and processes: after ``fork`` parent and child go on; a spawned process activates for itself."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.command import plain_environment

# In a process of their own: this one has threads, which a fork is not for.
FORK = """
import os, sys
import boto3, chime_shim
{setup}
def call():
    return client.get_proxy_session(VoiceConnectorId="v", ProxySessionId=str(os.getpid()))
{before}
child = os.fork()
if not child:
    call()
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
call()
"""
MADE = "chime_shim.install(); client = boto3.client('chime', 'us-east-1', endpoint_url=sys.argv[1])"
MADE_BEFORE = "client = boto3.client('chime', 'us-east-1', endpoint_url=sys.argv[1]); chime_shim.install()"

SPAWN = """
import multiprocessing, sys
import boto3, chime_shim
{at_import}
def work(identifier):
    client = boto3.client("chime", "us-east-1", endpoint_url=sys.argv[1])
    return client.get_proxy_session(VoiceConnectorId="v", ProxySessionId=identifier)["ResponseMetadata"]

if __name__ == "__main__":
    {in_main}
    with multiprocessing.get_context("{method}").Pool(2) as pool:
        print([each["HTTPStatusCode"] for each in pool.map(work, ["1", "2"])])
"""


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def run(script, url, directory):
    # A file, which a spawned process imports.
    path = directory / "script.py"
    path.write_text(script)
    environment = plain_environment(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_CONFIG_FILE="none"
    )
    return subprocess.run([sys.executable, path, url], env=environment, capture_output=True, text=True)


@forks
@pytest.mark.parametrize("before", ["", "call()"], ids=["before any call", "after a call"])
@pytest.mark.parametrize("setup", [MADE, MADE_BEFORE], ids=["made after install", "made before install"])
def test_parent_and_child_both_go_on_with_the_client(setup, before, loopback, tmp_path):
    done = run(FORK.format(setup=setup, before=before), loopback.url, tmp_path)

    assert done.returncode == 0, done.stderr
    paths = [request.path for request in loopback.requests]
    assert len(paths) == (3 if before else 2)
    assert len(set(paths)) == 2


@pytest.mark.parametrize("method", ["spawn", pytest.param("forkserver", marks=forks)])
def test_a_spawned_process_activates_when_it_imports_the_script(method, loopback, tmp_path):
    script = SPAWN.format(at_import="chime_shim.install()", in_main="pass", method=method)

    done = run(script, loopback.url, tmp_path)

    assert (done.returncode, done.stdout) == (0, "[200, 200]\n"), done.stderr


def test_an_activation_is_not_inherited_by_a_spawned_process(loopback, tmp_path):
    script = SPAWN.format(at_import="", in_main="chime_shim.install()", method="spawn")

    done = run(script, loopback.url, tmp_path)

    assert done.returncode == 1
    assert "'Chime' object has no attribute 'get_proxy_session'" in done.stderr


@forks
def test_a_forked_pool_inherits_it(loopback, tmp_path):
    script = SPAWN.format(at_import="", in_main="chime_shim.install()", method="fork")

    done = run(script, loopback.url, tmp_path)

    assert (done.returncode, done.stdout) == (0, "[200, 200]\n"), done.stderr
