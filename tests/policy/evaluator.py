"""What IAM makes of a policy, said apart from chime_shim: enough of its rules to compare two policies."""

from __future__ import annotations

import fnmatch
from typing import NamedTuple


class Request(NamedTuple):
    action: str
    resource: str
    holds: bool
    """Whether the conditions are met."""
    principal: str | None = None


def is_allowed(policy, request):
    statements = policy["Statement"]
    statements = statements if isinstance(statements, list) else [statements]
    effects = {each["Effect"] for each in statements if _is_about(each, request)}
    return effects == {"Allow"}


def _is_about(statement, request):
    if statement.get("Condition") and not request.holds:
        return False
    if request.principal is not None:
        principal = statement.get("Principal", "*")
        if principal != "*" and request.principal not in _list(principal.get("Service", [])):
            return False
    if not any(each in {"*", request.resource} for each in _list(statement["Resource"])):
        return False
    if "Action" in statement:
        return _any(statement["Action"], request.action)
    return not _any(statement["NotAction"], request.action)


def _any(patterns, action):
    # Without brackets, which no pattern here has, fnmatch has the same rules.
    return any(fnmatch.fnmatchcase(action.lower(), pattern.lower()) for pattern in _list(patterns))


def _list(value):
    return [value] if isinstance(value, str) else value
