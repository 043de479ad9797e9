"""Clients that were made before the shim was installed: they get the graft in place, and lose it in place.

They become whole clients, not look-alikes: the client that the application holds gets the class, the model and
the serializer of a grafted one, so that ``dir``, ``Stubber``, presigned URLs, ``Mock(spec=...)``, pagination and
``meta`` know the operations. ``uninstall()`` gives back what there was.

botocore keeps no list of its clients, but each has a class of its own below ``BaseClient``; from that the
garbage collector finds the client. Two kinds are not found so: one that ``gc.freeze()`` put aside, and one that
another thread is just making. These get the graft when a removed method is first asked for, and until then
look like stock clients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from chime_shim._graft.attach import grafting
from chime_shim._graft.base import Grafted
from chime_shim._graft.origin import instances
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["adopt", "is_early", "release_all", "waiting"]

_adopted: WeakSet[Any] = WeakSet()
# Each keeps by itself what it had: kept here, it could keep its client alive, through the client's hooks.
_STOCK = "_chime_shim_stock"


def waiting(base: type[Any]) -> list[Any]:
    """Return the ``chime`` clients, of classes below botocore's ``base``, that do not have the graft."""
    classes = [each for each in _below(base) if each.__name__ == "Chime" and not issubclass(each, Grafted)]
    return [client for client in instances(classes) if is_early(client)]


def is_early(client: Any) -> bool:
    """Tell whether ``client`` is a ``chime`` client without the graft; one that is just being made is none."""
    service = getattr(vars(client).get("meta"), "service_model", None)
    return getattr(service, "service_name", None) == LEGACY_SERVICE and not isinstance(client, Grafted)


def adopt(client: Any, *, enabled: Callable[[], bool]) -> None:
    """Give ``client`` the graft in place; it raises as ``graft`` does, and then leaves the client as it is."""
    cls, changes = grafting(client, enabled=enabled)
    stock = type(client), {name: value for name, value in vars(client).items() if name in changes}
    # The class last: until then, another thread's call of a kept operation is a stock client's.
    vars(client).update(changes, **{_STOCK: stock})
    client.__class__ = cls
    _adopted.add(client)


def release_all() -> None:
    """Take the graft from all clients that got it in place."""
    for client in list(_adopted):
        cls, attributes = vars(client).pop(_STOCK)
        client.__class__ = cls
        vars(client).pop("_chime_shim")
        vars(client).update(attributes)
    _adopted.clear()


def _below(base: type[Any]) -> Iterator[type[Any]]:
    for cls in base.__subclasses__():
        yield cls
        yield from _below(cls)
