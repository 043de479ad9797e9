"""Attaching the graft: a real ``chime`` client, sync or async, gets its removed operations back."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient, ClientCreator, ClientMeta

from chime_shim import settings
from chime_shim._graft.base import Grafted, twin
from chime_shim._graft.call import mark_user_agent, settle
from chime_shim._graft.client import GraftedClient
from chime_shim._graft.dispatch import Dispatch
from chime_shim._graft.successors import Origin, Successors
from chime_shim._graft.validation import Serializer
from chime_shim.errors import UnsupportedClientError
from chime_shim.events import arrange
from chime_shim.legacy_api.restored import LEGACY_SERVICE, Restored

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WATCHERS", "graft", "is_async", "successor", "successors_of"]

WATCHERS: list[Callable[[Any, Successors], object]] = []
"""Told of each client that gets the graft, and of its successors: there are none but while somebody asks."""


def graft(client: Any, *, enabled: Callable[[], bool], origin: Origin | None = None) -> Any:
    """Return a client like ``client``, sharing its connections and hooks, that has the removed operations.

    Args:
        client: A ``chime`` client of botocore's or aiobotocore's; it is left as it is.
        enabled: Tells, at each call, whether to forward.
        origin: How ``client`` came to be; inferred if not given.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
    """
    if isinstance(client, Grafted):
        return twin(client, type(client), _chime_shim=replace(client._chime_shim, enabled=enabled))
    successors = successors_of(client, origin)
    arrange(successors.settings)
    for watcher in WATCHERS:
        watcher(client, successors)
    mixin, creator = (GraftedClient, ClientCreator) if not is_async(client) else _async_kind()
    restored = Restored.of(client, creator)
    meta = client.meta
    meta.events.register_first("needs-retry.chime", settle, unique_id="chime_shim")
    meta.events.register_last("request-created.chime", mark_user_agent, unique_id="chime_shim_user_agent")
    endpoint = client._endpoint
    if successors.settings.fast_timestamps:
        from chime_shim._graft.timestamps import with_fast_timestamps

        endpoint = with_fast_timestamps(endpoint)
    return twin(
        client,
        restored.class_over(type(client), mixin),
        meta=ClientMeta(
            meta.events, meta.config, meta.endpoint_url, restored.model, restored.names, meta.partition
        ),
        _endpoint=endpoint,
        _serializer=Serializer.of(client, restored.checks),
        _chime_shim=Dispatch(
            successors, frozenset(meta.service_model.operation_names), enabled, successors.settings
        ),
    )


def successor(client: Any, service: str) -> Any:
    """Return the real client of ``service`` that stands behind the ``chime`` client ``client``.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
        SuccessorMissingError: If the installed botocore has no such service.
    """
    successors = client._chime_shim.successors if isinstance(client, Grafted) else successors_of(client)
    return successors.client(service)


def successors_of(client: Any, origin: Origin | None = None) -> Successors:
    """Return the successors of a ``chime`` client that is not grafted."""
    service = getattr(getattr(client, "meta", None), "service_model", None)
    name = getattr(service, "service_name", type(client).__name__)
    if not isinstance(client, BaseClient) or name != LEGACY_SERVICE:
        raise UnsupportedClientError(f'expected a client made by boto3.client("chime"), got: {name}')
    if is_async(client):
        from chime_shim._graft.aio_clients import AioSuccessors, aio_origin

        return AioSuccessors(origin or aio_origin(client), client.meta.endpoint_url, settings.current())
    return Successors(origin or Origin.of(client), client.meta.endpoint_url, settings.current())


def is_async(client: Any) -> bool:
    """Tell whether ``client`` is aiobotocore's, without importing that."""
    module = sys.modules.get("aiobotocore.client")
    return module is not None and isinstance(client, module.AioBaseClient)


def _async_kind() -> tuple[type[Any], type[Any]]:
    from aiobotocore.client import AioClientCreator

    from chime_shim._graft.aio import AioGraftedClient

    return AioGraftedClient, AioClientCreator
