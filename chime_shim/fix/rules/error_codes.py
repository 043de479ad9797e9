"""Error codes in comparisons: those of meetings that have new names.

The old name stays beside the new one: it is still that of the other services, and does no harm.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.fix._successor_facts import successor_errors
from chime_shim.routes._errors import CODES, RENAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._sites import FileSite

__all__ = ["RULE"]

_OPERATORS: dict[type[ast.cmpop], str] = {ast.Eq: "in", ast.NotEq: "not in"}


def _apply(site: FileSite) -> None:
    new = {code: _names(site, code) for code in CODES}
    for node in ast.walk(site.source.tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            site.edits += _compare(site, node, new)
        elif isinstance(node, ast.MatchValue) and _code(node.value) in CODES:
            more = [f' | "{name}"' for name in new[_code(node.value)]]
            end = site.source.end(node)
            site.edits += [Edit(end, end, "".join(more))] if more else []
        elif isinstance(node, ast.Constant) and new.get(_code(node)) and not _is_dealt_with(site, node):
            names = " or ".join(new[_code(node)])
            site.doubts.append((node, f"{_code(node)} is {names} for the calls that moved to other services"))


def _is_dealt_with(site: FileSite, node: ast.Constant) -> bool:
    """Tell whether a code is in a comparison, or in a call of which another rule knows."""
    around = site.source.parent(node)
    if isinstance(around, ast.Tuple | ast.List | ast.Set):
        around = site.source.parent(around)
    if isinstance(around, ast.keyword):
        around = site.source.parent(around)
    is_stub = isinstance(around, ast.Call) and getattr(around.func, "attr", "") == "add_client_error"
    return is_stub or isinstance(around, ast.Compare | ast.MatchValue)


def _names(site: FileSite, code: str) -> list[str]:
    """Return what a legacy code is called as well, after the move."""
    names: dict[str, None] = {}
    for finding, service in site.moved:
        if service in RENAMED:
            names |= dict.fromkeys(successor_errors(finding.operation, service, code))
    return [name for name in names if name != code]


def _compare(site: FileSite, node: ast.Compare, new: dict[str, list[str]]) -> Iterator[Edit]:
    right = node.comparators[0]
    operator = _OPERATORS.get(type(node.ops[0]))
    code = _code(right)
    if operator is not None and new.get(code):
        names = ", ".join([site.source.segment(right), *(f'"{name}"' for name in new[code])])
        yield Edit(site.source.end(node.left), site.source.end(right), f" {operator} ({names})")
    elif isinstance(node.ops[0], ast.In | ast.NotIn) and isinstance(right, ast.Tuple | ast.List | ast.Set):
        given = {_code(item) for item in right.elts}
        for item in right.elts:
            more = [f', "{name}"' for name in new.get(_code(item), ()) if name not in given]
            if more:
                end = site.source.end(item)
                yield Edit(end, end, "".join(more))


def _code(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


RULE = Rule(
    "error-codes",
    "adds the new name to an error code that is compared",
    "file",
    _apply,
    (
        Example(
            """\
import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime")
try:
    chime.get_meeting(MeetingId="m")
except ClientError as error:
    print(error.response["Error"]["Code"] == "NotFoundException")
""",
            """\
import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
try:
    chime.get_meeting(MeetingId="m")
except ClientError as error:
    print(error.response["Error"]["Code"] == "NotFoundException")
""",
        ),
        Example(
            """\
import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime")
try:
    chime.get_meeting(MeetingId="m")
except ClientError as error:
    if error.response["Error"]["Code"] == "ThrottledClientException":
        print("later")
    elif error.response["Error"]["Code"] in ["UnauthorizedClientException", "ForbiddenException"]:
        print("never")
""",
            """\
import boto3
from botocore.exceptions import ClientError

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
try:
    chime.get_meeting(MeetingId="m")
except ClientError as error:
    if error.response["Error"]["Code"] in ("ThrottledClientException", "ThrottlingException"):
        print("later")
    elif error.response["Error"]["Code"] in ["UnauthorizedClientException", "UnauthorizedException", \
"ForbiddenException"]:
        print("never")
""",
        ),
    ),
)
