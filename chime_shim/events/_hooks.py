"""The hooks that receive every `LegacyCall`, and every `Comparison` if they ask for it."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ._bounded import FirstTime
from ._structlog import StructlogHook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._comparison import Comparison
    from ._legacy_call import LegacyCall


class Hook(Protocol):
    """Anything that can be called with a `LegacyCall`.

    It runs in the caller's thread, after the outcome is known and before the caller gets it, so it
    should be quick, and cannot be a coroutine function.

    A hook may have a second function, ``sending(operation, successor, mode)``. It runs when the call is
    about to be sent, inside of whatever instruments botocore. Whether it has one is seen when hooks are set.

    A hook that has a method ``compared(comparison)`` gets each `Comparison` there, in a thread or task
    of ours.
    """

    def __call__(self, call: LegacyCall, /) -> None:
        """Receive one legacy call."""


class _Installed(NamedTuple):
    hooks: tuple[Hook, ...]
    # By id(), as hooks need not be hashable; kept with the hooks, whose ids it outlives by nothing.
    first_failure: FirstTime


class _Active(NamedTuple):
    hooks: tuple[Hook, ...]
    announcing: tuple[Hook, ...]  # those with a `sending`
    first_failure: FirstTime


class _Registry:
    installed = _Installed((StructlogHook(),), FirstTime())
    # What settings ask for, which `set_hooks` leaves alone.
    standing: tuple[Hook, ...] = ()
    suspended = False
    # What comes of all that: worked out when it changes, as it is asked for at every call.
    active = _Active(installed.hooks, (), installed.first_failure)

    @classmethod
    def put(cls, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(cls, name, value)
        hooks = (*cls.installed.hooks, *cls.standing)
        announcing = tuple(hook for hook in hooks if getattr(hook, "sending", None) is not None)
        cls.active = _Active(hooks, announcing, cls.installed.first_failure)


def set_hooks(hooks: Iterable[Hook]) -> contextlib.AbstractContextManager[object]:
    """Replace the hooks, for the whole process. Those that settings ask for, such as the ledger's, stay.

    Args:
        hooks: The new hooks, called in this order. None at all is silence.

    Returns:
        A context manager, to be ignored or used; leaving it restores the hooks that were replaced.
    """
    restore = contextlib.ExitStack()
    restore.callback(_Registry.put, installed=_Registry.installed)
    _Registry.put(installed=_Installed(tuple(hooks), FirstTime()))
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
    hooks, _, first_failure = _Registry.active
    for hook in hooks:
        try:
            hook(call)
        except Exception as error:  # noqa: BLE001, PERF203 - observation never breaks a call
            _tell_of_failure(hook, error, first=first_failure(id(hook)))


def announce(operation: str, successor: str | None, mode: str) -> None:
    """Tell each hook that has a function ``sending`` that a call is about to be sent, as `emit` does."""
    _, hooks, first_failure = _Registry.active
    for hook in hooks:
        try:
            hook.sending(operation, successor, mode)  # type: ignore[attr-defined]
        except Exception as error:  # noqa: BLE001, PERF203 - observation never breaks a call
            _tell_of_failure(hook, error, first=first_failure(id(hook)))


def publish(comparison: Comparison) -> None:
    """Hand a comparison to each hook that has a method ``compared``, as `emit` does with a call."""
    hooks, _, first_failure = _Registry.active
    for hook in hooks:
        try:
            compared = getattr(hook, "compared", None)
            if compared is not None:
                compared(comparison)
        except Exception as error:  # noqa: BLE001, PERF203 - observation never breaks anything
            _tell_of_failure(hook, error, first=first_failure(id(hook)))


def _tell_of_failure(hook: Hook, error: Exception, *, first: bool) -> None:
    # Filters and handlers are the application's code, and may fail as well.
    with contextlib.suppress(Exception):
        logging.getLogger("chime_shim").log(
            logging.WARNING if first else logging.DEBUG,
            "chime_shim hook %s failed with %s",
            getattr(hook, "__qualname__", type(hook).__qualname__),
            type(error).__qualname__,
        )
