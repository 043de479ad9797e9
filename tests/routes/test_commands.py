"""What is said of a lost command of the AWS CLI."""

from __future__ import annotations

import pytest

from chime_shim.routes import ROUTES
from chime_shim.routes._commands import advice, new_names


@pytest.mark.parametrize("operation", ROUTES)
def test_the_arn_decides_only_where_there_are_several_successors(operation):
    route = ROUTES[operation]
    said = advice(operation)

    assert ("AWS retired this command" in said) == route.retired
    assert ("as the ARN says" in said) == (not route.retired and len(new_names(route)) > 1)
    assert ("AWS ended the feature" in said) == (bool(route.ended) and not route.retired)
    assert all(name in said for name in (() if route.retired else new_names(route)))


@pytest.mark.parametrize("operation", ["TagResource", "UntagResource", "ListTagsForResource"])
def test_commands_for_any_arn_have_several(operation):
    assert "as the ARN says" in advice(operation)
