"""Prints what was compared, and how often which difference was excused."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.differential import excused
from tests.support import differential


def pytest_sessionfinish(session):
    # With pytest-xdist the workers compare, and the main process prints.
    if hasattr(session.config, "workeroutput"):
        told = (differential.calls, excused.used, dict.fromkeys(differential.operations, 1))
        session.config.workeroutput["differential"] = [dict(each) for each in told]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    calls, used, operations = getattr(node, "workeroutput", {}).get("differential", ({}, {}, {}))
    differential.calls.update(Counter(calls))
    excused.used.update(Counter(used))
    differential.operations.update(operations)


def pytest_terminal_summary(terminalreporter):
    if not differential.calls:
        return
    terminalreporter.section("differential: botocore 1.37.1, and today's with chime_shim")
    terminalreporter.write_line(f"{len(differential.operations)} of 129 operations, calls:")
    for kind, count in differential.calls.most_common():
        terminalreporter.write_line(f"{count:8} {kind}")
    terminalreporter.write_line(
        f"{sum(excused.used.values())} differences excused, for {len(+excused.used)} reasons:"
    )
    for reason, count in (+excused.used).most_common():
        terminalreporter.write_line(f"{count:8} {reason}")
