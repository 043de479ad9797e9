"""The seam: where the shim is put into botocore, and who else is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from chime_shim import _activation, settings
from chime_shim._patches.patches import layers as layers_of

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CREDENTIALS", "check_installed", "check_possible"]

# Made up, so that nothing asks for real ones.
CREDENTIALS = {"aws_access_key_id": "AKIDDOCTOR", "aws_secret_access_key": "none"}

# Beside those that the shim wraps: what is around these sees a legacy call, too.
_OTHERS = (
    ("botocore.client", "BaseClient._make_api_call"),
    ("botocore.endpoint", "Endpoint.make_request"),
    ("botocore.endpoint", "Endpoint._send"),
    ("aiobotocore.client", "AioBaseClient._make_api_call"),
)
_ROOTS = frozenset({"aiobotocore", "botocore"})


def check_possible() -> Iterator[Check]:
    """Say whether the shim can be switched on here, by doing it."""
    from botocore.session import Session

    import chime_shim
    from chime_shim._graft.base import Grafted

    if settings.disabled():
        yield _disabled()
        return
    try:
        with chime_shim.install():
            client = Session().create_client("chime", "us-east-1", **CREDENTIALS)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was to be found out
        yield Check("activation", "fail", f"no chime client can be made: {described(error)}")
        return
    if isinstance(client, Grafted):
        yield Check("activation", "ok", "install() works here: a client of boto3's gets the operations")
    else:
        yield Check(
            "activation",
            "fail",
            "install() does not fit the installed botocore: look for a newer chime_shim",
        )


def check_installed() -> Iterator[Check]:
    """Say whether the shim is at work in this process, and what else is around the same functions."""
    if settings.disabled():
        yield _disabled()
    elif not _activation.is_active():
        yield Check("activation", "warn", "the shim is not installed: the program ended its activation")
    else:
        patched = [name for name, ours, _ in _seams() if ours]
        if patched:
            yield Check("activation", "ok", f"the shim is installed, and is in {', '.join(patched)}")
        else:
            yield Check(
                "activation", "note", "the shim is installed, and the program never imported botocore"
            )
    yield from _wrappers()


def described(error: Exception) -> str:
    """Say what an error is; in its own words only if these are botocore's about the configuration."""
    from botocore.exceptions import ConfigNotFound, ConfigParseError, ProfileNotFound

    known = (ConfigNotFound, ConfigParseError, ProfileNotFound)
    return f"{type(error).__name__}: {error}" if isinstance(error, known) else type(error).__name__


def _disabled() -> Check:
    return Check("activation", "warn", "CHIME_SHIM_DISABLED is set: the shim is switched off")


def _wrappers() -> Iterator[Check]:
    active = _activation.is_active()
    for name, ours, layers in _seams():
        others = [each for each in layers[:-1] if each not in {"chime_shim", *_ROOTS}]
        if layers[-1] not in _ROOTS:
            yield Check(
                "wrappers",
                "warn",
                f"{name} was replaced by a function of {layers[-1]}: what was under it is not called, or "
                "cannot be seen",
            )
        elif ours is False and active:
            yield Check(
                "wrappers", "fail", f"{name} is without the shim: somebody took it away after install()"
            )
        if others:
            yield Check(
                "wrappers",
                "note",
                f"{name} is wrapped by {', '.join(others)} too, legacy calls included",
                (f"from the outermost: {', '.join(layers)}",),
            )


def _seams() -> Iterator[tuple[str, bool | None, list[str]]]:
    """Give the functions that are loaded: name, whether the shim is in them (None: it need not), layers."""
    ours = [(patch.module, patch.path) for patch in _activation._PATCHES]
    for module_name, path in (*ours, *_OTHERS):
        module = sys.modules.get(module_name)
        if module is None:
            continue
        owner, _, attribute = path.partition(".")
        function = vars(getattr(module, owner)).get(attribute)
        if function is not None:
            layers = [_package(layer) for layer in layers_of(function)]
            wanted = (module_name, path) in ours
            yield path, ("chime_shim" in layers) if wanted else None, layers


def _package(layer: Any) -> str:
    """Name the package that a layer is from, not the one of what it wraps."""
    function = getattr(layer, "_self_wrapper", layer)
    function = getattr(function, "__func__", function)
    names = getattr(function, "__globals__", None)
    module = names.get("__name__") if names is not None else type(function).__module__
    return str(module or "?").partition(".")[0]
