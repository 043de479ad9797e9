"""Error codes in comparisons: those of meetings that have new names.

The old name stays beside the new one: it is still that of the other services, and does no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.fix._comparing import compared
from chime_shim.fix._sites import CLIENT, Example, Rule
from chime_shim.fix._successor_facts import renamed_codes

if TYPE_CHECKING:
    from chime_shim.fix._sites import FileSite
    from chime_shim.scan import Finding
    from chime_shim.scan.reader import Derived

__all__ = ["RULE"]

_KEYS = ("response", "Error", "Code")


def _apply(site: FileSite) -> None:
    for derived in site.reading.errors:
        new = _renamed(site.movers(derived))
        # pytest's and unittest's contexts have the error in an attribute.
        keys = derived.keys[1:] if derived.keys[:1] in {("value",), ("exception",)} else derived.keys
        if keys != _KEYS or not new:
            continue
        found = compared(site.source, derived.node, new)
        if not found.edits and not found.unclear:
            continue
        if found.edits and _is_all_of_chime(derived):
            site.edits += found.edits
        else:
            about = found.about or set(new)
            codes = " and ".join(f"{old} is {' or '.join(new[old])}" for old in new if old in about)
            others = sorted({each.service for each in derived.calls if not each.service.startswith(CLIENT)})
            where = f", and {' and '.join(others)} may raise it as well" if others else ""
            site.doubts.append((derived.node, f"{codes} for the calls that moved{where}"))


def _is_all_of_chime(derived: Derived) -> bool:
    """Tell whether no other service's error may come here: the new names are those of others, too."""
    is_complete = derived.handler is None or derived.handler.complete
    return is_complete and derived.alone and all(each.service.startswith(CLIENT) for each in derived.calls)


def _renamed(movers: list[tuple[Finding, str]]) -> dict[str, list[str]]:
    """Return the legacy codes that have other names after the move, each with these."""
    found: dict[str, dict[str, None]] = {}
    for finding, service in movers:
        for code, names in renamed_codes(finding.operation, service).items():
            found.setdefault(code, {}).update(dict.fromkeys(names))
    return {code: [*names] for code, names in found.items()}


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
