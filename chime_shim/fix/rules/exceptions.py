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

__all__ = ["RULE"]


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
        for operation in operations:
            names |= dict.fromkeys(_names(operation, service, node.attr))
        if not names:
            site.doubt = f"{service} has no {node.attr}"
            return
        classes |= {f"{receiver}.exceptions.{name}": None for name in names}
    text = ", ".join(classes)
    if len(classes) > 1 and not isinstance(site.source.parent(node), ast.Tuple):
        text = f"({text})"
    if text != site.source.segment(node):
        site.edits.append(site.source.replace(node, text))


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
