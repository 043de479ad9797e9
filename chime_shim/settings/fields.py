"""The settings: one field of ``Settings`` each, with its name, type, default, parser and help.

From the name come its environment variable (``CHIME_SHIM_REGION``), its flag (``--set region=VALUE``), its
argument of ``install`` and ``configure``, and its key in ``[tool.chime_shim]`` of pyproject.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from chime_shim.settings.parsers import (
    LEGACY_REGION,
    ProxySessionsSetting,
    bearer,
    boolean,
    count,
    errors,
    one_of,
    place,
    proxy_sessions,
    regions,
    regions_of,
    rollout,
    telemetry,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field

    from chime_shim.settings.rollouts import Rollout

__all__ = ["FIELDS", "Settings", "setting"]


def setting(default: Any, parse: Callable[[Any], Any], help: str, *, private: bool = False) -> Any:  # noqa: A002
    """Declare a setting.

    Args:
        default: The value when nobody sets it, which needs no parsing.
        parse: Makes the value of what a source has: text, or what TOML or Python has in its place. It raises
            ValueError with what is expected, and without the value.
        help: What it does, in a sentence or two.
        private: Whether the value is kept out of messages and reports.
    """
    return field(default=default, metadata={"parse": parse, "help": help, "private": private})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. What each one does, its help says: ``chime-shim settings`` prints all.

    A client keeps those that were in force when it was made, except ``rollout``, ``control``
    and ``fallback``.
    """

    region: str = setting(
        LEGACY_REGION,
        regions,
        "Where successors are called: one region for all of them (us-east-1 is the only one that the legacy "
        "namespace had), optionally followed by exceptions, as in us-east-1,chime-sdk-voice=us-west-2.",
    )
    chime_bearer: str | Callable[[str, Mapping[str, Any]], str | None] | None = setting(  # noqa: RUF009 - it makes a field
        None,
        bearer,
        "The ChimeBearer of messaging calls that have none: the ARN of an app instance user or bot; in code "
        "also a function of the operation and its parameters that returns one, or None. Without it such a "
        "call goes out as it always did, and the service answers.",
        private=True,
    )
    forward_phone_numbers: bool = setting(
        False,
        boolean,
        "Whether the 16 operations on phone numbers and global settings that chime still has are sent to "
        "chime-sdk-voice too. Wrong for numbers of Business Calling.",
    )
    telemetry: str | None = setting(
        None,
        telemetry,
        "Where calls are reported beside the log: otel (OpenTelemetry), emf (CloudWatch's Embedded Metric "
        "Format, on stdout) and emf-stderr, separated by commas; or none.",
    )
    fast_timestamps: bool = setting(
        True,
        boolean,
        "Whether the times in replies to chime clients are read by chime_shim: the same values as "
        "botocore's, in a fraction of the time. A page of 100 proxy sessions has 200 of them.",
    )
    rollout: Rollout | None = setting(  # noqa: RUF009 - it makes a field
        None,
        rollout,
        "Which side answers, by operation, namespace (identity, media-pipelines, meetings, messaging, tags, "
        "voice) or *: forward (the successor), legacy (the old endpoint), or compare; each perhaps for a "
        "percentage of the resources, as in *=forward,meetings=legacy,ListChannels=compare@10%.",
    )
    control: str = setting(
        "forward",
        one_of("forward", "legacy"),
        "Whose answer the caller gets in mode compare: forward or legacy. The other side is the candidate.",
    )
    fallback: tuple[str, ...] = setting(
        (),
        errors,
        "The errors at which a call that reads is made on the other side, as in "
        "ForbiddenException,NotFoundException.",
    )
    ledger: str | None = setting(
        None,
        place,
        "Where legacy calls are counted, for chime-shim report to show: a file, or stderr for lines of JSON "
        "there, as in AWS Lambda. Without it they are not counted.",
    )
    parallel_requests: int = setting(
        1,
        count,
        "How many requests of one call of list_media_capture_pipelines, one for each item, are under way at "
        "once. Beyond 1, hooks on them run in threads (or tasks) of ours, each with its own request context.",
    )
    proxy_sessions: ProxySessionsSetting | None = setting(  # noqa: RUF009 - it makes a field
        None,
        proxy_sessions,
        "Experimental, never run against AWS: the DynamoDB table that answers proxy sessions, for voice, as "
        "in table=proxy-sessions,region=us-west-2,connectors=ID+ID,sms=drop. Without it they are forwarded.",
    )
    strict: bool = setting(
        False,
        boolean,
        "Whether a setting that is unknown or wrong is an error when the shim is activated. Otherwise it is "
        "logged as a warning, and passed over.",
    )

    @property
    def names_hooks(self) -> bool:
        """Whether legacy calls are to be told of in more places than the log."""
        return self.ledger is not None or self.telemetry is not None

    def region_of(self, service: str) -> str:
        """Return the region in which ``service`` (such as ``"chime-sdk-voice"``) is called."""
        default, by_service = regions_of(self.region)
        return by_service.get(service, default)


FIELDS: Mapping[str, Field[Any]] = {each.name: each for each in fields(Settings)}
"""All settings by name; of each the metadata have parser and help."""
