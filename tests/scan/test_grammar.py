"""Every statement and expression is read: a legacy call is found wherever the grammar lets one stand."""

from __future__ import annotations

import ast

import pytest

from chime_shim.scan import scan_source
from tests.scan import grammar

PROGRAMS = list(grammar.programs())


def test_every_kind_of_node_that_this_python_has_is_tried():
    missing = grammar.kinds() - {kind for _, _, kind in PROGRAMS}
    assert missing <= {"MatchValue", "JoinedStr", "TemplateStr"}, missing
    assert len(PROGRAMS) > 120


@pytest.mark.parametrize(("source", "name"), [pytest.param(s, n, id=n) for n, s, _ in PROGRAMS])
def test_a_call_is_found_where_it_may_stand(source, name):
    expected = [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "create_meeting"
    ]
    result = scan_source(source)
    assert result.problem is None
    found = [each.span.line for each in result.findings if each.confidence == "certain"]
    assert found == expected, source
