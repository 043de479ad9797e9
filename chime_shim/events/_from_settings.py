"""The hooks that settings name: `set_hooks` leaves them alone."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import threading
from typing import TYPE_CHECKING, Any

from ._bounded import FirstTime
from ._emf import EmfHook
from ._hooks import _Installed, _Registry
from ._otel import OtelHook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chime_shim.settings import Settings

    from ._hooks import Hook

_TELEMETRY: Mapping[str, Callable[[], Hook]] = {
    "otel": OtelHook,
    "emf": EmfHook,
    "emf-stderr": functools.partial(EmfHook, to="stderr"),
}


def hooks_of(names: str) -> tuple[Hook, ...]:
    """Make the hooks that a value of the setting ``telemetry`` names, such as ``"otel,emf"``."""
    return tuple(_TELEMETRY[name]() for name in names.split(","))


def _ledger(place: str) -> tuple[Hook, ...]:
    from ._ledger import LedgerHook  # sqlite3 takes a while to import

    return (LedgerHook(place),)


# The setting, and what makes hooks of its value.
_KINDS: Mapping[str, Callable[[str], tuple[Hook, ...]]] = {"ledger": _ledger, "telemetry": hooks_of}

_made: dict[str, tuple[Any, tuple[Hook, ...]]] = {}
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


def arrange(settings: Settings) -> None:
    """Install exactly the hooks that ``settings`` name; a hook whose setting has not changed stays."""
    if _Registry.suspended:
        return
    with _lock:
        for name, make in _KINDS.items():
            value = getattr(settings, name)
            if (_made[name][0] if name in _made else None) != value:
                _drop(name)
                if value is not None:
                    _made[name] = value, _make(name, make, value)
        _stand()


def dismiss() -> None:
    """Close all of them: each writes what it still holds."""
    with _lock:
        for name in list(_made):
            _drop(name)
        _stand()


def stand_by(name: str, hook: Hook) -> None:
    """Add a hook to those that settings name, until all are dismissed."""
    with _lock:
        _made[name] = None, (hook,)
        _stand()


@contextlib.contextmanager
def suspended() -> Iterator[None]:
    """Have no hooks at all for a while, whatever settings name: for calls that the shim makes up."""
    before = {name: getattr(_Registry, name) for name in ("installed", "standing", "suspended")}
    _Registry.put(installed=_Installed((), FirstTime()), standing=(), suspended=True)
    try:
        yield
    finally:
        _Registry.put(**before)


def _make(name: str, make: Callable[[str], tuple[Hook, ...]], value: str) -> tuple[Hook, ...]:
    try:
        return make(value)
    except Exception as error:  # noqa: BLE001 - observation never stops an application
        logging.getLogger("chime_shim").warning(
            "chime_shim goes on without the setting %s: %s: %s", name, type(error).__name__, error
        )
        return ()


def _drop(name: str) -> None:
    _, hooks = _made.pop(name, (None, ()))
    for hook in hooks:
        close = getattr(hook, "close", None)
        if close is not None:
            close()


def _stand() -> None:
    _Registry.put(standing=tuple(hook for _, hooks in _made.values() for hook in hooks))
