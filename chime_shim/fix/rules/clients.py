"""The client itself: one of the successor's, with the arguments of the old one.

Its region is us-east-1, where the legacy namespace was whatever region it was given; an endpoint of AWS's old
hosts is dropped, any other stays. Where the calls go to several services, there are several clients.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim._graft.hosts import is_legacy_endpoint
from chime_shim.fix._literals import assigned, string_of
from chime_shim.fix._sites import CLIENT, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chime_shim.fix._source import Edit, Source

__all__ = ["RULE", "Unclear", "made"]

_REGION = "us-east-1"
# Of the parameters of boto3's client(), by place. botocore's create_client has the same.
_PARAMETERS = ("service_name", "region_name", "api_version", "use_ssl", "verify", "endpoint_url")


class Unclear(Exception):
    """Raised if it is not clear how to make the client.

    Args:
        reason: Why.
        where: The file and the node that the reason is about, if that is another place.
    """

    def __init__(self, reason: str, where: tuple[str, ast.AST | None] | None = None) -> None:
        super().__init__(reason)
        self.where = where


def made(
    source: Source, call: ast.Call, service: str, *, unsafe: bool, is_shared: Callable[[str], object]
) -> list[Edit]:
    """Make ``call`` make a client of ``service``.

    Args:
        source: The file.
        call: What makes a client of ``chime``.
        service: The successor.
        unsafe: Whether unsafe fixes are wanted.
        is_shared: Tells whether other files use a name of this one.

    Raises:
        Unclear: If it is not clear how.
    """
    given: dict[str, ast.expr] = dict(zip(_PARAMETERS, call.args, strict=False))
    given |= {each.arg: each.value for each in call.keywords if each.arg is not None}
    if any(isinstance(each, ast.Starred) for each in call.args):
        raise Unclear("its arguments are not seen here")
    spread = any(each.arg is None for each in call.keywords)
    if spread and not ("region_name" in given and unsafe):
        raise Unclear("its arguments are not all seen here, and a region or an endpoint may be among them")
    removed = list(_removed(source, call, given, unsafe=unsafe))
    return [
        _service(source, given.get("service_name"), service, is_shared),
        *_region(source, call, given.get("region_name"), removed),
    ]


def _service(source: Source, node: ast.expr | None, service: str, is_shared: Callable[[str], object]) -> Edit:
    if node is None or string_of(source, node) != CLIENT:
        raise Unclear("the service's name is not written where it is made")
    if isinstance(node, ast.Constant):
        return source.retext(node, CLIENT, service)
    assert isinstance(node, ast.Name)
    constant = assigned(source, node)
    uses = [each for each in ast.walk(source.tree) if isinstance(each, ast.Name) and each.id == node.id]
    is_used_here_only = len(uses) == 2 and not is_shared(node.id)  # noqa: PLR2004 - where it is set, and here
    if isinstance(constant, ast.Constant) and is_used_here_only:
        return source.retext(constant, CLIENT, service)
    return source.replace(node, source.quoted(service, node))


def _region(
    source: Source, call: ast.Call, node: ast.expr | None, removed: list[ast.expr | ast.keyword]
) -> Iterator[Edit]:
    """Give the region, in the place of an argument that goes if there is one; and take the others out."""
    text = source.quoted(_REGION, call)
    keywords = [each for each in removed if isinstance(each, ast.keyword)]
    if node is not None:
        if string_of(source, node) != _REGION:
            yield source.replace(node, text)
    elif keywords:
        yield from source.replace_argument(keywords.pop(0), f"region_name={text}")
    else:
        yield source.add_arguments(call, f"region_name={text}")
    for each in keywords:
        yield source.remove_argument(each)
    for place in removed:
        if not isinstance(place, ast.keyword):
            yield source.replace(place, "None")


def _removed(
    source: Source, call: ast.Call, given: dict[str, ast.expr], *, unsafe: bool
) -> Iterator[ast.expr | ast.keyword]:
    """Give the arguments that a client of a successor must not have."""
    keywords = {each.arg: each for each in call.keywords}
    for name in ("api_version", "endpoint_url"):
        node = given.get(name)
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            continue
        if name == "endpoint_url":
            url = string_of(source, node)
            if url is None and not unsafe:
                raise Unclear(
                    "its endpoint_url is not written here, and must not be one of AWS's old hosts; "
                    "chime-shim fix --unsafe keeps it"
                )
            if url is None or not is_legacy_endpoint(url):
                continue
        yield keywords.get(name, node)


RULE = Rule(
    "clients",
    "makes clients of the successors, as many as are needed",
    "client",
    None,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.list_accounts()
""",
            """\
import boto3

chime = boto3.client("chime")
chime.list_accounts()
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client(
    "chime",
    region_name="eu-west-1",
    endpoint_url="https://service.chime.aws.amazon.com",  # the old host
    verify=False,
)
chime.list_voice_connectors()
""",
            """\
import boto3

chime = boto3.client(
    "chime-sdk-voice",
    region_name="us-east-1",
    verify=False,
)
chime.list_voice_connectors()
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.list_accounts()
chime.list_voice_connectors()
chime.get_meeting(MeetingId="m")
""",
            """\
import boto3

chime = boto3.client("chime")
chime_sdk_voice = boto3.client("chime-sdk-voice", region_name="us-east-1")
chime_sdk_meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
# chime-shim: list_accounts stays with chime, which has it still; see {guide}
chime.list_accounts()
chime_sdk_voice.list_voice_connectors()
chime_sdk_meetings.get_meeting(MeetingId="m")
""",
        ),
    ),
)
