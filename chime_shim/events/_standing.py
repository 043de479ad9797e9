"""The hooks that settings ask for: they stand beside those of `set_hooks`, and are not replaced with them."""

from __future__ import annotations

import logging
import os
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._hooks import _Registry

if TYPE_CHECKING:
    from chime_shim.settings import Settings

    from ._hooks import Hook

# The setting, the module here, and the class in it, which is called with the setting's value.
_KINDS = (("ledger", "_ledger", "LedgerHook"),)

_made: dict[str, tuple[Any, Hook | None]] = {}
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


def arrange(settings: Settings) -> None:
    """Have the hooks that ``settings`` ask for and no others; one whose setting is what it was stays."""
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


def _make(name: str, module: str, kind: str, value: Any) -> Hook | None:
    try:
        hook: Hook = getattr(import_module(f"{__package__}.{module}"), kind)(value)
    except Exception as error:  # noqa: BLE001 - observation never stops an application
        logging.getLogger("chime_shim").warning(
            "chime_shim goes on without the setting %s: %s: %s", name, type(error).__name__, error
        )
        return None
    return hook


def _drop(name: str) -> None:
    _, hook = _made.pop(name, (None, None))
    close = getattr(hook, "close", None)
    if close is not None:
        close()


def _stand() -> None:
    _Registry.standing = tuple(hook for _, hook in _made.values() if hook is not None)
