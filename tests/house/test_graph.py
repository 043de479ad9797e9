"""The finder of circles finds them, and nothing else."""

from __future__ import annotations

import pytest

from tests.house._graph import circles


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([], []),
        ([("a", "b"), ("b", "c"), ("a", "c")], []),
        ([("a", "b"), ("b", "a")], [["a", "b", "a"]]),
        ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], [["a", "b", "c", "a"]]),
        ([("a", "b"), ("b", "a"), ("x", "y"), ("y", "x")], [["a", "b", "a"], ["x", "y", "x"]]),
        ([("entry", "a"), ("a", "b"), ("b", "a")], [["a", "b", "a"]]),
    ],
)
def test_each_circle_is_named_once_as_a_path(edges, expected):
    assert circles(edges) == expected
