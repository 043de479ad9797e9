"""A policy that allows what another one does, and what that one lacks."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from ._document import Policy, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._examination import Addition

__all__ = ["LIMIT", "extended", "size"]

LIMIT = 6144
"""Characters that IAM takes for a managed policy, white space not counted."""


def extended(policy: Policy, additions: Iterable[Addition]) -> Policy:
    """Return a new policy with ``additions``; the old one is left as it is."""
    content = copy.deepcopy(dict(policy.content))
    single = isinstance(content["Statement"], dict)
    statements = [content["Statement"]] if single else content["Statement"]
    apart = []
    for addition in additions:
        statement = statements[addition.statement.number - 1]
        if addition.principals:
            principal = statement["Principal"]
            principal["Service"] = [*listed(principal["Service"]), *addition.principals]
        if addition.apart:
            apart.append(_apart(statement, addition))
        elif addition.actions:
            statement["Action"] = [*listed(statement["Action"]), *addition.actions]
    if apart:
        content["Statement"] = [*statements, *apart]
    return Policy(content)


def size(policy: Policy) -> int:
    """Return how many characters of its limit a policy takes."""
    return len(json.dumps(policy.content, separators=(",", ":"), ensure_ascii=False))


def _apart(statement: dict[str, Any], addition: Addition) -> dict[str, Any]:
    # A Sid has to be unique in its policy.
    kept = {name: copy.deepcopy(value) for name, value in statement.items() if name != "Sid"}
    return {
        "Action" if name == "NotAction" else name: list(addition.actions) if name == "NotAction" else value
        for name, value in kept.items()
    }
