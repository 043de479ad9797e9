"""Tags of meetings: by ARN now, which ``get_meeting`` tells. Unsafe, for it takes one more permission.

https://docs.aws.amazon.com/chime-sdk/latest/dg/meeting-namespace-migration.html
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.routes._names import method_name

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_OPERATIONS = {"TagMeeting", "UntagMeeting", "ListMeetingTags"}


def _apply(site: Site) -> None:
    if site.operation not in _OPERATIONS:
        return
    successor = site.route.successor_operation
    meeting = site.keyword("MeetingId")
    if meeting is None or "(" in site.receiver:
        site.hold(f"{site.operation} is {successor} now, which takes the MeetingArn that GetMeeting tells")
        return
    if site.may(f"as {successor} it asks for the MeetingArn first, which takes chime:GetMeeting as well"):
        start, end = site.source.start(meeting), site.source.end(meeting)
        is_async = isinstance(site.source.parent(site.call), ast.Await)
        if not is_async and site.source.around(site.call, ast.AsyncFunctionDef) is not None:
            site.hold(
                f"{site.operation} asks for the MeetingArn first, and it is not awaited where it is called"
            )
        before, after = ("(await ", "))") if is_async else ("", ")")
        quoted = site.source.quoted
        site.rename(method_name(successor))
        site.edits += [
            Edit(start, start, f"ResourceARN={before}{site.receiver}.get_meeting("),
            Edit(end, end, f"{after}[{quoted('Meeting', meeting)}][{quoted('MeetingArn', meeting)}]"),
        ]


RULE = Rule(
    "meeting-tags",
    "tags meetings by their ARN, for which it asks",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.get_meeting(MeetingId="m")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime.get_meeting(MeetingId="m")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.tag_meeting(MeetingId="m", Tags=[{"Key": "team", "Value": "blue"}])
""",
            """\
import boto3

chime = boto3.client("chime")
# chime-shim: as TagResource it asks for the MeetingArn first, which takes chime:GetMeeting as well; \
chime-shim fix --unsafe does it; see {guide}
chime.tag_meeting(MeetingId="m", Tags=[{"Key": "team", "Value": "blue"}])
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")


def tag(meeting_id, tags):
    chime.tag_meeting(MeetingId=meeting_id, Tags=tags)
    return chime.list_meeting_tags(MeetingId=meeting_id)["Tags"]
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")


def tag(meeting_id, tags):
    chime.tag_resource(ResourceARN=chime.get_meeting(MeetingId=meeting_id)["Meeting"]["MeetingArn"], \
Tags=tags)
    return chime.list_tags_for_resource(\
ResourceARN=chime.get_meeting(MeetingId=meeting_id)["Meeting"]["MeetingArn"])["Tags"]
""",
            unsafe=True,
        ),
    ),
    unsafe=True,
)
