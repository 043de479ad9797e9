"""What can be set, and where each value came from."""

from __future__ import annotations

from .store import (
    DEFAULT,
    FIELDS,
    LEGACY_REGION,
    ProxySessionsSetting,
    Resolved,
    Settings,
    activate,
    configure,
    current,
    disabled,
    live,
    problems_of,
    resolve,
    set_flags,
    setting,
    shown,
)

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
