"""Without a structlog that the application configured, events go to logging."""

from __future__ import annotations

import logging
import sys
import types

import pytest

from chime_shim.events import CallSite, LegacyCall, _structlog


@pytest.fixture(params=["not imported", "missing", "in the middle of its import"])
def without(request, monkeypatch):
    monkeypatch.delitem(sys.modules, "structlog", raising=False)
    if request.param == "missing":
        monkeypatch.setitem(sys.modules, "structlog", None)
    elif request.param != "not imported":
        monkeypatch.setitem(sys.modules, "structlog", types.ModuleType("structlog"))


def call(**changes):
    site = CallSite("app.py", 1, "main")
    return LegacyCall(
        **{"operation": "GetMeeting", "successor": None, "call_site": site, "duration_ms": 1.0, **changes}
    )


def test_events_go_to_logging_and_structlog_is_left_alone(without, caplog):
    hook = _structlog.StructlogHook()
    caplog.set_level(logging.DEBUG, "chime_shim")

    before = sys.modules.get("structlog")
    for _ in range(3):
        hook(call())

    assert sys.modules.get("structlog") is before
    told = [record.getMessage() for record in caplog.records]
    assert sum(text.startswith("chime_shim.legacy_call operation='GetMeeting'") for text in told) == 3
    assert caplog.records[-1].operation == "GetMeeting"


@pytest.mark.parametrize("name", ["outcome", "fallback", "request_id", "call_site"])
def test_a_line_is_of_bounded_length_whatever_a_service_answers(name, caplog):
    long = "x" * 100_000
    value = CallSite(long, 1, long) if name == "call_site" else long

    _structlog.StructlogHook()(call(**{name: value}))

    (record,) = caplog.records
    assert len(record.getMessage()) < 2_000
