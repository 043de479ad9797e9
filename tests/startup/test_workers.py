"""Real servers, and all the ways in which Python starts a Python: each worker makes the old call."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from chime_shim import startup
from tests.support.command import CHIME_SHIM, chime_shim, plain_environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these servers are POSIX's")

# It calls when a worker imports it: nothing has to find out which worker a request meets.
WORKER = """
import os
import boto3

client = boto3.client("chime", "us-east-1")
client.get_proxy_session(VoiceConnectorId="v", ProxySessionId=str(os.getpid()))
print("worker", os.getpid(), os.getppid(), flush=True)

def wsgi(environ, start_response):
    ...

async def asgi(scope, receive, send):
    ...
"""

CELERY = """
import os
import boto3
import celery

app = celery.Celery(broker="filesystem://", broker_transport_options={
    "data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "queue",
    "polling_interval": 0.05,
})

@app.task
def call():
    client = boto3.client("chime", "us-east-1")
    client.get_proxy_session(VoiceConnectorId="v", ProxySessionId=str(os.getpid()))
    os.write(1, b"worker %d %d\\n" % (os.getpid(), os.getppid()))

if __name__ == "__main__":
    call.delay()
    app.worker_main(["worker", "--pool=prefork", "--concurrency=1", "--without-gossip", "--without-mingle"])
"""

PROCESSES = """
import multiprocessing, sys

def load(_):
    import worker

if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
        pool.map(load, [0])
"""

SUBPROCESS = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import worker'], check=True)"

# The program as one starts it without the shim, after the name of the interpreter, and its number of workers.
PROGRAMS = {
    "gunicorn": (["-m", "gunicorn", "--workers=2", "--bind=127.0.0.1:0", "worker:wsgi"], 2),
    "uvicorn": (["-m", "uvicorn", "--workers=2", "--port=0", "worker:asgi"], 2),
    "celery": (["tasks.py"], 1),
    "fork": (["processes.py", "fork"], 1),
    "spawn": (["processes.py", "spawn"], 1),
    "forkserver": (["processes.py", "forkserver"], 1),
    "subprocess": (["-c", SUBPROCESS], 1),
}
RUN = [*CHIME_SHIM, "run"]
# By a variable nothing but the environment differs: the servers and the rest need no second look.
WAYS = [*((RUN, "", program) for program in PROGRAMS), ([sys.executable], startup.PYTHONPATH, "gunicorn")]


@pytest.mark.parametrize(("command", "first", "program"), WAYS, ids=[*PROGRAMS, "PYTHONPATH"])
def test_every_worker_has_the_operations(command, first, program, loopback, tmp_path):
    if program in {"gunicorn", "uvicorn", "celery"} and not find_spec(program):
        pytest.skip(f"{program} is not installed")
    arguments, count = PROGRAMS[program]
    write(tmp_path)

    with started([*command, *arguments], tmp_path, loopback.url, first) as process:
        workers = [next_worker(process) for _ in range(count)]

    pids = {pid for pid, _ in workers}
    assert len(pids) == count
    assert process.pid not in pids  # each is a child, then
    paths = {request.path for request in loopback.requests}
    assert paths == {f"/voice-connectors/v/proxy-sessions/{pid}" for pid in pids}


@pytest.mark.parametrize("program", ["spawn", "subprocess"])
def test_without_children_a_new_python_is_as_it_was(program, loopback, tmp_path):
    write(tmp_path)

    with started([*RUN, "--no-children", *PROGRAMS[program][0]], tmp_path, loopback.url) as process:
        said = process.stdout.read()

    assert "AttributeError: 'Chime' object has no attribute 'get_proxy_session'" in said
    assert not loopback.requests


def write(directory):
    for name, text in {"worker": WORKER, "tasks": CELERY, "processes": PROCESSES}.items():
        Path(directory, f"{name}.py").write_text(text)
    Path(directory, "queue").mkdir()


class started:  # noqa: N801 - reads as a verb
    """A program in a process group of its own, which ends with the block."""

    def __init__(self, command, directory, url, first=""):
        environment = plain_environment(
            HOME=str(directory),  # gunicorn has a socket there
            AWS_ENDPOINT_URL=url,
            AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
            AWS_SECRET_ACCESS_KEY="secret",
            PYTHONPATH=os.pathsep.join(filter(None, [first, str(directory)])),
        )
        self.process = subprocess.Popen(
            command,
            cwd=directory,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def next_worker(process):
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("worker "):
            return [int(word) for word in line.split()[1:]]
    raise AssertionError("".join(said))


def settings_of_a_child(*options):
    child = "import botocore; from chime_shim.settings import current; print(current().region)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    return chime_shim("run", *options, "-c", code, env=plain_environment(CHIME_SHIM_REGION="eu-central-1"))


def test_children_have_the_settings_of_the_environment_and_the_command_line():
    for options, region in (([], "eu-central-1"), (["--set", "region=us-west-2"], "us-west-2")):
        result = settings_of_a_child(*options)
        assert (result.stdout, result.stderr) == (f"{region}\n", "")


def test_children_of_a_program_on_the_emulator_are_left_alone():
    # They do not have the emulator: their calls would go to the real AWS.
    code = "import os; print('PYTHONPATH' in os.environ)"
    assert chime_shim("run", "--emulator", "-c", code).stdout == "False\n"
    assert chime_shim("run", "-c", code).stdout == "True\n"
