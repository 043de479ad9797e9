"""Legacy clients without patching anything, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

from chime_shim import settings
from chime_shim._graft import attach, sessions
from chime_shim._graft.origin import Origin
from chime_shim.errors import UnsupportedClientError
from chime_shim.legacy_api.restored import LEGACY_SERVICE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager

    from chime_shim.types import AsyncChimeClient, ChimeClient

__all__ = ["client", "successor", "wrap"]


class _AioSession(Protocol):
    """aiobotocore's session, told from botocore's by what it makes; aioboto3's looks just like boto3's."""

    def create_client(self, *args: Any, **kwargs: Any) -> AbstractAsyncContextManager[Any]: ...


class _AioClient(Protocol):
    """aiobotocore's client, told from botocore's by what it is entered with."""

    async def __aenter__(self) -> Any: ...


@overload
def client(
    service_name: Literal["chime"] = ..., *args: Any, session: None = ..., **kwargs: Any
) -> ChimeClient: ...
@overload
def client(
    service_name: Literal["chime"] = ..., *args: Any, session: _AioSession, **kwargs: Any
) -> AbstractAsyncContextManager[AsyncChimeClient]: ...
@overload
def client(
    service_name: Literal["chime"] = ..., *args: Any, session: object, **kwargs: Any
) -> ChimeClient: ...
def client(service_name: str = "chime", *args: Any, session: Any = None, **kwargs: Any) -> Any:
    """Make a ``chime`` client as ``boto3.client`` does; it has all its operations again.

    Nothing is patched, and the client works whether or not the shim is installed.

    Args:
        service_name: ``"chime"``, and nothing else.
        *args: As for ``boto3.client``.
        session: A ``boto3.Session`` to use in place of boto3's default session; or one of botocore,
            aiobotocore or aioboto3.
        **kwargs: As for ``boto3.client``.

    Returns:
        A botocore client; for an async session, what its ``create_client`` returns, for ``async with``.

    Raises:
        SettingsError: If a setting is unknown or wrong, and ``strict`` is set.
        UnsupportedClientError: If another service is asked for.
    """
    if service_name != LEGACY_SERVICE:
        raise UnsupportedClientError(
            f"chime_shim makes clients of {LEGACY_SERVICE!r} only, not of {service_name!r}: use boto3.client"
        )
    settings.activate()
    if session is None:
        import boto3

        if boto3.DEFAULT_SESSION is None:
            boto3.setup_default_session()
        session = boto3.DEFAULT_SESSION
    # boto3's session has botocore's inside, and passes its own arguments on in the same order.
    session = getattr(session, "_session", session)
    call = (service_name, *args), kwargs
    if hasattr(session, "_create_client"):
        from chime_shim._graft.aio_clients import aio_client

        return aio_client(_made_async(session, *call))
    with sessions.prepared(session, *call) as (given, named):
        return _grafted(session.create_client(*given, **named), session, given, named)


async def _made_async(session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    with sessions.prepared(session, args, kwargs) as (given, named):
        return _grafted(await session._create_client(*given, **named), session, given, named)


def _grafted(client: Any, session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    return _graft(client, Origin.of_call(session, args, kwargs))


@overload
def wrap(  # type: ignore[overload-overlap]
    existing_client: _AioClient, *, session: Any = ...
) -> AsyncChimeClient: ...
@overload
def wrap(existing_client: object, *, session: Any = ...) -> ChimeClient: ...
def wrap(existing_client: Any, *, session: Any = None) -> Any:
    """Return a client like ``existing_client`` that has the removed operations; patch nothing.

    The two share connections, credentials and event hooks; ``existing_client`` itself is left as it is.

    Args:
        existing_client: A client made by ``boto3.client("chime")``.
        session: The session that made it: boto3's, botocore's, aiobotocore's or aioboto3's. A client does not
            keep its session, and with it forgets its profile. It is needed only where the profile names
            endpoints, the session is gone, and the credentials do not tell the profile: a forwarded call then
            raises ``ProfileUnknownError``.

    Raises:
        SeamError: If the installed botocore makes calls in another way than the shim knows.
        UnsupportedClientError: If it is not a ``chime`` client.
        SettingsError: If a setting is unknown or wrong, and ``strict`` is set.
    """
    settings.activate()
    origin = None if session is None else attach.origin_of(existing_client, session)
    return _graft(existing_client, origin)


def successor(client: Any, service: str) -> Any:
    """Return the real successor client behind a ``chime`` client: the way out, a call at a time.

    It has the same session, credentials, config and, unless it was one of AWS's, endpoint; and, like a
    client that one makes oneself, nothing of chime_shim. It is made once for each client and service.
    For an async client it is to be awaited, and opened: ``async with await successor(...) as voice``.

    Args:
        client: A ``chime`` client, with or without the shim.
        service: Such as ``"chime-sdk-voice"``.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
        SuccessorMissingError: If the installed botocore has no such service.
    """
    return attach.successor(client, service)


def _graft(existing_client: Any, origin: Origin | None = None) -> Any:
    grafted = attach.graft(existing_client, enabled=_not_disabled, origin=origin)
    if grafted._chime_shim_given.settings.proxy_sessions is not None:
        from chime_shim.proxy_sessions import register

        register()
    return grafted


def _not_disabled() -> bool:
    return not settings.disabled()
