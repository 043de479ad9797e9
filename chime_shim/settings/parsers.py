"""Parsers of settings: each takes what a source has, and raises ValueError with what it expects.

The text of the error goes on from "is wrong:", and has no value in it unless anybody may see it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chime_shim.settings.rollouts import Rollout

__all__ = [
    "LEGACY_REGION",
    "OFF",
    "ProxySessionsSetting",
    "bearer",
    "boolean",
    "count",
    "errors",
    "one_of",
    "place",
    "proxy_sessions",
    "regions",
    "regions_of",
    "rollout",
    "telemetry",
    "text",
]

LEGACY_REGION = "us-east-1"
ON = frozenset({"1", "true", "yes", "on"})
OFF = frozenset({"", "0", "false", "no", "off"})
_SUCCESSORS = tuple(
    f"chime-sdk-{name}" for name in ("identity", "media-pipelines", "meetings", "messaging", "voice")
)
MOST = 100
TELEMETRY = ("otel", "emf", "emf-stderr")
_CONNECTION_ERRORS = ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError")
_TABLE = re.compile(r"[a-zA-Z0-9_.-]{3,255}", re.ASCII)
_REGION = re.compile(r"[a-z]{2,3}(-[a-z]+)+-\d+")


def boolean(value: Any) -> bool:
    """Take a truth value, or a word for one."""
    word = str(value).lower()
    if word not in ON | OFF:
        raise ValueError("expected 1, true, yes or on; or 0, false, no or off")
    return word in ON


def count(value: Any) -> int:
    """Take a whole number from 1 to 100."""
    digits = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,3}", digits) or not 1 <= int(digits) <= MOST:
        raise ValueError(f"expected a whole number from 1 to {MOST}")
    return int(digits)


def text(value: Any) -> str:
    """Take a string that is not empty."""
    stripped = value.strip() if isinstance(value, str) else ""
    if not stripped:
        raise ValueError("expected a string that is not empty")
    return stripped


def regions(value: Any) -> str:
    """Take a region, and others by service."""
    words = text(value)
    default, by_service = regions_of(words)
    if sum("=" not in word for word in words.strip(", ").split(",")) > 1:
        raise ValueError("expected one region, and others by service: us-east-1,chime-sdk-voice=us-west-2")
    for service, region in [("", default), *by_service.items()]:
        if service and service not in _SUCCESSORS:
            raise ValueError(f"expected one of {', '.join(_SUCCESSORS)} before the '='")
        if not _REGION.fullmatch(region):
            raise ValueError("expected a region such as us-east-1, or us-east-1,chime-sdk-voice=us-west-2")
    return words


def bearer(value: Any) -> Any:
    """Take an ARN, or a function that returns one."""
    if not callable(value) and not (isinstance(value, str) and value.startswith("arn:")):
        raise ValueError("expected the ARN of an app instance user or bot, or (in code) a function")
    return value


def one_of(*words: str) -> Callable[[Any], str]:
    """Make a parser that takes one of these words."""

    def parse(value: Any) -> str:
        if value not in words:
            raise ValueError(f"expected {' or '.join(words)}")
        return str(value)

    return parse


def rollout(value: Any) -> Rollout:
    """Take a rollout, as text or as a table."""
    from chime_shim.settings.rollouts import (
        parse,  # it knows the operations: not before there is something to check
    )

    return parse(value)


def errors(value: Any) -> tuple[str, ...]:
    """Take names of errors, as text or as a list."""
    from chime_shim.routes import LEGACY_ERRORS

    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
        raise ValueError("expected names of errors, such as ForbiddenException,NotFoundException")
    names = tuple(word.strip() for word in words if word.strip())
    known = (*LEGACY_ERRORS, *_CONNECTION_ERRORS)
    if unknown := next((name for name in names if name not in known), None):
        from difflib import get_close_matches

        close = get_close_matches(unknown, known) or known
        raise ValueError(f"{unknown!r} is no error of chime's: expected {' or '.join(close)}")
    return names


def place(value: Any) -> str:
    """Take the path of a file, or a word in its place."""
    return text(os.fspath(value) if isinstance(value, os.PathLike) else value)


@dataclass(frozen=True, slots=True)
class ProxySessionsSetting:
    """Where proxy sessions are kept, and whose.

    Args:
        table: The DynamoDB table.
        region: The table's region.
        endpoint_url: Where DynamoDB is called, if not where boto3 would call it.
        connectors: The voice connectors whose calls are answered; none are all.
        sms: What becomes of the capability SMS: ``"refuse"`` or ``"drop"``.

    Raises:
        ValueError: If something of it cannot be.
    """

    table: str
    region: str = LEGACY_REGION
    endpoint_url: str | None = None
    connectors: tuple[str, ...] = ()
    sms: str = "refuse"

    def __post_init__(self) -> None:
        if not _TABLE.fullmatch(self.table):
            raise ValueError("expected the name of a DynamoDB table first, such as table=proxy-sessions")
        if not _REGION.fullmatch(self.region):
            raise ValueError("expected a region such as region=us-east-1")
        if self.sms not in {"refuse", "drop"}:
            raise ValueError("expected sms=refuse or sms=drop")

    def __str__(self) -> str:
        shown = {each.name: getattr(self, each.name) for each in fields(self)}
        shown["connectors"] = "+".join(self.connectors)
        return ",".join(f"{name}={value}" for name, value in shown.items() if value)


def proxy_sessions(value: Any) -> ProxySessionsSetting | None:
    """Take the table of proxy sessions, as text or as a table of TOML; ``none`` is none."""
    if isinstance(value, ProxySessionsSetting):
        return value
    if isinstance(value, str):
        if value.strip() in {"none", ""}:
            return None
        words = [word.strip() for word in value.split(",") if word.strip()]
        value = dict(word.split("=", 1) if "=" in word else ["table", word] for word in words)
    names = [each.name for each in fields(ProxySessionsSetting)]
    if not isinstance(value, dict) or "table" not in value or set(value) - set(names):
        raise ValueError(f"expected a table, or several of {', '.join(names)}: table=proxy-sessions,sms=drop")
    connectors = value.get("connectors", ())
    connectors = connectors.split("+") if isinstance(connectors, str) else connectors
    texts = {name: text(each) for name, each in value.items() if name != "connectors"}
    return ProxySessionsSetting(connectors=tuple(map(text, connectors)), **texts)


def regions_of(setting: str) -> tuple[str, Mapping[str, str]]:
    """Take the setting ``region`` apart: the region of all services, and those of some."""
    words = [word.strip() for word in setting.split(",") if word.strip()]
    by_service = dict(word.split("=", 1) for word in words if "=" in word)
    defaults = [word for word in words if "=" not in word]
    return (defaults[0] if defaults else LEGACY_REGION), by_service


def telemetry(value: Any) -> str | None:
    """Take names of places where calls are reported, or ``none``."""
    words = value if isinstance(value, (list, tuple)) else str(value).split(",")
    names = list(dict.fromkeys(str(word).strip() for word in words))
    if names == ["none"]:
        return None
    if not names or not set(names) <= set(TELEMETRY):
        raise ValueError(f"expected {', '.join(TELEMETRY)}, or several with commas between them; or none")
    return ",".join(names)
