from __future__ import annotations

import pytest

from chime_shim.events._bounded import OTHER, BoundedNames


def test_names_pass_as_they_are():
    bounded = BoundedNames()
    assert [bounded(name) for name in ("ok", "NotFoundException", "ok")] == ["ok", "NotFoundException", "ok"]


def test_one_name_too_many_is_other_and_the_known_ones_stay():
    bounded = BoundedNames(limit=2)
    assert [bounded(name) for name in "abcab"] == ["a", "b", OTHER, "a", "b"]


@pytest.mark.parametrize("value", ["", "no name", "+12065550100", "a" * 65, "name\n", "größe"])
def test_what_is_no_name_is_other_and_takes_no_place(value):
    bounded = BoundedNames(limit=1)
    assert bounded(value) == OTHER
    assert bounded("ok") == "ok"
