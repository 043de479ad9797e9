"""AWS Lambda on this machine: its bootstrap order, the runtime interface client that it uses, and its API."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.bare_python import bare_python
from tests.support.command import plain_environment

# What the managed runtimes run: /var/runtime/bootstrap.py, with /opt in the place that OPT names.
BOOTSTRAP = """
import os, site, sys

TASK = os.environ["LAMBDA_TASK_ROOT"]
PYTHON = os.environ["OPT"] + "/python"
PACKAGES = PYTHON + "/lib/python{}.{}/site-packages".format(*sys.version_info)
LAYERS = [] if "PYTHONPATH" in os.environ else [PACKAGES, PYTHON]

sys.path[:0] = [TASK, *LAYERS]
for directory in [TASK, *LAYERS]:
    site.addsitedir(directory)

from awslambdaric import bootstrap
from awslambdaric.lambda_runtime_client import LambdaRuntimeClient

bootstrap.run(os.environ["_HANDLER"], LambdaRuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"]))
"""


def make_runtime(directory):
    """Make a Python with boto3 and the interface client, but nothing of chime_shim's; return its path."""
    python = bare_python(directory, "lambda-runtime", "awslambdaric", "boto3")
    Path(directory, "bootstrap.py").write_text(BOOTSTRAP)
    return python


@dataclass(frozen=True)
class Outcome:
    """What the runtime reported: ``response``, ``error`` or ``init/error``; or ``exit``, if it ended."""

    kind: str
    content: object


class Lambda:
    """A function that runs until the block ends."""

    def __init__(self, python, task, opt, wrapper="chime-shim-exec", **environment):
        self._events, self._outcomes = queue.Queue(), queue.Queue()
        handler = type("Handler", (_Handler,), {"function": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        command = [str(python), str(Path(python).parents[1] / "bootstrap.py")]
        self._process = subprocess.Popen(
            [str(Path(opt, wrapper)), *command] if wrapper else command,
            env=plain_environment(
                OPT=str(opt),
                LAMBDA_TASK_ROOT=str(task),
                _HANDLER="app.handler",
                AWS_LAMBDA_RUNTIME_API=f"127.0.0.1:{self._server.server_address[1]}",
                AWS_LAMBDA_FUNCTION_NAME="function",
                AWS_LAMBDA_FUNCTION_VERSION="$LATEST",
                AWS_LAMBDA_FUNCTION_MEMORY_SIZE="128",
                AWS_LAMBDA_LOG_GROUP_NAME="group",
                AWS_LAMBDA_LOG_STREAM_NAME="stream",
                AWS_REGION="us-east-1",
                AWS_DEFAULT_REGION="us-east-1",
                AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
                AWS_SECRET_ACCESS_KEY="secret",
                **environment,
            ),
            cwd=task,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.log = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        self.log, _ = self._process.communicate()
        self._outcomes.put(Outcome("exit", self.log))

    def invoke(self, event):
        self._events.put(event)
        return self._outcomes.get(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._reader.join()
        self._events.put(None)  # for the request that still waits
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Say nothing: the function is killed while it waits for an event."""


class _Handler(BaseHTTPRequestHandler):
    function: Lambda
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        event = self.function._events.get()
        body = json.dumps(event).encode()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "1")
        self.send_header("Lambda-Runtime-Deadline-Ms", "4102444800000")
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:1:function:f")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        kind = self.path.removeprefix("/2018-06-01/runtime/").removeprefix("invocation/1/")
        self.function._outcomes.put(Outcome(kind, json.loads(body)))

    def log_message(self, *_):
        pass
