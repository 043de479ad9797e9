"""The hooks that settings name, put in place by whoever activates the shim or makes a client."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chime_shim.settings import Settings

__all__ = ["arrange", "dismiss"]


def arrange(settings: Settings) -> None:
    """Install exactly the hooks that ``settings`` name. Where they name none, nothing is imported for it."""
    if settings.names_hooks or _loaded():
        from chime_shim import events

        events.arrange(settings)


def dismiss() -> None:
    """Close all of them."""
    if _loaded():
        from chime_shim import events

        events.dismiss()


def _loaded() -> bool:
    return "chime_shim.events" in sys.modules
