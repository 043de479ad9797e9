"""A structlog that is missing or broken costs one honest line: events go to logging."""

from __future__ import annotations

import logging
import sys
import types

import pytest

from chime_shim.events import CallSite, LegacyCall, _structlog


@pytest.fixture(params=["missing", "broken"])
def without(request, monkeypatch):
    if request.param == "missing":
        monkeypatch.setitem(sys.modules, "structlog", None)
    else:
        monkeypatch.setitem(sys.modules, "structlog", types.ModuleType("structlog"))
        monkeypatch.setitem(sys.modules, "structlog.stdlib", None)
    _structlog._structlog.cache_clear()
    yield
    _structlog._structlog.cache_clear()


def call(**changes):
    site = CallSite("app.py", 1, "main")
    return LegacyCall(
        **{"operation": "GetMeeting", "successor": None, "call_site": site, "duration_ms": 1.0, **changes}
    )


def test_events_go_to_logging_and_one_line_says_why(without, caplog):
    hook = _structlog.StructlogHook()
    caplog.set_level(logging.DEBUG, "chime_shim")

    for _ in range(3):
        hook(call())

    told = [record.getMessage() for record in caplog.records]
    assert sum("structlog cannot be imported" in text for text in told) == 1
    assert sum(text.startswith("chime_shim.legacy_call operation='GetMeeting'") for text in told) == 3
    assert caplog.records[-1].operation == "GetMeeting"


@pytest.mark.parametrize("name", ["outcome", "fallback", "request_id", "call_site"])
def test_a_line_is_of_bounded_length_whatever_a_service_answers(name, caplog):
    long = "x" * 100_000
    value = CallSite(long, 1, long) if name == "call_site" else long

    _structlog.StructlogHook()(call(**{name: value}))

    (record,) = caplog.records
    assert len(record.getMessage()) < 2_000
