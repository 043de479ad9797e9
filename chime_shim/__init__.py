"""chime_shim: Amazon Chime operations that boto3 removed, working again and on their way out.

``install()`` makes ``boto3.client("chime")`` whole again. See README.md and migration_guide.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chime_shim._version import __version__

if TYPE_CHECKING:
    from chime_shim._activation import Activation, install
    from chime_shim._clients import client, successor, wrap
    from chime_shim._graft.replacements import FORWARD, replace
    from chime_shim.errors import (
        ChimeShimError,
        OperationRetiredError,
        ProfileUnknownError,
        ReplacementError,
        ReplyIncompleteError,
        SeamError,
        SettingsError,
        SuccessorMissingError,
        TranslationError,
        UnsupportedClientError,
    )
    from chime_shim.events import (
        ChimeCompatibilityWarning,
        ChimeDeprecationWarning,
        Comparison,
        LegacyCall,
        set_hooks,
    )
    from chime_shim.rollout import mode
    from chime_shim.settings import configure

__all__ = [
    "FORWARD",
    "Activation",
    "ChimeCompatibilityWarning",
    "ChimeDeprecationWarning",
    "ChimeShimError",
    "Comparison",
    "LegacyCall",
    "OperationRetiredError",
    "ProfileUnknownError",
    "ReplacementError",
    "ReplyIncompleteError",
    "SeamError",
    "SettingsError",
    "SuccessorMissingError",
    "TranslationError",
    "UnsupportedClientError",
    "__version__",
    "client",
    "configure",
    "install",
    "mode",
    "replace",
    "set_hooks",
    "successor",
    "wrap",
]

_HOMES = {
    "FORWARD": "_graft.replacements",
    "Activation": "_activation",
    "ChimeCompatibilityWarning": "events",
    "ChimeDeprecationWarning": "events",
    "ChimeShimError": "errors",
    "Comparison": "events",
    "LegacyCall": "events",
    "OperationRetiredError": "errors",
    "ProfileUnknownError": "errors",
    "ReplacementError": "errors",
    "ReplyIncompleteError": "errors",
    "SeamError": "errors",
    "SettingsError": "errors",
    "SuccessorMissingError": "errors",
    "TranslationError": "errors",
    "UnsupportedClientError": "errors",
    "client": "_clients",
    "configure": "settings",
    "install": "_activation",
    "mode": "rollout",
    "replace": "_graft.replacements",
    "set_hooks": "events",
    "successor": "_clients",
    "wrap": "_clients",
}


def __getattr__(name: str) -> Any:
    # So that importing the package costs nothing, and pulls in neither boto3, wrapt nor structlog.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
