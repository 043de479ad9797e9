from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from chime_shim.events import CallSite, Comparison, LegacyCall
from chime_shim.events._ledger import LedgerHook
from tests.support.ledgers import NOON

ROOT = Path(__file__).parents[2]
CALL = {
    "operation": "CreateProxySession",
    "successor": "chime-sdk-voice:CreateProxySession",
    "call_site": CallSite("app.py", 12, "main"),
    "duration_ms": 12.34567,
    "request_id": "11aa",
    "status_code": 201,
    "retries": 0,
    "notice": "proxy sessions ended on 2026-04-07",
    "parameters": ("VoiceConnectorId", "Capabilities"),
}
COMPARISON = {
    "operation": "ListChannels",
    "successor": "chime-sdk-messaging:ListChannels",
    "call_site": CallSite("app.py", 12, "main"),
    "control": "forward",
    "outcome": "mismatch",
    "differences": ("Channels[].Name: differs",),
    "control_ms": 12.34567,
    "candidate_ms": 7.0,
}


@pytest.fixture(autouse=True)
def _unconfigured_structlog():
    structlog.reset_defaults()
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def make_call():
    """Make an event, all of whose fields are set."""
    return lambda **changes: LegacyCall(**{**CALL, **changes})


@pytest.fixture
def make_comparison():
    """Make a comparison that found a mismatch."""
    return lambda **changes: Comparison(**{**COMPARISON, **changes})


class Clock:
    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def make_ledger(path, clock):
    """Make hooks that keep a ledger, and let go of them after the test."""
    with contextlib.ExitStack() as stack:

        def make(target=path, **options):
            hook = LedgerHook(str(target), clock=clock, **options)
            stack.callback(hook.close)
            return hook

        yield make


@pytest.fixture
def through():
    """Make a function of a module with the given name, which calls the function that it is given."""

    def make(module, filename="library.py"):
        names = {} if module is None else {"__name__": module}
        source = "def call_through(function, *args):\n    return function(*args)\n"
        exec(compile(source, filename, "exec"), names)
        return names["call_through"]

    return make


@pytest.fixture
def run_python(tmp_path):
    """Run Python code in a process of its own, as a file or by -c, and give the finished process."""

    def run(source, *options, as_file="app.py", **environment):
        (tmp_path / as_file).write_text(source)
        return subprocess.run(
            [sys.executable, *options, as_file],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run
