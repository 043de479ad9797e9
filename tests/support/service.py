"""The example service at work, on an emulated AWS: real processes and real HTTP."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

from tests.support.command import CHIME_SHIM, plain_environment

SOURCE = Path(__file__).parents[2] / "examples" / "service"
GUNICORN = ("-m", "gunicorn", "--workers=2", "--bind=127.0.0.1:0", "app:application")


class _Process:
    """A process that serves HTTP until the block ends."""

    def __init__(self, command, **options):
        self._process = subprocess.Popen(command, text=True, start_new_session=True, **options)
        self.said = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # Politely: what a process keeps until its end is to be kept.
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
        self._process.stdout.close()


class Emulator(_Process):
    """``chime-shim emulator``; ``variables`` lead a program to it."""

    def __init__(self, *options):
        command = [*CHIME_SHIM, "emulator", "--port=0", "--seed=7", *options]
        super().__init__(command, stdout=subprocess.PIPE, env=plain_environment())
        lines = [self._process.stdout.readline() for _ in range(4)]
        self.variables = dict(re.fullmatch(r"export (\w+)=(.*)\n", line).groups() for line in lines)
        self.url = self.variables["AWS_ENDPOINT_URL"]

    def reset(self):
        """Forget everything, and make the same ids again."""
        urlopen(Request(f"{self.url}/moto-api/reset", method="POST"), timeout=60).close()


class Service(_Process):
    """The service with two workers; ``command`` is what starts it in the place of ``python``."""

    def __init__(self, directory, variables, command=(sys.executable,)):
        super().__init__(
            [*map(str, command), *GUNICORN],
            cwd=directory,
            env=plain_environment(HOME=str(directory), **variables),  # gunicorn has a socket there
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for line in self._process.stdout:
            self.said += line
            if listening := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                self._port = int(listening[1])
                break
        else:
            raise AssertionError(self.said)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            self.said += line

    def __exit__(self, *error):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
        self._reader.join()
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
