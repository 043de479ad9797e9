"""Streaming configurations: the operations, their parameter and the keys of their replies have other names.

The keys say of themselves what they are about, so they are renamed all over the file. A reply that leaves the
file may be read elsewhere by its old keys: then the fix is unsafe.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.routes.messaging import SUCCESSOR_NAMES
from chime_shim.scan._rules import method_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_PARAMETER = "AppInstanceStreamingConfigurations"
_ITEM = "AppInstanceDataType"


def _apply(site: Site) -> None:
    if not site.operation.endswith(_PARAMETER):
        return
    site.rename(method_name(site.route.successor_operation))
    if site.operation.startswith("Delete"):
        return
    given = site.keyword(_PARAMETER)
    reason = None
    if site.called_elsewhere or site.spread() is not None:
        reason = "its parameters are not seen here"
    elif given is not None and not isinstance(given.value, ast.List) and not _has(site, _ITEM):
        reason = f"where its {_PARAMETER} come from is not seen here"
    elif site.call is not None and _leaves(site, site.call):
        reason = "its reply is passed on"
    if reason is None or site.may(f"{site.operation} has other parameters and replies now, and {reason}"):
        site.edits += _renamed(site)


def _has(site: Site, key: str) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == key for node in ast.walk(site.source.tree))


def _renamed(site: Site) -> Iterator[Edit]:
    for node in ast.walk(site.source.tree):
        if isinstance(node, ast.Constant) and node.value in SUCCESSOR_NAMES:
            if node.value in site.source.segment(node):
                yield site.source.retext(node, node.value, SUCCESSOR_NAMES[node.value])
        elif isinstance(node, ast.keyword) and node.arg in SUCCESSOR_NAMES:
            start = site.source.start(node)
            yield Edit(start, start + len(node.arg), SUCCESSOR_NAMES[node.arg])


def _leaves(site: Site, reply: ast.expr) -> bool:
    """Tell whether a reply may be read where its keys are not seen."""
    parent = site.source.parent(reply)
    if isinstance(parent, ast.Expr | ast.Subscript | ast.Attribute | ast.Await):
        return False
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        name = parent.targets[0]
        if isinstance(name, ast.Name):
            return any(
                isinstance(use, ast.Name)
                and use.id == name.id
                and isinstance(use.ctx, ast.Load)
                and not isinstance(site.source.parent(use), ast.Subscript | ast.Attribute)
                for use in ast.walk(site.source.tree)
            )
    if isinstance(parent, ast.Call):
        callee = getattr(parent.func, "id", None)
        return callee not in _functions(site)
    return True


def _functions(site: Site) -> set[str]:
    return {node.name for node in ast.walk(site.source.tree) if isinstance(node, ast.FunctionDef)}


RULE = Rule(
    "streaming",
    "renames streaming configurations: operations, parameter and keys of replies",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
connector = "abcdef1ghij2klmno3pqr4"
chime.get_voice_connector_streaming_configuration(VoiceConnectorId=connector)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-voice", region_name="us-east-1")
connector = "abcdef1ghij2klmno3pqr4"
chime.get_voice_connector_streaming_configuration(VoiceConnectorId=connector)
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")


def stream(instance, arn):
    chime.put_app_instance_streaming_configurations(
        AppInstanceArn=instance,
        AppInstanceStreamingConfigurations=[{"AppInstanceDataType": "Channel", "ResourceArn": arn}],
    )
    reply = chime.get_app_instance_streaming_configurations(AppInstanceArn=instance)
    return [each["AppInstanceDataType"] for each in reply["AppInstanceStreamingConfigurations"]]
""",
            """\
import boto3

chime = boto3.client("chime-sdk-messaging", region_name="us-east-1")


def stream(instance, arn):
    chime.put_messaging_streaming_configurations(
        AppInstanceArn=instance,
        StreamingConfigurations=[{"DataType": "Channel", "ResourceArn": arn}],
    )
    reply = chime.get_messaging_streaming_configurations(AppInstanceArn=instance)
    return [each["DataType"] for each in reply["StreamingConfigurations"]]
""",
        ),
    ),
)
