"""The comparison itself: it sees what it is to see, and counts what is excused."""

from __future__ import annotations

import pytest

from tests.differential import excused
from tests.differential.test_emulated import OPERATIONS
from tests.support.differential import Call, differences


def test_no_operation_is_left_out():
    assert len(OPERATIONS) == 129


@pytest.mark.parametrize(
    ("legacy", "shim", "found"),
    [
        ({"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]}, []),
        ({"a": 1}, {"a": True}, [".a: legacy 1, shim True"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {}]}, [".a: legacy [{'b': 1}], shim [{'b': 1}, {}]"]),
        ({"a": {"b": 1}}, {"a": {}}, [".a.b: only legacy, 1"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, [": in the order ['b', 'a'], was ['a', 'b']"]),
    ],
)
def test_a_difference_is_found(legacy, shim, found):
    assert list(differences(legacy, shim)) == found


def test_an_excuse_counts_where_it_is_needed():
    def transcript(*warnings):
        return {"reply": {}, "warnings": [list(each) for each in warnings], "events": []}

    before = excused.used["deprecation_is_warned_of"]
    shim = transcript(("ChimeDeprecationWarning", "moved"), ("UserWarning", "else"))
    for legacy in (transcript(), shim):
        excused.reconcile(Call("GetMeeting", {}), legacy, shim)

    assert shim["warnings"] == [["UserWarning", "else"]]
    assert excused.used["deprecation_is_warned_of"] == before + 1


def test_every_excuse_says_why():
    assert all(each.__doc__ for each in excused.EXCUSES)
