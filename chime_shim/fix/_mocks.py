"""Tests that go red in silence: they expect a client to be made of the service ``"chime"``.

Nothing in them is a legacy call, so no scan finds them: ``assert client.call_args.args[0] == "chime"`` under
``@patch("boto3.client")``. They are named, and left alone.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from chime_shim.fix._sites import CLIENT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["may_expect", "places"]

_SERVICE = re.compile(rb"""["']chime["']""")
_TESTS = re.compile(
    rb"^\s*(?:from|import)\s+(?:unittest|pytest|mock)\b|\b(?:mocker|monkeypatch)\b", re.MULTILINE
)
_TEXT = f'it expects the service "{CLIENT}", of which clients are made no more'


def may_expect(content: bytes) -> bool:
    """Tell whether a file has tests in it, and the name of the service."""
    return _SERVICE.search(content) is not None and _TESTS.search(content) is not None


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Give where a file compares with the service's name, expects it in a call, or has an answer for it."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value == CLIENT and _is_expected(node, parents):
            yield node, _TEXT


def _is_expected(node: ast.AST, parents: dict[int, ast.AST]) -> bool:
    around = parents.get(id(node))
    while isinstance(around, ast.Tuple | ast.List | ast.Set | ast.keyword):
        around = parents.get(id(around))
    if isinstance(around, ast.Compare | ast.MatchValue | ast.Dict):
        return True
    if not isinstance(around, ast.Call):
        return False
    name = str(getattr(around.func, "attr", None) or getattr(around.func, "id", ""))
    # Of mocks, and of unittest.
    return name.lower().startswith("assert") or name == "call"
