"""The settings in force: who set what, and where each value came from."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections import ChainMap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.settings.fields import FIELDS, Settings
from chime_shim.settings.parsers import OFF
from chime_shim.settings.sources import ENVIRONMENT, Source, checked, environment, pyproject, variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Unpack

    from chime_shim.settings.changes import Changes

__all__ = [
    "DEFAULT",
    "Resolved",
    "activate",
    "configure",
    "current",
    "disabled",
    "live",
    "problems_of",
    "resolve",
    "set_flags",
    "shown",
]

DEFAULT = "default"
_LIVE, _DISABLED = variable("rollout"), "CHIME_SHIM_DISABLED"
_ENCODED = {name: os.environ.encodekey(name) for name in (_LIVE, _DISABLED)}


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
    # What configure() changed and did not take back, in the order of the calls.
    configured: tuple[Mapping[str, Any], ...] = ()
    file: Source | None = None
    resolved: Resolved | None = None
    seen: str | None = None  # of _LIVE


_logger = logging.getLogger("chime_shim")
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


def disabled() -> bool:
    """Tell whether ``CHIME_SHIM_DISABLED`` is set: it is read at every call, so that it works at run time."""
    return (_peek(_DISABLED) or "").lower() not in OFF


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
    if resolved is None or _peek(_LIVE) != _State.seen:
        return current()
    return resolved.settings


def activate(**changes: Any) -> None:
    """Set what the application says at activation; what is None stays as it is.

    Raises:
        SettingsError: If the settings are strict, and any is unknown or wrong. Nothing is changed then.
    """
    with _lock:
        before = _State.installed
        _State.installed = {**_State.installed, **_given(changes)}
        resolved = resolve()
        if resolved.settings.strict and resolved.problems:
            _State.installed = before
            raise _error(resolved.problems)
    current()


def configure(**changes: Unpack[Changes]) -> contextlib.AbstractContextManager[object]:
    """Change settings at run time, for the whole process. What is None stays as it is.

    It has precedence over all else: nobody can change the environment of a running process. ``rollout``,
    ``control`` and ``fallback`` apply to the next call, all else to clients made from now on. Of two calls
    that change the same setting, the later one wins for as long as it stands.

    Returns:
        A context manager, to be ignored or used; leaving it takes these changes back, and no others.

    Raises:
        SettingsError: If a setting is unknown or its value wrong; it is a ValueError, too. Nothing is
            changed then.
    """
    problems: list[str] = []
    given = _given(changes)
    dict(checked(Source("configure()", given), FIELDS, problems))
    if problems:
        raise _error(problems)
    with _lock:
        _State.configured = (*_State.configured, given)
    current()
    restore = contextlib.ExitStack()
    restore.callback(_take_back, given)
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
        Source("configure()", dict(ChainMap(*reversed(_State.configured)))),
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


def _peek(name: str) -> str | None:
    """Return ``os.environ.get(name)``, which raises and catches an error for a variable that is not set."""
    table = getattr(os.environ, "_data", None)
    if type(table) is dict and table.get(_ENCODED[name]) is None:
        return None
    return os.environ.get(name)


def _command_line(flags: Mapping[str, str]) -> Source:
    return Source("the command line", flags, "--set {}".format)


def _error(problems: list[str] | tuple[str, ...]) -> Exception:
    from chime_shim.errors import SettingsError  # which imports botocore: not before there is an error

    return SettingsError(problems)


def _given(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}


def _take_back(given: Mapping[str, Any]) -> None:
    with _lock:
        _State.configured = tuple(each for each in _State.configured if each is not given)
    current()
