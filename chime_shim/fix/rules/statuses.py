"""``HTTPStatusCode``: 201 has become 200 for operations that create meetings and attendees."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.fix._successor_facts import statuses

if TYPE_CHECKING:
    from chime_shim.fix._sites import FileSite

__all__ = ["RULE"]

_OPERATORS: dict[type[ast.cmpop], str] = {ast.Eq: "in", ast.NotEq: "not in"}


def _apply(site: FileSite) -> None:
    changes = {statuses(finding.operation, service) for finding, service in site.moved}
    new = {old: status for old, status in changes if old != status}
    for node in ast.walk(site.source.tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not _is_status(node.left):
            continue
        right, operator = node.comparators[0], _OPERATORS.get(type(node.ops[0]))
        status = right.value if isinstance(right, ast.Constant) else None
        if isinstance(status, int) and status in new and operator is not None:
            text = f" {operator} ({new[status]}, {status})"
            site.edits.append(Edit(site.source.end(node.left), site.source.end(right), text))


def _is_status(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "HTTPStatusCode"
    is_get = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and bool(node.args)
    return is_get and getattr(node.args[0], "value", None) == "HTTPStatusCode"  # type: ignore[attr-defined]


RULE = Rule(
    "statuses",
    "accepts the HTTP status that the successor answers with",
    "file",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
reply = chime.create_voice_connector(Name="main", RequireEncryption=True)
print(reply["ResponseMetadata"]["HTTPStatusCode"] == 201)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-voice", region_name="us-east-1")
reply = chime.create_voice_connector(Name="main", RequireEncryption=True)
print(reply["ResponseMetadata"]["HTTPStatusCode"] == 201)
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
reply = chime.create_attendee(MeetingId="m", ExternalUserId="ann")
print(reply["ResponseMetadata"]["HTTPStatusCode"] == 201)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
reply = chime.create_attendee(MeetingId="m", ExternalUserId="ann")
print(reply["ResponseMetadata"]["HTTPStatusCode"] in (200, 201))
""",
        ),
    ),
)
