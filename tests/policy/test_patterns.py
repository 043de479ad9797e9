from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chime_shim.policy import _patterns
from chime_shim.policy._patterns import Names, matches


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("chime:GetMeeting", True),
        ("CHIME:getmeeting", True),
        ("chime:Get*", True),
        ("*", True),
        ("chime:*Meeting", True),
        ("chime:Get?eeting", True),
        ("chime:*e*t*g", True),
        ("c*", True),
        ("chime:GetMeeting*", True),
        ("chime:GetMeeting?", False),
        ("chime:Get", False),
        ("chime:*Meetings", False),
        ("chime.GetMeeting", False),
        ("[c]hime:GetMeeting", False),
        ("", False),
        ("s3:*", False),
    ],
)
def test_a_pattern_means_what_iam_says(pattern, expected):
    assert matches(pattern, "chime:GetMeeting") is expected


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=8))
def test_it_agrees_with_the_standard_library(pattern, text):
    assert matches(pattern, text) == fnmatch.fnmatchcase(text, pattern)


def test_many_stars_take_no_time():
    # A regular expression would not come back from this one.
    assert not matches("*a" * 40 + "b", "a" * 80)


@given(st.lists(st.text("ab*?", max_size=6), max_size=6), st.sets(st.text("abAB", max_size=5), max_size=8))
def test_many_patterns_at_once_find_what_each_of_them_does(patterns, names):
    names = {each.lower(): each for each in sorted(names)}.values()  # no two that IAM takes for one
    expected = {each for each in names if any(matches(pattern, each) for pattern in patterns)}
    assert Names(names).matched_by(patterns) == expected


def test_patterns_that_cannot_match_are_not_tried(monkeypatch):
    tried = []
    monkeypatch.setattr(_patterns, "matches", lambda *args: tried.append(args))
    Names(["chime:GetMeeting", "chime:TagMeeting"]).matched_by(f"chime:*X{n}*" for n in range(20_000))
    assert tried == []
