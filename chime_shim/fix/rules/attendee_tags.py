"""Tags of attendees: the successor does not take them, and nothing on the service can keep them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_REASON = "Tags of attendees do not exist any more: keep such data with your own record of the attendee"


def _apply(site: Site) -> None:
    path = next((rule.path for rule in site.route.rules if rule.lossy), None)  # type: ignore[attr-defined]
    if path is None:
        return
    if site.call is None or site.spread() is not None or not _is_seen(site, path):
        # They may be given where they are not seen.
        if site.called_elsewhere or site.call is not None:
            text = "it is not seen here whether Tags are given for attendees, which do not exist any more"
            if _speaks_of_tags(site):
                site.hold(text)
            elif site.finding.node is not None:
                site.notes.append((site.finding.node, text))
        return
    found = list(_tags(site, path))
    if found and site.may(_REASON):
        site.edits += [
            site.source.remove(site.source.start(first), site.source.end(last)) for first, last in found
        ]


def _is_seen(site: Site, path: str) -> bool:
    given = site.keyword(path.partition("[")[0])
    if path == "Tags" or given is None:
        return True
    return isinstance(given.value, ast.List | ast.ListComp) and all(
        isinstance(each, ast.Dict) and None not in each.keys for each in _items(given.value)
    )


def _items(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.ListComp):
        return [value.elt]
    return value.elts if isinstance(value, ast.List) else []


def _tags(site: Site, path: str) -> Iterator[tuple[ast.AST, ast.AST]]:
    holder, _, member = path.partition("[].")
    given = site.keyword(holder)
    if given is None:
        return
    if not member:
        yield given, given
        return
    for item in _items(given.value):
        assert isinstance(item, ast.Dict)
        for key, value in zip(item.keys, item.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == member:
                yield key, value


def _speaks_of_tags(site: Site) -> bool:
    tree = ast.walk(site.source.tree)
    return any(
        (isinstance(node, ast.Constant) and node.value == "Tags")
        or (isinstance(node, ast.keyword) and node.arg == "Tags")
        for node in tree
    )


RULE = Rule(
    "attendee-tags",
    "leaves out the tags of attendees",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_attendee(MeetingId="m", ExternalUserId="ann")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime.create_attendee(MeetingId="m", ExternalUserId="ann")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_attendee(MeetingId="m", ExternalUserId="ann", Tags=[{"Key": "role", "Value": "host"}])
chime.batch_create_attendee(
    MeetingId="m",
    Attendees=[{"Tags": [{"Key": "role", "Value": "guest"}], "ExternalUserId": "bob"}],
)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime.create_attendee(MeetingId="m", ExternalUserId="ann")
chime.batch_create_attendee(
    MeetingId="m",
    Attendees=[{"ExternalUserId": "bob"}],
)
""",
            unsafe=True,
        ),
    ),
    unsafe=True,
)
