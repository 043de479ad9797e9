"""Prints what was compared, and how often which difference was excused; `make differential` keeps it."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

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


def pytest_terminal_summary(terminalreporter, exitstatus):
    if not differential.calls:
        return
    if record := os.environ.get("CHIME_SHIM_DIFFERENTIAL_RECORD"):
        keep(Path(record), green=exitstatus == pytest.ExitCode.OK)
    terminalreporter.section("differential: botocore 1.37.1, and today's with chime_shim")
    terminalreporter.write_line(f"{len(differential.operations)} of 129 operations, calls:")
    for kind, count in differential.calls.most_common():
        terminalreporter.write_line(f"{count:8} {kind}")
    terminalreporter.write_line(
        f"{sum(excused.used.values())} differences excused, for {len(+excused.used)} reasons:"
    )
    for reason, count in (+excused.used).most_common():
        terminalreporter.write_line(f"{count:8} {reason}")


def keep(record, *, green):
    """Write down what was compared, beside what was before with other shortcuts."""
    kept = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    kept["none" if os.environ.get("CHIME_SHIM_SHORTCUTS") == "none" else "all"] = {
        "date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "green": green,
        "operations": len(differential.operations),
        "calls": sum(
            count for kind, count in differential.calls.items() if not kind.startswith("generated, to which")
        ),
        "generated": differential.calls["generated"],
    }
    record.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
