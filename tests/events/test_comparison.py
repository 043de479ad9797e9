from __future__ import annotations

import dataclasses
import json

import pytest

from chime_shim.events import Comparison


def test_as_dict_has_stable_keys_and_json_values(make_comparison):
    given = make_comparison().as_dict()
    assert (
        json.loads(json.dumps(given))
        == given
        == {
            "operation": "ListChannels",
            "successor": "chime-sdk-messaging:ListChannels",
            "call_site": "app.py:12",
            "function": "main",
            "control": "forward",
            "outcome": "mismatch",
            "differences": ["Channels[].Name: differs"],
            "control_outcome": "ok",
            "candidate_outcome": "ok",
            "control_ms": 12.346,
            "candidate_ms": 7.0,
            "dropped": 0,
        }
    )
    keys = [field.name for field in dataclasses.fields(Comparison)]
    keys.insert(keys.index("call_site") + 1, "function")
    assert list(given) == keys


def test_it_cannot_be_changed(make_comparison):
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_comparison().outcome = "match"
