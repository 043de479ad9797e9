"""Attaching the graft: a real ``chime`` client, sync or async, gets its removed operations back."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chime_shim import settings
from chime_shim._graft.base import Given, Grafted, twin
from chime_shim._graft.client import GraftedClient
from chime_shim._graft.handlers import register
from chime_shim._graft.hooks import arrange
from chime_shim._graft.origin import Origin
from chime_shim._graft.replies import with_quick_replies
from chime_shim._graft.seam import check
from chime_shim._graft.successors import Successors
from chime_shim._graft.user_agent import remembering
from chime_shim._graft.validation import Serializer
from chime_shim.errors import UnsupportedClientError
from chime_shim.legacy_api.restored import LEGACY_SERVICE, Restored

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WATCHERS", "graft", "grafting", "is_async", "origin_of", "successor", "successors_of"]

WATCHERS: list[Callable[[Any, Successors], object]] = []
"""Told of each client that gets the graft, and of its successors: there are none but while somebody asks."""


def graft(client: Any, *, enabled: Callable[[], bool], origin: Origin | None = None) -> Any:
    """Return a client like ``client``, sharing its connections and hooks, that has the removed operations.

    Args:
        client: A ``chime`` client of botocore's or aiobotocore's; it is left as it is.
        enabled: Tells, at each call, whether to forward.
        origin: How ``client`` came to be; inferred if not given.

    Raises:
        SeamError: If the installed botocore makes calls in another way than the graft knows.
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
    """
    if isinstance(client, Grafted):
        dispatch = replace(client._chime_shim, enabled=enabled)
        if origin is not None:
            dispatch = replace(dispatch, successors=successors_of(client, origin), targets={})
        return twin(client, type(client), _chime_shim=dispatch)
    cls, changes = grafting(client, enabled=enabled, origin=origin)
    return twin(client, cls, **changes)


def grafting(
    client: Any, *, enabled: Callable[[], bool], origin: Origin | None = None
) -> tuple[type[Any], dict[str, Any]]:
    """Return the class and the attributes that make a stock client a grafted one; it raises as ``graft``."""
    # Late: tests take botocore out of sys.modules, and have it imported anew.
    from botocore.client import ClientCreator, ClientMeta

    successors = successors_of(client, origin)
    check(client)
    arrange(successors.settings)
    for watcher in WATCHERS:
        watcher(client, successors)
    mixin, creator = (GraftedClient, ClientCreator) if not is_async(client) else _async_kind()
    restored = Restored.of(client, creator, with_phone_numbers=successors.settings.forward_phone_numbers)
    meta = client.meta
    register(meta.events)
    endpoint = with_quick_replies(client._endpoint, fast_timestamps=successors.settings.fast_timestamps)
    return restored.class_over(type(client), mixin), {
        "meta": ClientMeta(
            meta.events, meta.config, meta.endpoint_url, restored.model, restored.names, meta.partition
        ),
        "_endpoint": endpoint,
        "_serializer": Serializer.of(client, restored.checks),
        **remembering(client, alone=origin is not None and origin.ours),
        "_chime_shim_given": Given(
            successors, frozenset(meta.service_model.operation_names), enabled, successors.settings
        ),
    }


def successor(client: Any, service: str) -> Any:
    """Return the real client of ``service`` that stands behind the ``chime`` client ``client``.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
        SuccessorMissingError: If the installed botocore has no such service.
    """
    successors = client._chime_shim.successors if isinstance(client, Grafted) else successors_of(client)
    return successors.client(service)


def origin_of(client: Any, session: Any) -> Origin:
    """Return the origin of ``client``, which a session of boto3's, botocore's or their async likes made."""
    session = getattr(session, "_session", session)
    if is_async(client):
        from chime_shim._graft.aio_clients import aio_origin

        return aio_origin(client, session)
    return Origin.of(client, session)


def successors_of(client: Any, origin: Origin | None = None) -> Successors:
    """Return the successors of a ``chime`` client that is not grafted."""
    service = getattr(getattr(client, "meta", None), "service_model", None)
    name = getattr(service, "service_name", type(client).__name__)
    # By name, as botocore may have been imported anew since we imported it.
    if name != LEGACY_SERVICE or "BaseClient" not in {cls.__name__ for cls in type(client).__mro__}:
        raise UnsupportedClientError(f'expected a client made by boto3.client("chime"), got: {name}')
    origin = origin or origin_of(client, None)
    if is_async(client):
        from chime_shim._graft.aio_clients import AioSuccessors

        return AioSuccessors(origin, client.meta.endpoint_url, settings.current())
    return Successors(origin, client.meta.endpoint_url, settings.current())


def is_async(client: Any) -> bool:
    """Tell whether ``client`` is aiobotocore's, without importing that."""
    module = sys.modules.get("aiobotocore.client")
    return module is not None and isinstance(client, module.AioBaseClient)


def _async_kind() -> tuple[type[Any], type[Any]]:
    from aiobotocore.client import AioClientCreator

    from chime_shim._graft.aio import AioGraftedClient

    return AioGraftedClient, AioClientCreator
