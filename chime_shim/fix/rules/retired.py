"""Operations that AWS took away without a successor: nothing can be done but to say so.

https://docs.aws.amazon.com/chime-sdk/latest/dg/migrate-from-chm-namespace.html marks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]


def _apply(site: Site) -> None:
    if site.route.retired:
        site.hold(f"{site.operation} has no successor: {site.route.remedy}")
    elif site.route.notice and site.finding.node is not None:
        site.notes.append((site.finding.node, site.route.notice))


RULE = Rule(
    "retired",
    "says what to do in place of an operation that has no successor",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
print(meetings.list_attendees(MeetingId="m"))
""",
            """\
import boto3

meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
print(meetings.list_attendees(MeetingId="m"))
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
print(chime.list_meetings())
""",
            """\
import boto3

chime = boto3.client("chime")
# chime-shim: ListMeetings has no successor: keep the ids of the meetings that you create, and call \
get_meeting for each; see {guide}
print(chime.list_meetings())
""",
        ),
    ),
)
