"""A record of CloudTrail's: who called what with which program, and whether it was the old namespace.

Fields: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
and, for who called, cloudtrail-event-reference-user-identity.html there. Of the services of Chime one
record is published, in https://docs.aws.amazon.com/chime-sdk/latest/dg/pipeline-cloudtrail.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chime_shim.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Client", "Principal", "Seen", "Verdict", "seen"]

Verdict = Literal["legacy", "shim", "unclear", "successor"]
"""Whose call it was: of the old namespace; of the shim, for a legacy call in some source; of a successor's
client; or it cannot be told, as the names, and for messaging and identity the hosts, are what they were."""

Client = str
"""What made the call, by its user agent, of which nothing else is kept."""

_SOURCE = re.compile(r"(chime|chime-sdk-[\w-]+)\.amazonaws\.com")
_LEGACY_HOST = re.compile(r"(chime\.[\w-]+\.amazonaws\.com|service\.chime\.aws\.amazon\.com)(:\d+)?")
# To messaging and identity the old client sent by these hosts, too.
_SUCCESSOR_HOST = re.compile(r"(voice|meetings|media-pipelines)-chime\.[\w.-]+(:\d+)?")
_SHIM = re.compile(r"\bchime-shim/")
# What AWS's newer SDKs for JavaScript, Go, Java and Rust say of their client.
_NAMESPACE = re.compile(r"\bapi/(chime[\w-]*)[#/]", re.IGNORECASE)
_CLIENTS: tuple[tuple[Client, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("AWS CLI", r"aws-cli/"),
        ("Terraform", r"terraform"),
        ("Python", r"boto3/|botocore/"),
        ("JavaScript", r"aws-sdk-(js|nodejs)/|aws-sdk-js"),
        ("Java", r"aws-sdk-java/"),
        ("Go", r"aws-sdk-go"),
        (".NET", r"aws-sdk-(dotnet|net)"),
        ("PHP", r"aws-sdk-php"),
        ("Ruby", r"aws-sdk-ruby"),
        ("C++", r"aws-sdk-cpp"),
        ("Rust", r"aws-sdk-rust"),
        ("Swift", r"aws-sdk-swift"),
        ("Kotlin", r"aws-sdk-kotlin"),
        ("the console", r"console|signin\.amazonaws\.com|aws-internal"),
        ("an AWS service", r"^[\w.-]+\.amazonaws\.com$"),
    )
)
_NAME = re.compile(r"[\w+=,.@-]{1,128}", re.ASCII)
_DAY = re.compile(r"(\d{4}-[01]\d-[0-3]\d)T")

_SUCCESSOR_NAMES = {route.successor_operation for route in ROUTES.values() if not route.retired}
_ONLY_LEGACY = ROUTES.keys() - _SUCCESSOR_NAMES


class Principal(NamedTuple):
    """Who called: a role or a user, without session, key, address and most of the account's number."""

    kind: str
    name: str
    account: str

    def __str__(self) -> str:
        named = f"{self.kind}/{self.name}" if self.name else self.kind
        return f"{named} in ...{self.account}" if self.account else named


class Seen(NamedTuple):
    """A call that CloudTrail recorded.

    Attributes:
        identity: The record's own id, for there may be copies; empty if it has none.
        day: When, in UTC.
        operation: What, by its name in the record.
        principal: Who.
        client: With what.
        verdict: Whose call it was.
        failed: Whether it was answered with an error.
    """

    identity: str
    day: str
    operation: str
    principal: Principal
    client: Client
    verdict: Verdict
    failed: bool


def seen(record: Mapping[str, Any]) -> Seen | None:
    """Return what a record says; None if it is about none of the operations that moved."""
    source, name = record.get("eventSource"), record.get("eventName")
    if not isinstance(source, str) or not isinstance(name, str) or _SOURCE.fullmatch(source) is None:
        return None
    if name not in ROUTES and name not in _SUCCESSOR_NAMES:
        return None
    day = _DAY.match(_text(record.get("eventTime")))
    agent = _text(record.get("userAgent"))
    return Seen(
        _text(record.get("eventID")),
        day[1] if day else "",
        name,
        principal(record.get("userIdentity")),
        next((each for each, pattern in _CLIENTS if pattern.search(agent)), "another program"),
        _verdict(source, name, agent, record.get("tlsDetails")),
        bool(record.get("errorCode")),
    )


def principal(identity: Any) -> Principal:
    """Return who called, of the element ``userIdentity``."""
    fields = identity if isinstance(identity, dict) else {}
    kind = _text(fields.get("type"))
    context = fields.get("sessionContext")
    issuer = context.get("sessionIssuer") if isinstance(context, dict) else None
    if isinstance(issuer, dict) and issuer.get("arn"):
        return of_arn(_text(issuer["arn"]))
    if kind == "AWSService":
        return Principal("service", _shown(_text(fields.get("invokedBy"))), "")
    found = of_arn(_text(fields.get("arn")))
    if kind == "IAMUser" or found.kind in {"role", "user"}:
        return found
    # Of other kinds the name is a person's, or an identity provider's for one.
    return Principal(
        {"Root": "root", "": "somebody"}.get(kind, _shown(kind)), "", _tail(fields.get("accountId"))
    )


def of_arn(arn: str) -> Principal:
    """Return whose ARN it is: a role or a user, by its name; else only what kind of thing it is."""
    parts = arn.split(":", 5)
    if len(parts) < 6:  # noqa: PLR2004 - the parts of an ARN
        return Principal("somebody", "", "")
    kind, *path = parts[5].split("/")
    if kind == "assumed-role":
        kind, path = "role", path[:1]
    named = _shown(path[-1]) if path and kind in {"role", "user"} else ""
    return Principal(_shown(kind), named, _tail(parts[4]))


def _verdict(source: str, name: str, agent: str, tls: Any) -> Verdict:
    if _SHIM.search(agent):
        return "shim"
    if name in _ONLY_LEGACY:
        return "legacy"
    if source != "chime.amazonaws.com" or name not in ROUTES:
        return "successor"
    host = _text(tls.get("clientProvidedHostHeader")) if isinstance(tls, dict) else ""
    namespace = _NAMESPACE.search(agent)
    named = namespace[1].lower() if namespace else ""
    if _LEGACY_HOST.fullmatch(host) or named == "chime":
        return "legacy"
    return "successor" if _SUCCESSOR_HOST.fullmatch(host) or named else "unclear"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _shown(name: str) -> str:
    return name if _NAME.fullmatch(name) else "(a name that is not shown)"


def _tail(account: Any) -> str:
    return account[-4:] if isinstance(account, str) and account.isdecimal() else ""
