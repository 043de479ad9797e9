"""Clients that were made before the shim was installed: they get the graft in place, and lose it in place.

They become whole clients, not look-alikes: the client that the application holds gets the class, the model
and the serializer of a grafted one, so that ``dir``, ``Stubber``, presigned URLs, ``Mock(spec=...)``,
pagination and ``meta`` know the operations. ``uninstall()`` gives back what there was.

botocore keeps no list of its clients, but each has a class of its own below ``BaseClient``; from that the
garbage collector finds the client. Two kinds are not found so: one that ``gc.freeze()`` put aside, and one
that another thread is just making. These get the graft when a removed method is first asked for, and until
then look like stock clients.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from chime_shim._graft.attach import grafting
from chime_shim._graft.base import Grafted
from chime_shim._graft.origin import instances
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["adopt", "settle"]

_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]
_adopted: WeakSet[Any] = WeakSet()
# Each keeps by itself what it had: kept here, it could keep its client alive, through the client's hooks.
_STOCK = "_chime_shim_stock"


def settle(base: type[Any], adopting: Callable[[Any], object], wanted: Callable[[], bool]) -> None:
    """Have each early client get the graft, if it is wanted; else give all of them back what they had.

    Args:
        base: botocore's ``BaseClient``, below which are the classes of clients.
        adopting: Has ``adopt`` give one client the graft; it never raises.
        wanted: Tells what is wanted now, as threads may install and uninstall at the same time.
    """
    with _lock:
        if not wanted():
            _release()
            return
        classes = [
            each for each in _below(base) if each.__name__ == "Chime" and not issubclass(each, Grafted)
        ]
        for client in instances(classes):
            adopting(client)


def adopt(client: Any, *, enabled: Callable[[], bool]) -> None:
    """Give ``client`` the graft in place, if it is a ``chime`` client that does not have it.

    It raises as ``graft`` does, and then leaves the client as it is.
    """
    with _lock:
        if not _is_stock(client):
            return
        cls, changes = grafting(client, enabled=enabled)
        stock = type(client), {name: value for name, value in vars(client).items() if name in changes}
        # The class last: until then, another thread's call of a kept operation is a stock client's.
        vars(client).update(changes, **{_STOCK: stock})
        client.__class__ = cls
        _adopted.add(client)


def _is_stock(client: Any) -> bool:
    # One that is just being made has no meta yet.
    service = getattr(vars(client).get("meta"), "service_model", None)
    return getattr(service, "service_name", None) == LEGACY_SERVICE and not isinstance(client, Grafted)


def _release() -> None:
    for client in list(_adopted):
        cls, attributes = vars(client).pop(_STOCK)
        client.__class__ = cls
        for name in ("_chime_shim", "_chime_shim_given"):
            vars(client).pop(name, None)
        vars(client).update(attributes)
    _adopted.clear()


def _below(base: type[Any]) -> Iterator[type[Any]]:
    for cls in base.__subclasses__():
        yield cls
        yield from _below(cls)
