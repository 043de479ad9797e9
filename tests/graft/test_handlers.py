"""The handlers of a client are there once, however often somebody sees to it that they are."""

from __future__ import annotations

import pytest
from botocore.hooks import HierarchicalEmitter

from chime_shim._graft.handlers import register

EVENTS = {
    "before-parse.chime": 1,
    "response-received.chime": 1,
    "needs-retry.chime": 2,
    "request-created.chime": 1,
}


@pytest.mark.parametrize("event", EVENTS)
def test_each_is_registered_once(event):
    emitter = HierarchicalEmitter()
    for _ in range(3):
        register(emitter)

    assert len(emitter._handlers.prefix_search(event)) == EVENTS[event]
