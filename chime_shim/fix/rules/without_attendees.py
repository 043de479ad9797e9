"""``create_meeting_with_attendees`` without any is ``create_meeting``: the successor demands some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._replies import passed_on
from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_LEFT = {"Meeting", "ResponseMetadata"}


def _apply(site: Site) -> None:
    if site.operation != "CreateMeetingWithAttendees" or site.call is None:
        return
    if site.keyword("Attendees") is not None or site.spread() is not None:
        return
    replies = site.facts.replies(site.call)
    if any(each.keys and each.keys[0] not in _LEFT for each in replies):
        site.hold("without attendees it is CreateMeeting, whose reply has no Attendees and no Errors")
    elif passed_on(site, lambda keys: not keys):
        site.may(
            "without attendees it is CreateMeeting, whose reply has no Errors, and its reply is passed on"
        )
    site.rename("create_meeting")


_WITH = """\
import boto3

chime = boto3.client("chime")
chime.create_meeting_with_attendees(
    ExternalMeetingId="standup", MediaRegion="us-east-1", Attendees=[{"ExternalUserId": "ann"}]
)
"""

RULE = Rule(
    "without-attendees",
    "creates a meeting with no attendees by CreateMeeting",
    "operation",
    _apply,
    (
        Example(
            _WITH,
            _WITH.replace('"chime")', '"chime-sdk-meetings", region_name="us-east-1")'),
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_meeting_with_attendees(ExternalMeetingId="standup", MediaRegion="us-east-1")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime.create_meeting(ExternalMeetingId="standup", MediaRegion="us-east-1")
""",
        ),
    ),
)
