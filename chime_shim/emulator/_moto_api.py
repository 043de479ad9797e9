"""What moto's own API, ``/moto-api/``, shows and takes of Chime's: its resources, and faults."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from chime_shim.emulator._faults import faults
from chime_shim.emulator._moto import add_api, backends_of, body_of, show_resources
from chime_shim.emulator._store import SERIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.emulator._moto import Reply

_FAULT = ("operation", "kind", "times", "probability", "seconds", "hits")
_JSON = {"Content-Type": "application/json"}


def extend(services: Mapping[str, Any]) -> None:
    """Have moto's API know of Chime. Doing so again changes nothing.

    Args:
        services: What is emulated, by name.
    """
    add_api("chime-faults", answer)
    for service in services:
        show_resources(service, Resources(service))


def answer(request: Any, url: str, headers: Any) -> Reply:  # noqa: ARG001 - as moto calls it
    """Answer ``/moto-api/chime-faults``: POST injects a fault, DELETE ends all, GET shows them."""
    try:
        if request.method == "POST":
            faults.inject(**json.loads(body_of(request)))
        elif request.method == "DELETE":
            faults.clear()
    except (TypeError, ValueError) as error:
        # Python's own message on a name too many starts with that of the method.
        return 400, _JSON, json.dumps({"Error": str(error).removeprefix("Faults.inject() ")})
    shown = [{name: getattr(fault, name) for name in _FAULT} for fault in faults]
    return 200, _JSON, json.dumps({"faults": shown})


class Resources(Mapping[str, Any]):
    """The resources of a service by their kinds, as moto's ``data.json`` and dashboard look at them.

    Args:
        service: The service's name.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def __getitem__(self, kind: str) -> Any:
        # moto reads the items there, and sets it when it resets what it keeps.
        return SimpleNamespace(instances_tracked=self._by_kind()[kind])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_kind())

    def __len__(self) -> int:
        return len(self._by_kind())

    def _by_kind(self) -> dict[str, list[SimpleNamespace]]:
        kinds: dict[str, list[SimpleNamespace]] = {}
        for _, _, backend in list(backends_of(self._service).iter_backends()):
            for collection, store in list(backend.stores.items()):
                shown = [SimpleNamespace(**_plain(item)) for item in store.ordered]
                kinds.setdefault(collection.name, []).extend(shown)
        return kinds


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """Make JSON of an item, times included, and leave out what is not AWS's."""
    plain: dict[str, Any] = json.loads(
        json.dumps(item, default=str),
        object_hook=lambda members: {name: members[name] for name in members if not name.startswith(SERIAL)},
    )
    return plain
