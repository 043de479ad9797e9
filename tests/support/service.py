"""The example service at work, on an emulated AWS: real processes and real HTTP."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

from tests.support.command import CHIME_SHIM, plain_environment

SOURCE = Path(__file__).parents[2] / "examples" / "service"


class _Process:
    """A process that serves HTTP until the block ends."""

    def __init__(self, command, **options):
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # Politely: what a process keeps until its end is to be kept.
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
        self._process.stdout.close()


class Emulator(_Process):
    """``chime-shim emulator``: ``variables`` lead a program to it, with ``old_endpoint`` to the old one."""

    def __init__(self):
        super().__init__([*CHIME_SHIM, "emulator", "--port=0", "--seed=7"], env=plain_environment())
        lines = [self._process.stdout.readline() for _ in range(4)]
        self.variables = dict(re.fullmatch(r"export (\w+)=(.*)\n", line).groups() for line in lines)
        self._url = self.variables["AWS_ENDPOINT_URL"]
        self.old_endpoint = {"AWS_ENDPOINT_URL_CHIME": f"{self._url}/chime"}

    def reset(self):
        """Forget everything, and make the same ids again."""
        urlopen(Request(f"{self._url}/moto-api/reset", method="POST"), timeout=60).close()


class Service(_Process):
    """The service, started by a line as one types it in its directory."""

    def __init__(self, line, directory, variables, python=sys.executable):
        words = shlex.split(line)
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            variables = {**variables, name: value}
        first = {"chime-shim": CHIME_SHIM, "gunicorn": (str(python), "-m", "gunicorn")}[words[0]]
        environment = plain_environment(
            GUNICORN_CMD_ARGS="--bind=127.0.0.1:0",
            HOME=str(directory),  # gunicorn has a socket there
            **variables,
        )
        super().__init__([*first, *words[1:]], cwd=directory, env=environment, stderr=subprocess.STDOUT)
        self._said = ""
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.wait_for("Listening at: ")
        self._port = int(re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", self._said)[1])

    def _read(self):
        for line in self._process.stdout:
            with self._more:
                self._said += line
                self._more.notify_all()

    def wait_for(self, text, count=1):
        """Wait until it has said something so often."""
        with self._more:
            assert self._more.wait_for(lambda: self._said.count(text) >= count, timeout=60), self._said

    def __exit__(self, *error):
        self._process.send_signal(signal.SIGTERM)
        self._reader.join(timeout=60)
        super().__exit__(*error)

    def ask(self, method, path, **body):
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, json.dumps(body) if body else None)
            response = connection.getresponse()
            content = response.read().decode()
            return response.status, json.loads(content) if response.status != 500 else None
        finally:
            connection.close()

    def use(self):
        """Have a conversation that uses all that the service has, and return the answers."""
        answers = []

        def ask(*args, **body):
            answers.append(self.ask(*args, **body))
            return answers[-1][1] or {}

        room = ask("POST", "/rooms", name="standup").get("room", "none")
        ask("POST", f"/rooms/{room}/guests", name="ana")
        ask("POST", f"/rooms/{room}/guests", name="bo")
        ask("GET", f"/rooms/{room}")
        ask("DELETE", f"/rooms/{room}")
        ask("GET", f"/rooms/{room}")
        ask("POST", f"/rooms/{room}/guests", name="cy")
        line, *_ = [ask("POST", "/lines", name=name).get("line", "none") for name in ("a", "b", "c")]
        ask("GET", "/lines")
        ask("DELETE", f"/lines/{line}")
        ask("DELETE", f"/lines/{line}")
        ask("GET", "/lines")
        ask("GET", "/nothing")
        return answers
