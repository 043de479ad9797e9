"""Whom the server answers: nobody whom a browser was lured into asking.

A page anywhere on the web can have its visitor's browser send requests to the visitor's own machine. The
browser says in ``Origin`` where the page is from. If the page had its own name resolve to 127.0.0.1, the
browser says that name in ``Host``.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chime_shim.emulator._registry import SERVICES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ANY = "*"

# What SDKs put before any host, an emulator's too, for the operations that the legacy model had a prefix for.
_PREFIX = re.compile("(identity|messaging)-")
_EMULATED = [re.compile(host) for hosts in SERVICES.values() for host in hosts]
_AWS = (".amazonaws.com", ".api.aws")


def refusal(environ: Mapping[str, str], allowed: Collection[str] = ()) -> str | None:
    """Say why a request is not answered, or None if it is.

    Args:
        environ: The request, as WSGI has it.
        allowed: Names of hosts that may be asked for, and whose pages may ask, beside this machine's own;
            ``*`` is any.
    """
    if ANY in allowed:
        return None
    host = _name(f"//{environ.get('HTTP_HOST', '')}")
    if environ.get("HTTP_HOST") and not (_is_local(host, allowed) or _is_address(host) or _is_amazons(host)):
        return f"the Host {environ['HTTP_HOST']!r} is foreign"
    origin = environ.get("HTTP_ORIGIN")
    if origin is None:
        return None
    page = _name(origin)
    if _is_local(page, allowed) or (page == host and _is_address(host)):
        return None
    return f"the Origin {origin!r} is foreign"


def _name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:  # an address in brackets that is none
        return ""


def _is_local(host: str, allowed: Collection[str]) -> bool:
    bare = _PREFIX.sub("", host, count=1) if _PREFIX.match(host) else host
    if bare in {"localhost", *allowed} or host in allowed or bare.endswith(".localhost"):
        return True
    return _is_address(bare) and ipaddress.ip_address(bare).is_loopback


def _is_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_amazons(host: str) -> bool:
    return host.endswith(_AWS) or any(pattern.fullmatch(f"http://{host}") for pattern in _EMULATED)
