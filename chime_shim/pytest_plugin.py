"""The pytest plugin: fixtures, a marker and a report on what a test run still makes of legacy calls.

pytest loads it wherever chime_shim is installed, so it imports nothing until it is asked for something.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import ModuleType

    from chime_shim._activation import Activation
    from chime_shim.emulator.calls import Exchange
    from chime_shim.events import LegacyCall

__all__ = ["chime_calls", "chime_emulator", "chime_shim", "legacy_calls"]

_MARKER = "forbid_legacy_chime"
_REPORT = "chime_shim_report"


@pytest.fixture
def chime_shim() -> Iterator[Activation]:
    """Activate the shim for the test: ``boto3.client("chime")`` is whole."""
    from chime_shim import install

    with install() as activation:
        yield activation


@pytest.fixture
def chime_emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Emulate AWS in this process, with Chime in it; the value is the module ``chime_shim.emulator``.

    Each test starts with nothing, and gets the same ids in each run.
    """
    from dataclasses import replace

    from chime_shim import emulator  # which says what to do if there is no moto

    # isort: split
    from moto import mock_aws

    # What is set up for the real AWS, or for another emulator, must not lead calls away from this one.
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    if "AWS_DEFAULT_REGION" not in os.environ:
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    settings = emulator.current()
    with emulator.configure(replace(settings, seed=settings.seed or 0)), mock_aws():
        yield emulator


@pytest.fixture
def chime_calls(chime_emulator: ModuleType) -> Exchange:
    """Emulate AWS, and give the exchange that plays calls to and from SIP media applications."""
    exchange: Exchange = chime_emulator.calls.exchange()
    return exchange


@pytest.fixture
def legacy_calls() -> Iterator[list[LegacyCall]]:
    """Record the legacy calls that are made in the test, from here on."""
    calls: list[LegacyCall] = []
    with _Listening(calls.append):
        yield calls


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("chime_shim").addoption(
        "--chime-shim-report",
        action="store_true",
        dest=_REPORT,
        help="list the legacy chime calls of the run, by operation and line",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{_MARKER}: fail if the test makes legacy chime calls")
    if config.getoption(_REPORT):
        config.pluginmanager.register(_Report(), _REPORT)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None]:
    if item.get_closest_marker(_MARKER) is None:
        yield
        return
    calls: list[LegacyCall] = []
    with _Listening(calls.append) as listening:
        item.stash[_FORBIDDEN] = (calls, listening)
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any]:
    outcome = yield
    if _FORBIDDEN not in item.stash or outcome.excinfo:
        return
    calls, listening = item.stash[_FORBIDDEN]
    if calls:
        lines = dict.fromkeys(f"  {call.operation} at {call.call_site}" for call in calls)
        text = "\n".join([f"legacy chime calls in a test that is marked {_MARKER}:", *lines])
    elif not listening:
        # Not to be taken for a pass: from there on nothing was seen.
        text = f"chime_shim's hooks were replaced in a test that is marked {_MARKER}"
    else:
        return
    outcome.force_exception(pytest.fail.Exception(text, pytrace=False))


class _Report:
    """Counts the legacy calls of a run, and lists them when it is over.

    With pytest-xdist each worker counts, and the controller adds up.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._lock = threading.Lock()  # threads of a test call, too
        self._listening = _Listening(self._count)
        self._installed = False

    def _count(self, call: LegacyCall) -> None:
        with self._lock:
            self._counts[call.operation, call.successor or "retired", str(call.call_site)] += 1

    # From the start, for what is called at import and by session fixtures; then again before each test,
    # for an application may set hooks of its own.
    def pytest_sessionstart(self) -> None:
        self._listening.start()

    def pytest_runtest_logstart(self) -> None:
        self._listening.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._listening.stop()
        self._installed |= "chime_shim._activation" in sys.modules
        if hasattr(session.config, "workeroutput"):
            counts = [(*key, count) for key, count in self._counts.items()]
            session.config.workeroutput[_REPORT] = (self._installed, counts)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        # A worker that crashed has no output.
        installed, counts = getattr(node, "workeroutput", {}).get(_REPORT, (False, ()))
        self._installed |= installed
        for operation, successor, line, count in counts:
            self._counts[operation, successor, line] += count

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_sep("=", "legacy chime calls")
        for line in self._lines():
            terminalreporter.write_line(line)

    def _lines(self) -> Iterator[str]:
        groups: dict[tuple[str, str], Counter[str]] = {}
        for (operation, successor, line), count in self._counts.items():
            groups.setdefault((operation, successor), Counter())[line] += count
        for (operation, successor), lines in sorted(groups.items(), key=lambda group: -group[1].total()):
            yield f"{lines.total():5}  {operation} -> {successor}"
            for line, count in lines.most_common():
                yield f"{count:12}  {line}"
        if groups:
            yield f"{self._counts.total()} calls of {len(groups)} operations"
        elif self._installed:
            yield "none"
        else:
            yield "none seen: chime_shim was never installed in this run"


class _Listening:
    """A hook beside those that are installed, for a while."""

    def __init__(self, hook: Any) -> None:
        self._hook = hook

    def start(self) -> None:
        from chime_shim.events import get_hooks, set_hooks

        if not self:
            set_hooks([*get_hooks(), self._hook])

    def stop(self) -> None:
        from chime_shim.events import get_hooks, set_hooks

        # Others may have come in the meantime: they stay.
        set_hooks(hook for hook in get_hooks() if hook is not self._hook)

    def __bool__(self) -> bool:
        from chime_shim.events import get_hooks

        return any(hook is self._hook for hook in get_hooks())

    def __enter__(self) -> _Listening:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()


_FORBIDDEN = pytest.StashKey[tuple[list["LegacyCall"], _Listening]]()
