"""The innermost JSON object around a place in a line, wherever in the line it is."""

from __future__ import annotations

import pytest

from chime_shim.ledger._marked import fields_around

CASES = {
    "all of the text": ('{"a": 1}', {"a": 1}),
    "with text before": ('INFO {"a": 1}', {"a": 1}),
    "the inner of two": ('{"b": {"a": 1}, "c": 2}', {"a": 1}),
    "the outer, with one before": ('{"b": {"c": 2}, "a": 1}', {"b": {"c": 2}, "a": 1}),
    "after it": ('{"b": 1} "a"', None),
    "none": ('"a": 1', None),
    "cut": ('{"a": 1', None),
    "over the end of a line": ('{"a": "1\n2"}', None),
    "a list": ('["a"]', None),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_given(case):
    text, fields = CASES[case]

    assert fields_around(text, text.index('"a"')) == fields
