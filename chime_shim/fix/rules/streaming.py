"""Streaming configurations: the operations, their parameter and the keys of their replies have other names.

The keys are renamed in what the call is given, and in what is read out of its reply, whatever its name. A
reply that goes where it cannot be followed may be read by its old keys: then the fix is unsafe.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._literals import assigned
from chime_shim.fix._replies import passed_on
from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.routes._names import method_name
from chime_shim.routes.messaging import SUCCESSOR_NAMES

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_PARAMETER = "AppInstanceStreamingConfigurations"
_ITEM = "AppInstanceDataType"


def _apply(site: Site) -> None:
    if not site.operation.endswith(_PARAMETER):
        return
    if site.called_elsewhere or site.spread() is not None:
        site.hold(f"{site.operation} has other parameters now, and they are not seen here")
        return
    site.rename(method_name(site.route.successor_operation))
    if site.operation.startswith("Delete") or site.call is None:
        return
    _rename_given(site)
    _rename_read(site)


def _rename_given(site: Site) -> None:
    """Rename the parameter, and the keys of its items."""
    given = site.keyword(_PARAMETER)
    if given is None:
        return
    start = site.source.start(given)
    site.edits.append(Edit(start, start + len(_PARAMETER), SUCCESSOR_NAMES[_PARAMETER]))
    value = given.value
    if isinstance(value, ast.Name):
        reads = site.source.reads(value)
        value = (assigned(site.source, value) if len(reads) == 1 else None) or value
    items = _items(site, value)
    if items is None:
        new = SUCCESSOR_NAMES[_ITEM]
        site.hold(f"the items that {site.operation} takes have {new} for {_ITEM} now, and are not seen here")
        return
    for item in items:
        for key in item.keys:
            if isinstance(key, ast.Constant) and key.value in SUCCESSOR_NAMES:
                site.edits.append(site.source.retext(key, key.value, SUCCESSOR_NAMES[key.value]))


def _items(site: Site, value: ast.expr) -> list[ast.Dict] | None:
    """Return the items of a list, if all of them are written out with all their keys."""
    if isinstance(value, ast.ListComp):
        elements = [value.elt]
    elif isinstance(value, ast.List | ast.Tuple):
        elements = value.elts
    else:
        return None
    found = []
    for each in elements:
        item = each
        if isinstance(item, ast.Name) and len(site.source.reads(item)) == 1:
            item = assigned(site.source, item) or item
        if not isinstance(item, ast.Dict) or not all(isinstance(key, ast.Constant) for key in item.keys):
            return None
        found.append(item)
    return found


def _rename_read(site: Site) -> None:
    """Rename the keys by which the reply is read."""
    for derived in site.facts.replies(site.call):
        key = derived.keys[-1] if derived.keys else None
        if key in SUCCESSOR_NAMES and not isinstance(derived.node, ast.Name):
            constant = _key(derived.node)
            mixed = not all(
                each.method.endswith("app_instance_streaming_configurations") for each in derived.calls
            )
            if constant is None or mixed or not derived.alone or derived.path != site.finding.path:
                site.hold(f"the reply of {site.operation} is read where its keys cannot be renamed")
                return
            site.edits.append(site.source.retext(constant, str(key), SUCCESSOR_NAMES[str(key)]))
    if passed_on(site, lambda keys: not keys or keys[-1] in {_PARAMETER, None}):
        site.may(f"{site.operation} has other keys in its reply now, and its reply is passed on")


def _key(node: ast.expr) -> ast.Constant | None:
    """Return the key in ``reply["KEY"]`` or ``reply.get("KEY")``."""
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript):
        key = node.slice
    elif isinstance(node, ast.Call) and node.args:
        key = node.args[0]
    return key if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


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
