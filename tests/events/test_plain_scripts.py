"""A script that leaves warnings as Python has them gets one notice; who chose filters, the warning."""

from __future__ import annotations

import sys
import warnings
from types import SimpleNamespace

import pytest

from chime_shim.events._warnings import _PYTHONS_OWN, _is_plain_script

OTHERS = ("ignore", None, UserWarning, None, 0)
EVERYTHING = ("always", None, Warning, None, 0)


@pytest.mark.parametrize(
    ("module", "options", "filters", "plain"),
    [
        ("__main__", [], [_PYTHONS_OWN], True),
        ("__main__", [], [OTHERS, _PYTHONS_OWN], True),
        ("__main__", [], [EVERYTHING, _PYTHONS_OWN], False),
        ("__main__", [], [], False),
        ("__main__", ["error::UserWarning"], [_PYTHONS_OWN], False),
        ("app", [], [_PYTHONS_OWN], False),
        (None, [], [_PYTHONS_OWN], False),
    ],
)
def test_a_script_is_plain_where_nobody_chose(module, options, filters, plain, monkeypatch):
    monkeypatch.setattr(sys, "warnoptions", options)
    frame = SimpleNamespace(f_globals={} if module is None else {"__name__": module})
    with warnings.catch_warnings():
        warnings.filters[:] = filters
        found = _is_plain_script(frame)

    assert found is plain
