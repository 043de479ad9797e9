"""Switching the shim on and off: the only file that patches.

Two functions of botocore are wrapped, and only these (and their like in aiobotocore):

* ``botocore.session.Session.create_client``, for clients that are made from now on;
* ``botocore.client.BaseClient.__getattr__``, for clients that were made before: it runs only for names that a
  client does not have.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from wrapt import FunctionWrapper, register_post_import_hook

from chime_shim import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType, TracebackType

__all__ = ["Activation", "install", "is_active"]

_lock = threading.RLock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]
_activations: set[Activation] = set()
_hooked = False
# The twins of clients that were made before activation.
_twins: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


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
            if self in _activations:
                _activations.remove(self)
                if not _activations:
                    _unpatch()
                    _stop_observing()

    def __enter__(self) -> Activation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.uninstall()


def install(**changes: Any) -> Activation:
    """Make the removed operations work again on every ``chime`` client of the process.

    It may be called before or after boto3 is imported, sessions are made or clients exist, any number of
    times, and from any thread. It imports nothing of botocore by itself.

    Args:
        **changes: Settings of the whole process, such as ``region="us-west-2"``; what is not given stays as
            it is. ``chime-shim settings`` explains all of them. The environment has precedence, and what is
            not set there or here is looked for in ``[tool.chime_shim]`` of pyproject.toml. A setting that is
            unknown or wrong is logged as a warning, and passed over.

    Returns:
        The activation, to be kept if it is to be undone.

    Raises:
        SettingsError: If there is such a setting, and ``strict`` is set. The shim is not installed then.
    """
    activation = Activation()
    with _lock:
        settings.activate(**changes)
        _activations.add(activation)
        _patch()
        _observe()
    return activation


def is_active() -> bool:
    """Tell whether the shim is installed, and not switched off by ``CHIME_SHIM_DISABLED``."""
    return bool(_activations) and not settings.disabled()


def _observe() -> None:
    # Clients see to it, too; but that a program was started is worth counting.
    if not settings.disabled():
        from chime_shim.events import arrange

        arrange(settings.live())


def _stop_observing() -> None:
    from chime_shim.events import dismiss

    dismiss()


def _create_client(
    wrapped: Callable[..., Any], session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    # The name comes first: a client of another service costs this one comparison.
    if (args[0] if args else kwargs.get("service_name")) != "chime" or not is_active():
        return wrapped(*args, **kwargs)
    args, kwargs = _prepare(session, args, kwargs)
    return _graft(wrapped(*args, **kwargs), session, args, kwargs)


def _create_async_client(
    wrapped: Callable[..., Any], session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    if (args[0] if args else kwargs.get("service_name")) != "chime" or not is_active():
        return wrapped(*args, **kwargs)

    args, kwargs = _prepare(session, args, kwargs)
    creating = wrapped(*args, **kwargs)

    async def created() -> Any:
        return _graft(await creating, session, args, kwargs)

    return created()


def _prepare(session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    from chime_shim._graft.sessions import prepare

    return prepare(session, args, kwargs)


def _graft(client: Any, session: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    from chime_shim._graft.successors import Origin

    return _grafted(client, Origin.of_call(session, args, kwargs)) or client


def _grafted(client: Any, origin: Any = None) -> Any:
    """Graft ``client``, or return None: a botocore that we do not know must not stop an application."""
    from chime_shim._graft.attach import graft

    try:
        grafted = graft(client, enabled=is_active, origin=origin)
        if grafted._chime_shim.settings.proxy_sessions is not None:
            from chime_shim.proxy_sessions import register

            register()
    except Exception:
        logging.getLogger("chime_shim").exception(
            "chime_shim does not fit the installed botocore: boto3.client('chime') is left as it is. "
            "Look for a newer chime_shim, or see 'Troubleshooting' in migration_guide.md."
        )
        return None
    return grafted


def _getattr(wrapped: Callable[[str], Any], client: Any, args: tuple[str], kwargs: Mapping[str, Any]) -> Any:
    try:
        return wrapped(*args, **kwargs)
    except AttributeError:
        twin = _twin_with(client, *args) if is_active() else None
        if twin is None:
            raise
    return getattr(twin, *args)


def _twin_with(client: Any, name: str) -> Any:
    """Return the twin of a ``chime`` client made before activation, if the twin has ``name``."""
    meta = vars(client).get("meta")
    if meta is None or meta.service_model.service_name != "chime" or name.startswith("_"):
        return None
    with _lock:
        twin = _twins.get(client)
        if twin is None:
            from chime_shim._graft.base import Grafted

            if isinstance(client, Grafted) or (twin := _grafted(client)) is None:
                return None
            _twins[client] = twin
    return twin if hasattr(type(twin), name) else None


# module of botocore, name in it, wrapper
_PATCHES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("botocore.session", "Session.create_client", _create_client),
    ("botocore.client", "BaseClient.__getattr__", _getattr),
    ("aiobotocore.session", "AioSession._create_client", _create_async_client),
    ("aiobotocore.client", "AioBaseClient.__getattr__", _getattr),
)


def _patch() -> None:
    global _hooked  # noqa: PLW0603 - import hooks cannot be taken back
    if _hooked:
        for module_name in {patch[0] for patch in _PATCHES} & set(sys.modules):
            _patch_module(sys.modules[module_name])
    else:
        _hooked = True
        for module_name in dict.fromkeys(patch[0] for patch in _PATCHES):
            register_post_import_hook(_patch_module, module_name)


def _patch_module(module: ModuleType) -> None:
    with _lock:
        if not _activations:
            return
        for owner, attribute, wrapper in _patches_of(module):
            if not any(_is_ours(layer, wrapper) for layer in _layers(vars(owner)[attribute])):
                setattr(owner, attribute, FunctionWrapper(vars(owner)[attribute], wrapper))


def _unpatch() -> None:
    for module_name in {patch[0] for patch in _PATCHES} & set(sys.modules):
        for owner, attribute, wrapper in _patches_of(sys.modules[module_name]):
            current = vars(owner)[attribute]
            # Under another library's wrapper ours has to stay: it is switched off, and lets every call pass.
            if _is_ours(current, wrapper):
                setattr(owner, attribute, current.__wrapped__)


def _patches_of(module: ModuleType) -> Iterator[tuple[type[Any], str, Callable[..., Any]]]:
    for module_name, path, wrapper in _PATCHES:
        if module_name == module.__name__:
            owner, attribute = path.split(".")
            yield getattr(module, owner), attribute, wrapper


def _is_ours(function: Any, wrapper: Callable[..., Any]) -> bool:
    return getattr(function, "_self_wrapper", None) is wrapper


def _layers(function: Any) -> Iterator[Any]:
    while function is not None:
        yield function
        function = getattr(function, "__wrapped__", None)
