"""The settings as keyword arguments, for type checkers and editors; a test holds them to ``Settings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

    from chime_shim.settings.parsers import ProxySessionsSetting
    from chime_shim.settings.rollouts import Rollout

__all__ = ["Changes"]


class Changes(TypedDict, total=False):
    """What ``install`` and ``configure`` take; None leaves a setting as it is."""

    region: str | None
    chime_bearer: str | Callable[[str, Mapping[str, Any]], str | None] | None
    forward_phone_numbers: bool | None
    telemetry: str | Iterable[str] | None
    fast_timestamps: bool | None
    rollout: str | Mapping[str, str] | Rollout | None
    control: Literal["forward", "legacy"] | None
    fallback: str | Iterable[str] | None
    ledger: str | os.PathLike[str] | None
    parallel_requests: int | None
    proxy_sessions: ProxySessionsSetting | str | Mapping[str, Any] | None
    strict: bool | None
