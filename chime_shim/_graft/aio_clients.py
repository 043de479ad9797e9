"""The clients behind an async client, and the client that is handed out: what aiobotocore does otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiobotocore.session import AioSession, ClientCreatorContext

from chime_shim._graft.origin import Origin
from chime_shim._graft.successors import Successors

if TYPE_CHECKING:
    from collections.abc import Coroutine

__all__ = ["AioSuccessors", "aio_client", "aio_origin"]


class AioSuccessors(Successors):
    """The successor clients of one async client. They are opened by whoever is to send with them."""

    __slots__ = ()

    async def client(self, service: str) -> Any:
        """Return the real client of ``service``, such as ``"chime-sdk-voice"``."""
        if service not in self._clients:
            client = await self.origin.session._create_client(service, **self.arguments(service))
            # Another task may have been as quick: all get the same client.
            self._clients.setdefault(service, client)
        return self._clients[service]


def aio_origin(client: Any, session: Any = None) -> Origin:
    """Infer how an async client came to be."""
    return Origin.of(client, session, AioSession)


def aio_client(creating: Coroutine[Any, Any, Any]) -> ClientCreatorContext:
    """Return what ``AioSession.create_client`` returns, for the client that ``creating`` makes."""
    return ClientCreatorContext(creating)
