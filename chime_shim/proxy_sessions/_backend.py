"""DynamoDB for one ``chime`` client: with that client's credentials, and its own region and endpoint."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from chime_shim.errors import ProfileUnknownError
from chime_shim.proxy_sessions._operations import ProxySessions

if TYPE_CHECKING:
    from chime_shim.proxy_sessions._requests import Request
    from chime_shim.settings import ProxySessionsSetting

# What the legacy client was made with and DynamoDB's has of its own.
_OWN = frozenset({"api_version", "endpoint_url", "region_name", "use_ssl"})

_backends: WeakKeyDictionary[Any, dict[ProxySessionsSetting, Backend]] = WeakKeyDictionary()
_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


@dataclass(eq=False)
class Backend:
    """A table, and the operations on it, for a client of which origin and connections are known."""

    origin: Any
    http_session: Any
    setting: ProxySessionsSetting
    service: ProxySessions
    _client: Any = None

    @property
    def asynchronous(self) -> bool:
        """Whether the client is aiobotocore's."""
        return hasattr(self.origin.session, "_create_client")

    def send(self, request: Request) -> Any:
        """Send a request, and return the reply."""
        if self._client is None:
            with _lock:  # botocore's sessions are not made for building clients in several threads at once
                if self._client is None:
                    client = self.origin.session.create_client("dynamodb", **self._arguments())
                    self._client = self._connected(client)
        return getattr(self._client, request.method)(**with_table(request, self.setting.table))

    async def send_async(self, request: Request) -> Any:
        """Do the same with aiobotocore."""
        if self._client is None:
            client = await self.origin.session._create_client("dynamodb", **self._arguments())
            self._client = self._client or self._connected(client)
        return await getattr(self._client, request.method)(**with_table(request, self.setting.table))

    def _arguments(self) -> dict[str, Any]:
        if self.origin.profiles and not self.setting.endpoint_url:
            raise ProfileUnknownError(self.origin.profiles)
        shared = {name: value for name, value in self.origin.arguments.items() if name not in _OWN}
        return {**shared, "region_name": self.setting.region, "endpoint_url": self.setting.endpoint_url}

    def _connected(self, client: Any) -> Any:
        # Open as long as the legacy client is: somebody has to close those of aiobotocore.
        client._endpoint.http_session = self.http_session
        return client


def backend_of(client: Any, setting: ProxySessionsSetting) -> Backend:
    """Return the backend of a ``chime`` client; it is made once."""
    with _lock:
        known = _backends.setdefault(client, {})
        if setting not in known:
            origin = client._chime_shim.successors.origin
            known[setting] = Backend(origin, client._endpoint.http_session, setting, ProxySessions())
        return known[setting]


def with_table(request: Request, table: str) -> dict[str, Any]:
    """Return the parameters of a request with the name of the table in its places."""
    params, name = request.params, {"TableName": table}
    if request.method == "batch_get_item":
        return {"RequestItems": {table: params}}
    if request.method == "transact_write_items":
        parts = params["TransactItems"]
        named = [{kind: {**name, **part} for kind, part in each.items()} for each in parts]
        return {**params, "TransactItems": named}
    return {**name, **params}
