"""What can be set, and where each value came from.

A setting is one field of ``Settings``: its name, type, default, parser and help are there and nowhere else.
From the name come its environment variable (``CHIME_SHIM_REGION``), its flag (``--set region=VALUE``), its
argument of ``install`` and ``configure``, and its key in ``[tool.chime_shim]`` of pyproject.toml.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from chime_shim.settings.parsers import (
    LEGACY_REGION,
    OFF,
    ProxySessionsSetting,
    bearer,
    boolean,
    errors,
    one_of,
    place,
    proxy_sessions,
    regions,
    regions_of,
    rollout,
    telemetry,
)
from chime_shim.settings.sources import ENVIRONMENT, Source, checked, environment, pyproject, variable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field

    from chime_shim.settings.rollouts import Rollout

__all__ = [
    "DEFAULT",
    "FIELDS",
    "LEGACY_REGION",
    "ProxySessionsSetting",
    "Resolved",
    "Settings",
    "activate",
    "configure",
    "current",
    "disabled",
    "live",
    "problems_of",
    "resolve",
    "set_flags",
    "setting",
    "shown",
]

DEFAULT = "default"
_LIVE = variable("rollout")


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
        False,
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

    def region_of(self, service: str) -> str:
        """Return the region in which ``service`` (such as ``"chime-sdk-voice"``) is called."""
        default, by_service = regions_of(self.region)
        return by_service.get(service, default)


FIELDS: Mapping[str, Field[Any]] = {each.name: each for each in fields(Settings)}
"""All settings by name; of each the metadata have parser and help."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and how they came about.

    Args:
        settings: The settings.
        origins: Where each value came from, by the name of the setting.
        problems: What was passed over, and why.
    """

    settings: Settings
    origins: Mapping[str, str]
    problems: tuple[str, ...]


class _State:
    flags: Mapping[str, str] = {}
    installed: Mapping[str, Any] = {}
    configured: Mapping[str, Any] = {}
    file: Source | None = None
    resolved: Resolved | None = None
    seen: str | None = None  # of _LIVE


_logger = logging.getLogger("chime_shim")
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


def disabled() -> bool:
    """Tell whether ``CHIME_SHIM_DISABLED`` is set: it is read at every call, so that it works at run time."""
    return os.environ.get("CHIME_SHIM_DISABLED", "").lower() not in OFF


def current() -> Settings:
    """Read the environment again, and return the settings in force. A new problem is logged."""
    with _lock:
        known = () if _State.resolved is None else _State.resolved.problems
        _State.seen = os.environ.get(_LIVE)
        resolved = _State.resolved = resolve()
    for problem in resolved.problems:
        if problem not in known:
            _logger.warning("chime_shim passes over a setting: %s", problem)
    return resolved.settings


def live() -> Settings:
    """Return the settings as they were last read, for what is asked at every call.

    A rollout in the environment is as good as a switch: that it changed is noticed.
    """
    resolved = _State.resolved
    if resolved is None or os.environ.get(_LIVE) != _State.seen:
        return current()
    return resolved.settings


def activate(**changes: Any) -> None:
    """Set what the application says at activation; what is None stays as it is.

    Raises:
        SettingsError: If the settings are strict, and any is unknown or wrong. Nothing is changed then.
    """
    with _lock:
        before = _State.installed, _State.file
        _State.installed = {**_State.installed, **_given(changes)}
        _State.file = pyproject()
        resolved = resolve()
        if resolved.settings.strict and resolved.problems:
            _State.installed, _State.file = before
            raise _error(resolved.problems)
    current()


def configure(**changes: Any) -> contextlib.AbstractContextManager[object]:
    """Change settings at run time, for the whole process. What is None stays as it is.

    It has precedence over all else: nobody can change the environment of a running process. ``rollout``,
    ``control`` and ``fallback`` apply to the next call, all else to clients made from now on.

    Returns:
        A context manager, to be ignored or used: leaving it takes the changes back.

    Raises:
        SettingsError: If a setting is unknown or its value wrong; it is a ValueError, too. Nothing is
            changed then.
    """
    problems: list[str] = []
    given = _given(changes)
    dict(checked(Source("configure()", given), FIELDS, problems))
    if problems:
        raise _error(problems)
    restore = contextlib.ExitStack()
    with _lock:
        restore.callback(_put, _State.configured)
        _State.configured = {**_State.configured, **given}
    current()
    return restore


def set_flags(flags: Mapping[str, str]) -> None:
    """Set what the command line says, for this process and, through the environment, for its children."""
    with _lock:
        os.environ.update({variable(name): value for name, value in flags.items()})
        _State.flags = {**_State.flags, **flags}


def problems_of(flags: Mapping[str, str]) -> list[str]:
    """Return what is wrong with what the command line says, if anything is."""
    problems: list[str] = []
    dict(checked(_command_line(flags), FIELDS, problems))
    return problems


def resolve() -> Resolved:
    """Ask all sources, and say where each value came from."""
    if _State.file is None:
        _State.file = pyproject()
    problems: list[str] = []
    values: dict[str, Any] = {}
    origins = dict.fromkeys(FIELDS, DEFAULT)
    # The later a source, the higher its precedence.
    for source in (
        _State.file,
        Source("install()", _State.installed),
        environment(),
        _command_line(_State.flags),
        Source("configure()", _State.configured),
    ):
        if source.problem is not None:
            problems.append(f"{source.title}: {source.problem}")
        for name, value in checked(source, FIELDS, problems):
            values[name] = value
            origins[name] = variable(name) if source.title == ENVIRONMENT else source.title
    return Resolved(Settings(**values), origins, tuple(dict.fromkeys(problems)))


def shown(name: str, value: Any) -> Any:
    """Return a value for people and for JSON to read; of a private one only that it is set."""
    if FIELDS[name].metadata["private"] and value is not None:
        return "(set)"
    if isinstance(value, tuple):
        return ",".join(value) or None
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _command_line(flags: Mapping[str, str]) -> Source:
    return Source("the command line", flags, "--set {}".format)


def _error(problems: list[str] | tuple[str, ...]) -> Exception:
    from chime_shim.errors import SettingsError  # which imports botocore: not before there is an error

    return SettingsError(problems)


def _given(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}


def _put(changes: Mapping[str, Any]) -> None:
    with _lock:
        _State.configured = changes
    current()
