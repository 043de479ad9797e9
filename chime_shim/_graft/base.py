"""What sync and async grafted clients share."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim._graft.handlers import settle_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.client import ClientMeta

    from chime_shim._graft.dispatch import Dispatch
    from chime_shim._graft.successors import Successors
    from chime_shim._graft.validation import Serializer
    from chime_shim.settings import Settings

__all__ = ["Given", "Grafted", "WithoutRetries", "twin", "without_retries"]

_NEEDS_RETRY = "needs-retry."


class Given(NamedTuple):
    """What a client's ``Dispatch`` is made of, see there."""

    successors: Successors
    stock_operations: frozenset[str]
    enabled: Callable[[], bool]
    settings: Settings


class _MadeAtFirstCall:
    """A client's ``Dispatch``: the client then has it as an attribute.

    What only calls need is not imported before: many clients are made at the start, and never called.
    """

    def __get__(self, client: Any, owner: type[Any]) -> Any:
        from chime_shim._graft.dispatch import Dispatch

        if client is None:
            return self
        # Threads that come first at the same time get the same one.
        return vars(client).setdefault("_chime_shim", Dispatch(*client._chime_shim_given))


class Grafted:
    """What every grafted client has, sync or async."""

    meta: ClientMeta
    _chime_shim: Dispatch = _MadeAtFirstCall()  # type: ignore[assignment]
    _chime_shim_given: Given
    _serializer: Serializer


class WithoutRetries:
    """An endpoint's events, without the handlers that would have a request sent again.

    Args:
        emitter: The endpoint's own emitter.
    """

    def __init__(self, emitter: Any) -> None:
        self._emitter = emitter

    def emit(self, event_name: str, **kwargs: Any) -> Any:
        """Emit an event."""
        if event_name.startswith(_NEEDS_RETRY):
            settle_status(**kwargs)
            return []
        return self._emitter.emit(event_name, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._emitter, name)


def without_retries(client: Any, emitter: type[WithoutRetries]) -> Any:
    """Return a client like ``client`` that never tries again.

    Retries would keep others waiting, and use up the quota of retries that ``client`` has for its callers.
    """
    endpoint = copy(client._endpoint)
    endpoint._event_emitter = emitter(endpoint._event_emitter)
    return twin(client, type(client), _endpoint=endpoint)


def twin(client: Any, cls: type[Any], **changes: Any) -> Any:
    """Return a client of the class ``cls`` that shares everything with ``client`` but the changes."""
    made = object.__new__(cls)
    vars(made).update(vars(client), **changes)
    return made
