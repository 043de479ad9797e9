"""``create_meeting_dial_out``: ``chime`` has it still, and knows no meeting that ``chime-sdk-meetings`` made.

https://docs.aws.amazon.com/chime-sdk/latest/dg/migrate-from-chm-namespace.html: it has no successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._sites import CLIENT, Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import FileSite

__all__ = ["RULE"]

_MAKERS = {"CreateMeeting", "CreateMeetingWithAttendees"}


def _apply(site: FileSite) -> None:
    if not any(finding.operation in _MAKERS for finding, _ in site.moved.values()):
        return
    calls = [each for each in site.reading.calls if each.service == CLIENT]
    for call in [each for each in calls if each.method == "create_meeting_dial_out"][:1]:
        text = (
            "CreateMeetingDialOut has no successor, and does not know meetings that chime-sdk-meetings made"
        )
        site.doubts.append((call.node, text))


RULE = Rule(
    "dial-out",
    "says that meetings which moved cannot be dialled out of",
    "file",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_meeting_dial_out(MeetingId="m", FromPhoneNumber="f", ToPhoneNumber="t", JoinToken="j")
""",
            """\
import boto3

chime = boto3.client("chime")
chime.create_meeting_dial_out(MeetingId="m", FromPhoneNumber="f", ToPhoneNumber="t", JoinToken="j")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_meeting(ExternalMeetingId="standup", MediaRegion="us-east-1")
chime.create_meeting_dial_out(MeetingId="m", FromPhoneNumber="f", ToPhoneNumber="t", JoinToken="j")
""",
            """\
import boto3

chime = boto3.client("chime")
chime_sdk_meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime_sdk_meetings.create_meeting(ExternalMeetingId="standup", MediaRegion="us-east-1")
# chime-shim: create_meeting_dial_out stays with chime, which has it still; CreateMeetingDialOut has no \
successor, and does not know meetings that chime-sdk-meetings made; see {guide}
chime.create_meeting_dial_out(MeetingId="m", FromPhoneNumber="f", ToPhoneNumber="t", JoinToken="j")
""",
        ),
    ),
)
