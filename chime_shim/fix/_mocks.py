"""Tests that go red in silence: they expect a client to be made of the service ``"chime"``.

Nothing in them is a legacy call, so no scan finds them: ``assert client.call_args.args[0] == "chime"`` under
``@patch("boto3.client")``. They are named, and left alone.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from chime_shim.fix._successor_facts import CLIENT, now_required

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.scan import Finding

__all__ = ["expected", "may_expect", "places"]

_SERVICE = re.compile(rb"""["']chime["']|patch\.dict\([^)]*\bchime=""")
_TESTS = re.compile(
    rb"^\s*(?:from|import)\s+(?:unittest|pytest|mock)\b|\b(?:mocker|monkeypatch|assert_called|call_args)",
    re.MULTILINE,
)
_NAMES = re.compile(r"(?:test_.*|.*_test|conftest)\.py")
# These make a client, or say something.
_OTHERS = {
    "client",
    "create_client",
    "resource",
    "getLogger",
    "get_logger",
    "print",
    "debug",
    "info",
    "warning",
    "error",
}
_TEXT = f'a test names "{CLIENT}" here: clients that moved are of another service'


def may_expect(content: bytes, name: str = "") -> bool:
    """Tell whether a file of this name has tests in it, and the name of the service."""
    is_test = _TESTS.search(content) is not None or _NAMES.fullmatch(name) is not None
    return is_test and _SERVICE.search(content) is not None


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Give where a file of tests has the service's name, unless a client is made there or it is only said."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value == CLIENT:
            around = parents.get(id(node))
            if isinstance(around, ast.keyword):
                around = parents.get(id(around))
            called = around.func if isinstance(around, ast.Call) else None
            name = getattr(called, "attr", None) or getattr(called, "id", None)
            if name not in _OTHERS and not isinstance(around, ast.Expr | ast.JoinedStr):
                yield node, _TEXT
        elif isinstance(node, ast.keyword) and node.arg == CLIENT and _is_patch(parents.get(id(node))):
            yield node, _TEXT


def _is_patch(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("patch.dict")


def expected(tree: ast.Module, moved: Iterable[tuple[Finding, str]]) -> Iterator[tuple[ast.AST, str]]:
    """Give where a mock expects a call without what the call is given once it has moved."""
    calls = {finding.method: now_required(finding.operation, service) for finding, service in moved}
    for node in ast.walk(tree):
        asserted = node.func if isinstance(node, ast.Call) else None
        if not isinstance(asserted, ast.Attribute) or not asserted.attr.startswith("assert_"):
            continue
        required = calls.get(getattr(asserted.value, "attr", ""), ())
        given = {each.arg for each in node.keywords}  # type: ignore[attr-defined]
        more = [path for path in required if "." not in path and path not in given]
        if more and given and None not in given:
            yield node, f"the call sends {' and '.join(more)} once it has moved, and is expected without"
