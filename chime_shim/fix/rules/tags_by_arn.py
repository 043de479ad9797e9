"""``tag_resource`` and the like: the ARN tells which service has the resource.

All five services have these operations, each for its own resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._literals import string_of
from chime_shim.fix._sites import Example, Rule

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]


def _apply(site: Site) -> None:
    if site.route.to is not None or site.route.choose is None:
        return
    given = site.keyword("ResourceARN")
    arn = string_of(site.source, given.value) if given is not None else None
    if arn is None:
        site.hold(f"{site.operation} belongs to the service of its ResourceARN, which is not written here")
        return
    try:
        site.service, _ = site.route.choose({"ResourceARN": arn})
    except ValueError:
        site.hold(f"{site.operation} belongs to the service of its ResourceARN, and this one names none")


RULE = Rule(
    "tags-by-arn",
    "calls TagResource, UntagResource and ListTagsForResource at the service that the ARN belongs to",
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


def tags(arn):
    return chime.list_tags_for_resource(ResourceARN=arn)["Tags"]
""",
            """\
import boto3

chime = boto3.client("chime")


def tags(arn):
    # chime-shim: ListTagsForResource belongs to the service of its ResourceARN, which is not written \
here; see {guide}
    return chime.list_tags_for_resource(ResourceARN=arn)["Tags"]
""",
        ),
        Example(
            """\
import boto3

CONNECTOR = "arn:aws:chime:us-east-1:123456789012:vc/abcdef1ghij2klmno3pqr4"
chime = boto3.client("chime")
chime.tag_resource(ResourceARN=CONNECTOR, Tags=[{"Key": "team", "Value": "blue"}])
""",
            """\
import boto3

CONNECTOR = "arn:aws:chime:us-east-1:123456789012:vc/abcdef1ghij2klmno3pqr4"
chime = boto3.client("chime-sdk-voice", region_name="us-east-1")
chime.tag_resource(ResourceARN=CONNECTOR, Tags=[{"Key": "team", "Value": "blue"}])
""",
        ),
    ),
)
