"""What stands where a map or a value of one kind belongs is botocore's to read."""

from __future__ import annotations

import pytest

from chime_shim._graft.readers import UnusualReply, _exactly, _map


def test_a_map_of_plain_values_is_read_as_it_is():
    value = {"a": 1, "b": None}

    assert _map(None, None)(value) is value


@pytest.mark.parametrize("value", [[], "a", 1, True, [("a", 1)]])
def test_what_is_no_map_is_unusual(value):
    with pytest.raises(UnusualReply):
        _map(None, None)(value)


@pytest.mark.parametrize("readers", [(str, None), (None, str), (str, str)])
def test_a_map_whose_keys_or_values_have_to_be_read_is_unusual(readers):
    with pytest.raises(UnusualReply):
        _map(*readers)({})


@pytest.mark.parametrize("value", [1, "1", None, 1.0])
def test_another_kind_is_unusual(value):
    with pytest.raises(UnusualReply):
        _exactly(bool)(value)
    assert _exactly(type(value))(value) is value
