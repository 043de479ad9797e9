"""When logging's handler of last resort prints the first call: nobody configured anything that would."""

from __future__ import annotations

import logging

import pytest
import structlog

from chime_shim.events._structlog import logs_to_stderr

CONFIGURED = {
    "nothing": (lambda _: None, True),
    "structlog": (lambda _: structlog.configure(), False),
    "a handler": (lambda logger: logger.addHandler(logging.NullHandler()), False),
    "another level": (lambda logger: logger.setLevel(logging.ERROR), False),
}


@pytest.mark.parametrize("configured", CONFIGURED)
def test_it_prints_where_nobody_configured_anything(configured, monkeypatch):
    logger = logging.getLogger("chime_shim")
    monkeypatch.setattr(logger, "propagate", False)
    monkeypatch.setattr(logger, "handlers", [])  # pytest's own
    level, (configure, prints) = logger.level, CONFIGURED[configured]
    configure(logger)
    try:
        assert logs_to_stderr() is prints
    finally:
        logger.setLevel(level)
        structlog.reset_defaults()
