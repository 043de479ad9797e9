"""``client.exceptions.X``: the successor's client has classes of its own, some of them by other names.

What a handler may catch, the calls in its ``try`` tell.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._successor_facts import successor_errors

if TYPE_CHECKING:
    from chime_shim.fix._sites import ExceptionSite
    from chime_shim.fix._source import Source

__all__ = ["RULE"]

# They take a class, or a tuple of them.
_CATCHERS = {
    "assertRaises",
    "assertRaisesRegex",
    "isinstance",
    "issubclass",
    "on_exception",
    "raises",
    "suppress",
}
_CATCHERS |= {"retry_if_exception_type", "retry_if_not_exception_type"}


def _apply(site: ExceptionSite) -> None:
    node = site.use.node
    if not isinstance(node, ast.Attribute):
        return
    if not site.clients:
        site.doubt = f"nothing tells which calls raise this {node.attr}"
        return
    classes: dict[str, None] = {}
    for service, (receiver, operations) in site.clients.items():
        names: dict[str, None] = {}
        if node.attr == "from_code":
            site.doubt = "its exceptions are asked for by their codes"
            return
        for operation in operations:
            names |= dict.fromkeys(_names(operation, service, node.attr))
        if not names:
            site.doubt = f"{service} has no {node.attr}"
            return
        classes |= {f"{receiver}.exceptions.{name}": None for name in names}
    if len(classes) > 1 and not _is_caught(site.source, node):
        site.doubt = f"{node.attr} is that of several clients then, and one class is wanted"
    elif isinstance(site.source.parent(node), ast.Tuple):
        site.edits.append(site.source.replace_item(node, list(classes)))
    elif list(classes) != [site.source.segment(node)]:
        text = ", ".join(classes)
        site.edits.append(site.source.replace(node, f"({text})" if len(classes) > 1 else text))


def _is_caught(source: Source, node: ast.expr) -> bool:
    """Tell whether several classes may stand in the place of one."""
    around = source.parent(node)
    while isinstance(around, ast.Tuple):
        node, around = around, source.parent(around)
    if isinstance(around, ast.Call):
        name = getattr(around.func, "attr", None) or getattr(around.func, "id", None)
        return around.func is not node and name in _CATCHERS
    if isinstance(around, ast.Assign):
        return all(
            isinstance(name, ast.Name) and all(_is_caught(source, each) for each in source.reads(name))
            for name in around.targets
        )
    return isinstance(around, ast.ExceptHandler) and around.type is node


def _names(operation: str, service: str, name: str) -> tuple[str, ...]:
    if service == "chime" or name == "ClientError":
        return (name,)
    return successor_errors(operation, service, name)


RULE = Rule(
    "exceptions",
    "catches the classes of the successor's client, by their new names",
    "exception",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
try:
    chime.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")
except chime.exceptions.NotFoundException:
    print("gone")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-voice", region_name="us-east-1")
try:
    chime.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")
except chime.exceptions.NotFoundException:
    print("gone")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
try:
    chime.get_meeting(MeetingId="m")
    chime.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")
except chime.exceptions.ThrottledClientException:
    print("later")
""",
            """\
import boto3

chime_sdk_meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")
try:
    chime_sdk_meetings.get_meeting(MeetingId="m")
    chime_sdk_voice.get_voice_connector(VoiceConnectorId="abcdef1ghij2klmno3pqr4")
except (chime_sdk_meetings.exceptions.ThrottlingException, \
chime_sdk_voice.exceptions.ThrottledClientException):
    print("later")
""",
        ),
    ),
)
