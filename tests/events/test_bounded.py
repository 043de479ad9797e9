from __future__ import annotations

import pytest

from chime_shim.events._bounded import LONGEST, OTHER, BoundedNames, clipped


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


@pytest.mark.parametrize(
    ("length", "shown"),
    [(0, 0), (LONGEST - 1, LONGEST - 1), (LONGEST, LONGEST), (LONGEST + 1, LONGEST), (10_000, LONGEST)],
)
def test_a_text_is_as_long_as_may_be_at_most(length, shown):
    made = clipped("x" * length)
    assert len(made) == shown
    assert made.endswith("…") == (length > LONGEST)


def test_what_is_cut_begins_as_it_did():
    assert clipped("abcdef", 4) == "abc…"
