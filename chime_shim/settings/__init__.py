"""What can be set, and where each value came from."""

from __future__ import annotations

from .fields import FIELDS, Settings, setting
from .parsers import LEGACY_REGION, ProxySessionsSetting
from .store import (
    DEFAULT,
    Resolved,
    activate,
    configure,
    current,
    disabled,
    live,
    problems_of,
    resolve,
    set_flags,
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
