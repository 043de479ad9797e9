"""Parameters that are required now get the value that their absence meant.

``MediaRegion`` meant us-east-1, ``Disabled`` meant false. A meeting without ``ExternalMeetingId`` had none:
it is named after its ``ClientRequestToken``, for both take the same characters, or ``"unnamed"``: names need
not be unique. Where the meaning of absence is not known, as for ``ChimeBearer``, nothing is invented.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.fix._literals import is_plain, keys_of
from chime_shim.fix._sites import Example, Rule
from chime_shim.fix._source import Edit
from chime_shim.fix._successor_facts import now_required

if TYPE_CHECKING:
    from chime_shim.fix._sites import Site

__all__ = ["RULE"]

_NAME, _TOKEN = "ExternalMeetingId", "ClientRequestToken"
_UNNAMED = "unnamed"
# Required at the successor, and another rule's affair.
_ELSEWHERE = {"Attendees", "ResourceARN", "StreamingConfigurations", "Tags", "TagKeys"}


def _apply(site: Site) -> None:
    if not site.service or site.route.compose is not None:
        return
    paths = [path for path in now_required(site.operation, site.service) if path not in _ELSEWHERE]
    if site.called_elsewhere and paths:
        site.hold(f"{site.operation} needs {_listed(paths)} now, and its parameters are not seen here")
    if site.call is None:
        return
    missing = {}
    for path in paths:
        holder, _, member = path.partition(".")
        if member:
            _within(site, holder, member, _value(site, path))
        elif site.keyword(path) is None and not _in_spread(site, path):
            missing[path] = _value(site, path)
    unknown = [path for path, value in missing.items() if value is None]
    if unknown and site.spread() is None:
        site.hold(f"{site.operation} needs {_listed(unknown)} now: nothing tells what to give")
    _add(site, {path: value for path, value in missing.items() if value is not None})
    if _NAME in missing and (site.keyword(_TOKEN) or site.spread()) is not None:
        text = f"{_NAME} is not what the shim sends for the same {_TOKEN}: do not retry one with the other"
        site.notes.append((site.call, text))


def _value(site: Site, path: str) -> str | None:
    if path == _NAME:
        token = site.keyword(_TOKEN)
        if token and is_plain(token.value):
            return site.source.segment(token.value)
        return site.source.quoted(_UNNAMED, site.call) if site.call else None
    values = {getattr(rule, "path", ""): rule for rule in site.route.rules}
    rule = values.get(path)
    if rule is None or rule.lossy:
        return None
    value = rule.value  # type: ignore[attr-defined]
    return site.source.quoted(value, site.call) if isinstance(value, str) and site.call else repr(value)


def _add(site: Site, missing: dict[str, str]) -> None:
    spread = site.spread()
    if not missing or site.call is None:
        return
    if spread is None:
        arguments = [f"{name}={value}" for name, value in missing.items()]
        site.edits.append(site.source.add_arguments(site.call, *arguments))
        return
    # It may be in there, or come in there: what is in there counts.
    start = site.source.start(spread) + len("**")
    end = site.source.end(spread)
    text = ", ".join(f"{site.source.quoted(name, spread)}: {value}" for name, value in missing.items())
    site.edits += [Edit(start, start, f"{{{text}, **"), Edit(end, end, "}")]


def _in_spread(site: Site, name: str) -> bool:
    assert site.call is not None
    spreads = [each.value for each in site.call.keywords if each.arg is None]
    return any(name in (keys_of(site.source, each) or ()) for each in spreads)


def _within(site: Site, holder: str, member: str, value: str | None) -> None:
    given = site.keyword(holder)
    if value is None or given is None:
        if site.spread() is not None:
            site.hold(f"{site.operation} needs {holder}.{member} now, and its parameters are not seen here")
        return
    if member in (keys_of(site.source, given.value) or ()):
        return
    item = f"{site.source.quoted(member, given)}: {value}"
    if isinstance(given.value, ast.Dict) and None not in given.value.keys:
        site.edits.append(site.source.add_item(given.value, item))
        return
    start, end = site.source.start(given.value), site.source.end(given.value)
    site.edits += [Edit(start, start, f"{{{item}, **"), Edit(end, end, "}")]


def _listed(paths: list[str]) -> str:
    return " and ".join(paths)


RULE = Rule(
    "required",
    "gives parameters that are required now the value that their absence meant",
    "operation",
    _apply,
    (
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.create_meeting(ExternalMeetingId="standup", MediaRegion="eu-west-1")
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")
chime.create_meeting(ExternalMeetingId="standup", MediaRegion="eu-west-1")
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")


def channels(instance):
    return chime.list_channels(AppInstanceArn=instance)
""",
            """\
import boto3

chime = boto3.client("chime")


def channels(instance):
    # chime-shim: ListChannels needs ChimeBearer now: nothing tells what to give; see {guide}
    return chime.list_channels(AppInstanceArn=instance)
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")


def start(token, **options):
    chime.create_meeting(ClientRequestToken=token)
    chime.create_meeting(
        ClientRequestToken=f"{token}-2",
        MediaRegion="eu-west-1",  # near the callers
    )
    chime.create_meeting(**options)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-meetings", region_name="us-east-1")


def start(token, **options):
    chime.create_meeting(ClientRequestToken=token, ExternalMeetingId=token, MediaRegion="us-east-1")
    chime.create_meeting(
        ClientRequestToken=f"{token}-2",
        MediaRegion="eu-west-1",  # near the callers
        ExternalMeetingId=f"{token}-2",
    )
    chime.create_meeting(**{"ExternalMeetingId": "unnamed", "MediaRegion": "us-east-1", **options})
""",
        ),
        Example(
            """\
import boto3

chime = boto3.client("chime")
chime.put_voice_connector_streaming_configuration(
    VoiceConnectorId="abcdef1ghij2klmno3pqr4", StreamingConfiguration={"DataRetentionInHours": 24}
)
""",
            """\
import boto3

chime = boto3.client("chime-sdk-voice", region_name="us-east-1")
chime.put_voice_connector_streaming_configuration(
    VoiceConnectorId="abcdef1ghij2klmno3pqr4", \
StreamingConfiguration={"DataRetentionInHours": 24, "Disabled": False}
)
""",
        ),
    ),
)
