"""``HTTPStatusCode``: 201 has become 200 for operations that create meetings and attendees.

Only what comes out of the reply of a call that moves is looked at, by whatever names it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._comparing import compared
from chime_shim.fix._sites import CLIENT, Example, Rule
from chime_shim.fix._successor_facts import statuses

if TYPE_CHECKING:
    from chime_shim.fix._sites import FileSite

__all__ = ["RULE"]

_KEYS = ("ResponseMetadata", "HTTPStatusCode")


def _apply(site: FileSite) -> None:
    for derived in site.reading.replies:
        changes = {statuses(finding.operation, service) for finding, service in site.movers(derived)}
        new = {old: [now] for old, now in changes if old != now}
        if derived.keys != _KEYS or not new:
            continue
        found = compared(site.source, derived.node, new)
        of_chime = derived.alone and all(each.service.startswith(CLIENT) for each in derived.calls)
        if found.edits and of_chime:
            site.edits += found.edits
        elif found.edits or found.unclear:
            changed = " and ".join(f"{old} is {now[0]}" for old, now in new.items())
            names = " and ".join(dict.fromkeys(finding.operation for finding, _ in site.movers(derived)))
            site.notes.append((derived.node, f"this comparison is not rewritten: for {names}, {changed} now"))


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
