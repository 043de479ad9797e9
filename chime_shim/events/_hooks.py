"""The hooks that receive every `LegacyCall`."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ._first_time import FirstTime
from ._structlog import StructlogHook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._legacy_call import LegacyCall


class Hook(Protocol):
    """Anything that can be called with a `LegacyCall`.

    It runs in the caller's thread, after the outcome is known and before the caller gets it, so it
    should be quick, and cannot be a coroutine function.

    A hook may have a second function, ``sending(operation, successor, mode)``. It runs when the call is
    about to be sent, inside of whatever instruments botocore.
    """

    def __call__(self, call: LegacyCall, /) -> None:
        """Take note of one legacy call."""


class _Installed(NamedTuple):
    hooks: tuple[Hook, ...]
    # By id(), as hooks need not be hashable; kept with the hooks, whose ids it outlives by nothing.
    first_failure: FirstTime


class _Registry:
    installed = _Installed((StructlogHook(),), FirstTime())
    # What settings ask for, which `set_hooks` leaves alone.
    standing: tuple[Hook, ...] = ()


def set_hooks(hooks: Iterable[Hook]) -> contextlib.AbstractContextManager[object]:
    """Replace the hooks, for the whole process. Those that settings ask for, such as the ledger's, stay.

    Args:
        hooks: The new hooks, called in this order. None at all is silence.

    Returns:
        A context manager, to be ignored or used: leaving it restores the hooks that were replaced.
    """
    restore = contextlib.ExitStack()
    restore.callback(setattr, _Registry, "installed", _Registry.installed)
    _Registry.installed = _Installed(tuple(hooks), FirstTime())
    return restore


def get_hooks() -> tuple[Hook, ...]:
    """Give the hooks as they are now: at first, the one that logs.

    Returns:
        The hooks, in the order in which they are called.
    """
    return _Registry.installed.hooks


def emit(call: LegacyCall) -> None:
    """Hand an event to each hook.

    A hook that fails changes nothing for the caller and for the other hooks. Its first failure is
    logged as a warning, later ones at debug level, by the names of the hook and of the exception's
    class: the message may hold what must not be logged.

    Args:
        call: What happened.
    """
    hooks, first_failure = _Registry.installed
    for hook in (*hooks, *_Registry.standing):
        try:
            hook(call)
        except Exception as error:  # noqa: BLE001, PERF203 - observation never breaks a call
            _log_failure(hook, error, first_failure)


def announce(operation: str, successor: str | None, mode: str) -> None:
    """Tell the hooks that want to know it that a call is about to be sent. It fails as little as `emit`."""
    hooks, first_failure = _Registry.installed
    for hook in (*hooks, *_Registry.standing):
        if (sending := getattr(hook, "sending", None)) is None:
            continue
        try:
            sending(operation, successor, mode)
        except Exception as error:  # noqa: BLE001 - observation never breaks a call
            _log_failure(hook, error, first_failure)


def _log_failure(hook: Hook, error: Exception, first_failure: FirstTime) -> None:
    # Filters and handlers are the application's code, and may fail as well.
    with contextlib.suppress(Exception):
        logging.getLogger("chime_shim").log(
            logging.WARNING if first_failure(id(hook)) else logging.DEBUG,
            "chime_shim hook %s failed with %s",
            getattr(hook, "__qualname__", type(hook).__qualname__),
            type(error).__qualname__,
        )
