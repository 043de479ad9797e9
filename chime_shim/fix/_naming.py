"""Where the client of a use is written, and what it is called once there are several."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chime_shim.fix._source import Edit, Source
    from chime_shim.scan import Finding

__all__ = ["receiver_of", "renamed", "renaming"]

_ARGUMENT = {"getattr", "hasattr", "setattr", "delattr", "object", "methodcaller"}


def receiver_of(source: Source, finding: Finding) -> ast.expr | None:
    """Return the expression that is the client of a use, if it is written there."""
    node = finding.node
    if isinstance(node, ast.Attribute):
        return node.value
    call = source.parent(node) if node is not None else None
    if not isinstance(call, ast.Call):
        return None
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    if name in _ARGUMENT:
        return call.args[0] if call.args and call.args[0] is not node else None
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def last_name(node: ast.expr) -> str | None:
    """Return the name that an expression ends with."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def renamed(name: str, service: str) -> str:
    """Return the name for a client of ``service`` in the place of ``name``.

    ``chime`` becomes ``chime_sdk_voice``, ``_chime_client`` becomes ``_chime_sdk_voice_client``, and
    ``CLIENT`` becomes ``CHIME_SDK_VOICE_CLIENT``.
    """
    new = service.replace("-", "_")
    lower = name.lower()
    if "chime" in lower:
        at = lower.index("chime")
        old = name[at : at + len("chime")]
        return name[:at] + (new.upper() if old.isupper() else new) + name[at + len("chime") :]
    bare = name.lstrip("_")
    prefix = new.upper() if bare.isupper() else new
    return f"{name[: len(name) - len(bare)]}{prefix}_{bare}"


def renaming(source: Source, node: ast.expr, name: str) -> Edit:
    """Let the last name of an expression be another one."""
    return source.last_name(node, last_name(node) or "", name)
