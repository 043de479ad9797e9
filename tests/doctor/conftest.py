from __future__ import annotations

import pytest

from chime_shim.doctor import Operations


@pytest.fixture
def using():
    """Make what is known of an application from the names of the operations that it calls."""

    def make(*names, outcome="ok"):
        operations = Operations(sources=["the program"])
        for name in names:
            operations._add_calls(name, outcome, 1)
        return operations

    return make


@pytest.fixture
def unknown():
    return Operations()
