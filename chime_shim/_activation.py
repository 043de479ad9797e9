"""Switching the shim on and off: the only file that patches.

These functions of botocore are wrapped, and only these (and the first and the last in aiobotocore):

* ``botocore.session.Session.create_client``, for clients that are made from now on;
* ``get_available_services`` and ``get_service_data`` of it, for a botocore that has no ``chime``;
* ``botocore.client.BaseClient.__getattr__``, for clients that were made before and that ``install()`` did not
  find: it runs only for names that a client does not have.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from chime_shim import settings
from chime_shim._graft import hooks
from chime_shim._links import TROUBLESHOOTING_URL
from chime_shim._patches.imports import (
    at_next_import,
    is_being_imported,
    register_post_import_hook,
    unregister_post_import_hooks,
    wait_for_import,
)
from chime_shim._patches.patches import Patch, load_wrapt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType, TracebackType

    from typing_extensions import Unpack

    from chime_shim.settings.changes import Changes

__all__ = ["Activation", "install", "is_active"]

_logger = logging.getLogger("chime_shim")
# Never held while waiting for an import: who imports botocore takes it, with the import's lock in hand.
_lock = threading.RLock()
_observing = threading.Lock()
if hasattr(os, "register_at_fork"):  # a thread that held one is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]
    os.register_at_fork(after_in_child=_observing._at_fork_reinit)  # type: ignore[attr-defined]
_activations: set[Activation] = set()
# Why a package is not patched.
_misfits: dict[str, str] = {}


class Activation:
    """One activation of the shim: ``uninstall()`` ends it, as does leaving it as a context manager.

    The shim is active as long as one activation is: each ``install()`` needs an ``uninstall()`` of its own.
    """

    def uninstall(self) -> None:
        """End this activation. If it was the last one, botocore is as it was; a second call does nothing.

        A client that was made while the shim was active then behaves as one that was made without it: the
        removed operations raise ``AttributeError``.
        """
        with _lock:
            _activations.discard(self)
        _settle()

    def __enter__(self) -> Activation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.uninstall()


def install(**changes: Unpack[Changes]) -> Activation:
    """Make the removed operations work again on every ``chime`` client of the process.

    Call it before or after boto3 is imported, sessions are made or clients exist, any number of times, and
    from any thread, even while others import boto3. It imports nothing of botocore by itself. If the
    installed botocore cannot be patched, one line in the log says why, and botocore stays as it is. Another
    call repairs what was undone in the meantime.

    Args:
        **changes: Settings of the whole process, such as ``region="us-west-2"``; what is not given stays as
            it is. ``chime-shim settings`` explains all of them. The environment has precedence, and what is
            not set there or here is looked for in ``[tool.chime_shim]`` of the nearest pyproject.toml, which
            is read once for each process. A setting that is unknown or wrong is logged as a warning, and
            passed over.

    Returns:
        The activation, to be kept if it is to be undone.

    Raises:
        SettingsError: If there is such a setting, and ``strict`` is set. The shim is not installed then.
    """
    settings.activate(**changes)
    activation = Activation()
    with _lock:
        _activations.add(activation)
    try:
        _settle()
    except BaseException:
        activation.uninstall()
        raise
    return activation


def is_active() -> bool:
    """Tell whether the shim is installed, and not switched off by ``CHIME_SHIM_DISABLED``."""
    return bool(_activations) and not settings.disabled()


def _create_client(
    wrapped: Callable[..., Any], session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    # The name comes first: a client of another service costs this one comparison.
    if (args[0] if args else kwargs.get("service_name")) != "chime" or not is_active():
        return wrapped(*args, **kwargs)
    with _prepared(session, args, kwargs) as (given, named):
        return _graft(wrapped(*given, **named), session, given, named)


def _create_async_client(
    wrapped: Callable[..., Any], session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    if (args[0] if args else kwargs.get("service_name")) != "chime" or not is_active():
        return wrapped(*args, **kwargs)

    async def created() -> Any:
        with _prepared(session, args, kwargs) as (given, named):
            return _graft(await wrapped(*given, **named), session, given, named)

    return created()


def _of_services(
    wrapped: Callable[..., Any], session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """Answer what a session is asked about services: a botocore without ``chime`` would deny it."""
    if not is_active():
        return wrapped(*args, **kwargs)
    with _prepared(session, ("chime",), {}):
        return wrapped(*args, **kwargs)


@contextlib.contextmanager
def _prepared(session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Iterator[Any]:
    """Prepare a session to make a ``chime`` client; a damaged installation leaves it as it is."""
    from chime_shim._graft.sessions import prepared
    from chime_shim.legacy_api import MissingDataError

    with contextlib.ExitStack() as stack:
        try:
            args, kwargs = stack.enter_context(prepared(session, args, kwargs))
        except MissingDataError as error:
            _tell_of_misfit(error)
        yield args, kwargs


def _graft(client: Any, session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    from chime_shim._graft.origin import Origin

    return _grafted(client, Origin.of_call(session, args, kwargs)) or client


def _grafted(client: Any, origin: Any = None) -> Any:
    """Graft ``client``, or return None: a botocore that we do not know must not stop an application."""
    from chime_shim._graft.attach import graft

    try:
        return _with_proxy_sessions(graft(client, enabled=is_active, origin=origin))
    except Exception as error:  # noqa: BLE001 - whatever it is
        _tell_of_misfit(error)
        return None


def _with_proxy_sessions(client: Any) -> Any:
    if client._chime_shim_given.settings.proxy_sessions is not None:
        from chime_shim.proxy_sessions import register

        register()
    return client


def _adopted(client: Any) -> None:
    """Give the graft to a client that was made before."""
    from chime_shim._graft.early import adopt

    try:
        adopt(client, enabled=is_active)
        _with_proxy_sessions(client)
    except Exception as error:  # noqa: BLE001 - as above
        _tell_of_misfit(error)


def _tell_of_misfit(error: Exception) -> None:
    from chime_shim.errors import SeamError
    from chime_shim.legacy_api import MissingDataError

    if isinstance(error, (MissingDataError, SeamError)):
        problem = str(error)
    else:
        problem = f"it does not fit the installed botocore ({type(error).__name__}: {error})"
    _log(problem.removesuffix("."))


def _getattr(wrapped: Callable[[str], Any], client: Any, args: tuple[str], kwargs: Mapping[str, Any]) -> Any:
    try:
        return wrapped(*args, **kwargs)
    except AttributeError:
        if args[0].startswith("_") or not is_active() or not _is_chime(client):
            raise
        _adopted(client)
        if not hasattr(type(client), args[0]):
            raise
    return getattr(client, *args)


def _is_chime(client: Any) -> bool:
    meta = vars(client).get("meta")
    return meta is not None and meta.service_model.service_name == "chime"


_PATCHES = (
    Patch("botocore.session", "Session.create_client", _create_client),
    Patch("botocore.session", "Session.get_available_services", _of_services),
    Patch("botocore.session", "Session.get_service_data", _of_services),
    Patch("botocore.client", "BaseClient.__getattr__", _getattr),
    Patch("aiobotocore.session", "AioSession._create_client", _create_async_client),
    Patch("aiobotocore.client", "AioBaseClient.__getattr__", _getattr),
)
_PACKAGES = tuple(dict.fromkeys(patch.package for patch in _PATCHES))


def _settle() -> None:
    """Make everything as the present activations want it. It may be called at any time, and repairs."""
    if _activations:
        try:
            load_wrapt()  # before there is a lock, or a hook
        except Exception as error:  # noqa: BLE001 - a broken installation must not stop an application
            _complain("wrapt", f"wrapt cannot be imported ({type(error).__name__}: {error})")
            return
        for patch in _PATCHES:
            register_post_import_hook(_imported, patch.module)
        for patch in _PATCHES:
            wait_for_import(patch.module)
    with _lock:
        _misfits.clear()
        _patch()
        if not _activations:
            unregister_post_import_hooks()
    _settle_early_clients()
    with _observing:
        if not _activations:
            hooks.dismiss()
        elif not settings.disabled():
            hooks.arrange(settings.live())  # clients see to it, too; but a program that starts counts


def _settle_early_clients() -> None:
    """Give the graft to ``chime`` clients that were made before, or take it from them, without the lock."""
    base = getattr(sys.modules.get("botocore.client"), "BaseClient", None)
    if base is None or not base.__subclasses__() or (_activations and (_misfits or settings.disabled())):
        return
    from chime_shim._graft.early import settle

    settle(base, _adopted, lambda: bool(_activations))


def _patch() -> None:
    """Patch what is loaded, or take our patches away where nobody wants them. The caller holds the lock."""
    unfinished = [package for package in _PACKAGES if not _patch_package(package)]
    at_next_import(_imported if unfinished else None)


def _patch_package(package: str) -> bool:
    """Patch all of a package, or nothing; return False if a module is in the middle of its import."""
    patches = [patch for patch in _PATCHES if patch.package == package]
    loaded = [(patch, sys.modules[patch.module]) for patch in patches if patch.module in sys.modules]
    lacking = [patch for patch, module in loaded if patch.is_lacking(module)]
    if _activations and not lacking:
        for patch, module in loaded:
            patch.apply(module)
    else:
        for patch in patches:
            patch.remove()
    gone = [patch.path for patch in lacking if not is_being_imported(patch.module)]
    if _activations and gone:
        _complain(package, f"the installed {package} has no {' and no '.join(gone)}")
    return not any(is_being_imported(patch.module) for patch in patches)


def _complain(package: str, problem: str) -> None:
    if _misfits.get(package) != problem:
        _misfits[package] = problem
        _log(problem)


def _log(problem: str) -> None:
    _logger.error(
        "chime_shim is not at work: %s. boto3.client('chime') is left as it is. See %s",
        problem,
        TROUBLESHOOTING_URL,
    )


def _imported(*_: ModuleType) -> None:
    """Patch at the end of an import, which no problem of ours may disturb."""
    try:
        with _lock:
            _patch()
    except Exception:
        _logger.exception("chime_shim could not patch what was imported")
