"""What is written as a statement, and what a policy document would say in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from chime_shim.policy._document import PolicyError

from ._located import Fields, Items, Opaque, Text

__all__ = ["content_of", "statement_of"]

# A statement of Terraform's aws_iam_policy_document, as a policy names its parts.
_TERRAFORM = {
    "sid": "Sid",
    "effect": "Effect",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
    "condition": "Condition",
}
_SUFFIX = re.compile(r"(?:!Sub )?((?:\w+\.)?chime)\.\$\{[^}]*\}")
_TERRAFORM_PRINCIPALS = {"principals": "Principal", "not_principals": "NotPrincipal"}


def statement_of(value: Any) -> Fields | None:
    """Return a statement with its parts named as in a policy; None if the value is not written as one."""
    if not isinstance(value, Fields):
        return None
    if "Effect" in value and ("Action" in value or "NotAction" in value):
        return value
    actions = {"actions", "not_actions"} & value.keys()
    if actions and {"effect", "not_resources", "principals", "resources", "sid"} & value.keys():
        return _from_terraform(value)
    return None


def content_of(statement: Fields) -> dict[str, Any]:
    """Return what a statement says, as ``Policy`` takes it: what is an expression becomes a text for it.

    Raises:
        PolicyError: If it is not known to which actions, or to whom, it applies.
    """
    if not isinstance(statement["Effect"], Text) or not statement["Effect"].known:
        raise PolicyError("its effect is an expression")
    return {name: read(statement[name]) for name, read in _PARTS.items() if name in statement}


def _from_terraform(block: Fields) -> Fields:
    fields = {_TERRAFORM[name]: value for name, value in block.items() if name in _TERRAFORM}
    fields.setdefault("Effect", Text.of("Allow", block.span))
    for name, part in _TERRAFORM_PRINCIPALS.items():
        if name in block:
            given = block[name]
            blocks = given if isinstance(given, Items) else Items([given], block.span)
            fields[part] = _terraform_principals(blocks)
    return Fields(fields, block.span)


def _terraform_principals(blocks: Items) -> Any:
    found: dict[str, Any] = {}
    for block in blocks:
        kind = block.get("type") if isinstance(block, Fields) else None
        identifiers = block.get("identifiers") if isinstance(block, Fields) else None
        if not isinstance(kind, Text) or not isinstance(identifiers, Items):
            return Opaque("", blocks.span, blocks)
        if kind == "*":
            return Text.of("*", identifiers.span)
        earlier = found.get(kind, [])
        found[str(kind)] = Items([*earlier, *identifiers], identifiers.span)
    return Fields(found, blocks.span)


def _names(value: Any) -> list[str]:
    names = [value] if isinstance(value, Text) else value
    if not isinstance(names, Items | list):
        raise PolicyError("its actions are an expression")
    unknown = [each for each in names if not isinstance(each, Text) or not each.known]
    if unknown:
        raise PolicyError("an action in it is an expression")
    return [str(each) for each in names]


def _principal(value: Any) -> Any:
    if value == "*":
        return "*"
    if not isinstance(value, Fields):
        raise PolicyError("its principal is an expression")
    return {kind: [_with_suffix(each) for each in _texts(found)] for kind, found in value.items()}


def _with_suffix(name: str) -> str:
    """Write out what AWS's templates leave to an expression, as in ``chime.${AWS::URLSuffix}``."""
    return _SUFFIX.sub(r"\1.amazonaws.com", name)


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, Items) else [_text(value)]


def _text(value: Any) -> str:
    """Return a text, or one that stands for an expression: the same for the same expression."""
    if isinstance(value, Fields) and value.keys() == {"Fn::Sub"} and isinstance(value["Fn::Sub"], Text):
        return f"!Sub {value['Fn::Sub']}"
    return str(value) if isinstance(value, Text) else json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Opaque):
        return f"({value.source})"
    return str(value) if isinstance(value, str) else value


_PARTS: Mapping[str, Callable[[Any], Any]] = {
    "Sid": _plain,
    "Effect": _plain,
    "Action": _names,
    "NotAction": _names,
    "Resource": _texts,
    "NotResource": _texts,
    "Principal": _principal,
    "NotPrincipal": _principal,
    "Condition": _plain,
}
