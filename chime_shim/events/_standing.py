"""The hooks that settings ask for: they stand beside those of `set_hooks`, and are not replaced with them."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._first_time import FirstTime
from ._hooks import _Installed, _Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.settings import Settings

    from ._hooks import Hook

# The setting, the module here, and what makes of the setting's value a hook, or several.
_KINDS = (
    ("ledger", "_ledger", "LedgerHook"),
    ("telemetry", "_telemetry", "hooks_of"),
)

_made: dict[str, tuple[Any, tuple[Hook, ...]]] = {}
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


def arrange(settings: Settings) -> None:
    """Have the hooks that ``settings`` ask for and no others; one whose setting is what it was stays."""
    if _Registry.suspended:
        return
    with _lock:
        for name, module, kind in _KINDS:
            value = getattr(settings, name)
            if (_made[name][0] if name in _made else None) != value:
                _drop(name)
                if value is not None:
                    _made[name] = value, _make(name, module, kind, value)
        _stand()


def dismiss() -> None:
    """Let go of all of them, after they wrote what they have to."""
    with _lock:
        for name in list(_made):
            _drop(name)
        _stand()


def stand_by(name: str, hook: Hook) -> None:
    """Have a hook beside those that settings ask for, until all are dismissed."""
    with _lock:
        _made[name] = None, (hook,)
        _stand()


@contextlib.contextmanager
def suspended() -> Iterator[None]:
    """Have no hooks at all for a while, whatever settings ask for: for calls that the shim makes up."""
    before = {name: getattr(_Registry, name) for name in ("installed", "standing", "suspended")}
    _Registry.put(installed=_Installed((), FirstTime()), standing=(), suspended=True)
    try:
        yield
    finally:
        _Registry.put(**before)


def _make(name: str, module: str, kind: str, value: Any) -> tuple[Hook, ...]:
    try:
        made = getattr(import_module(f"{__package__}.{module}"), kind)(value)
    except Exception as error:  # noqa: BLE001 - observation never stops an application
        logging.getLogger("chime_shim").warning(
            "chime_shim goes on without the setting %s: %s: %s", name, type(error).__name__, error
        )
        return ()
    return made if isinstance(made, tuple) else (made,)


def _drop(name: str) -> None:
    _, hooks = _made.pop(name, (None, ()))
    for hook in hooks:
        close = getattr(hook, "close", None)
        if close is not None:
            close()


def _stand() -> None:
    _Registry.put(standing=tuple(hook for _, hooks in _made.values() for hook in hooks))
