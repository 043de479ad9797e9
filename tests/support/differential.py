"""Both sides of a comparison: botocore 1.37.1 as it was, and today's with chime_shim, each in its process."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from botocore import xform_name

from tests.differential import excused
from tests.support.command import plain_environment
from tests.support.legacy_env import VERSION, installed
from tests.support.loopback import Answer, Loopback

HERE = Path(__file__).parents[1] / "differential"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    # What `make differential` switches off.
    **{
        name: os.environ[name]
        for name in ("CHIME_SHIM_SHORTCUTS", "CHIME_SHIM_FAST_TIMESTAMPS")
        if name in os.environ
    },
}
LEGACY, SHIM = SIDES = ("legacy", "shim")

calls = Counter()
"""How many calls were compared, by their kind."""
operations = set()
"""The operations that were."""


class Call(NamedTuple):
    """A call of the old API; ``client`` names one of the runner's."""

    operation: str
    params: dict
    client: str = "strict"

    def __str__(self):
        return f"{self.client}.{xform_name(self.operation)}(**{self.params!r})"


def command_of(side, script, *args):
    """What runs an old script on one side, and in which environment."""
    if side == LEGACY:
        directory = installed(f"boto3-{VERSION}", f"boto3=={VERSION}", f"botocore=={VERSION}")
        environment = plain_environment(**ENVIRONMENT, PYTHONPATH=str(directory))
        return [sys.executable, str(script), *args], environment
    return [sys.executable, "-m", "chime_shim", "run", str(script), *args], plain_environment(**ENVIRONMENT)


class Compared(NamedTuple):
    """What came of a call on the legacy side, whether it was another error or reply, and what differs."""

    legacy: dict
    parted: bool
    found: list


class Runner:
    """The process of one side, which makes calls when told to."""

    def __init__(self, side, endpoint):
        command, environment = command_of(side, HERE / "_runner.py", endpoint)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log
        )

    def send(self, message):
        pickle.dump(message, self._process.stdin)
        self._process.stdin.flush()

    def receive(self):
        try:
            return pickle.load(self._process.stdout)
        except EOFError:
            self._log.seek(0)
            raise AssertionError(self._log.read().decode()[-5000:]) from None

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)  # it has many clients to tidy away
        self._log.close()


@dataclass
class Pair:
    """Makes each call on both sides, and compares all that can be seen of it.

    Attributes:
        runners: The two processes.
        received: Gives what each side's server received since it was last asked, if that is to be compared.
    """

    runners: dict[str, Runner]
    received: dict[str, object] = field(default_factory=dict)

    def restart(self):
        """Have both sides start with a new client."""
        for runner in self.runners.values():
            runner.send("restart")

    def transcripts(self, call):
        for runner in self.runners.values():
            runner.send((xform_name(call.operation), call.params, call.client))
        told = {side: runner.receive() for side, runner in self.runners.items()}
        for side, received in self.received.items():
            told[side]["events"] += [["received", {"request": request}] for request in received()]
        return told

    def check(self, call, kind):
        """Make a call on both sides, and compare."""
        calls[kind] += 1
        operations.add(call.operation)
        told = self.transcripts(call)
        legacy = dict(told[LEGACY])
        parted = _outcome(told[LEGACY]) != _outcome(told[SHIM])
        excused.reconcile(call, told[LEGACY], told[SHIM])
        return Compared(legacy, parted, list(differences(told[LEGACY], told[SHIM])))


def _outcome(transcript):
    return transcript["error"]["classes"][0] if "error" in transcript else None


def report(call, found):
    """Say in a test's failure which call differs, and how."""
    return "\n".join([f"{call} differs:", *found[:12]])


def differences(legacy, shim, path=""):
    """Say what differs, where."""
    if isinstance(legacy, dict) and isinstance(shim, dict):
        for name in {**legacy, **shim}:
            if name in legacy and name in shim:
                yield from differences(legacy[name], shim[name], f"{path}.{name}")
            else:
                side = LEGACY if name in legacy else SHIM
                yield f"{path}.{name}: only {side}, {(legacy | shim)[name]!r:.300}"
        if legacy == shim and list(legacy) != list(shim):
            yield f"{path}: in the order {list(shim)}, was {list(legacy)}"
    elif isinstance(legacy, list) and isinstance(shim, list) and len(legacy) == len(shim):
        for number, pair in enumerate(zip(legacy, shim, strict=True)):
            yield from differences(*pair, f"{path}[{number}]")
    elif repr(legacy) != repr(shim):
        yield f"{path}: legacy {legacy!r:.300}, shim {shim!r:.300}"


class Mirror(Loopback):
    """Answers with what it is told to, whatever the request; a later request may be answered by its path."""

    def __init__(self):
        super().__init__()
        self.script = []

    def take(self, received):
        self.requests.append(received)
        path = received.path.partition("?")[0]
        for entry in self.script:
            suffix, answer = entry
            if path.endswith(suffix):
                if len(self.script) > 1:
                    self.script.remove(entry)
                return answer
        return Answer.error("UnexpectedRequest", 400)

    def received(self):
        """Hand over the requests so far, as the runner shows requests."""
        requests, self.requests = self.requests, []
        return [
            {
                "method": each.method,
                "url": each.path,
                "headers": dict(sorted(each.headers.items())),
                "body": json.loads(each.body) if each.body else "",
            }
            for each in requests
        ]


@contextlib.contextmanager
def mirrors():
    """Give a pair of runners, and by side the mirror that each talks to."""
    with contextlib.ExitStack() as stack:
        servers = {side: stack.enter_context(Mirror()) for side in SIDES}
        runners = {side: Runner(side, server.url) for side, server in servers.items()}
        for runner in runners.values():
            stack.callback(runner.close)
        yield Pair(runners, {side: server.received for side, server in servers.items()}), servers


@contextlib.contextmanager
def emulators():
    """Give the address of an emulator for each side: with the same ids, the same clock, and a state apart."""
    with contextlib.ExitStack() as stack:
        urls = {}
        for side in SIDES:
            process = subprocess.Popen(
                [sys.executable, str(HERE / "_emulator.py")],
                env=plain_environment(**ENVIRONMENT),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            stack.callback(_end, process)
            urls[side] = process.stdout.readline().strip()
        yield urls


def endpoint_of(side, url):
    """The endpoint on an emulator: the legacy one has a path of its own."""
    return f"{url}/chime" if side == LEGACY else url


def reset(url):
    """Have an emulator forget everything, and begin with the same ids again."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST"), timeout=10).close()


def _end(process):
    process.terminate()
    process.wait(10)
    process.stdout.close()
