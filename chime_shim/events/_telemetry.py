"""The hooks that the setting ``telemetry`` names."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ._emf import EmfHook
from ._otel import OtelHook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._hooks import Hook

_MAKERS: Mapping[str, Callable[[], Hook]] = {
    "otel": OtelHook,
    "emf": EmfHook,
    "emf-stderr": functools.partial(EmfHook, to="stderr"),
}


def hooks_of(names: str) -> tuple[Hook, ...]:
    """Make the hooks that a value of the setting names, such as ``"otel,emf"``."""
    return tuple(_MAKERS[name]() for name in names.split(","))
