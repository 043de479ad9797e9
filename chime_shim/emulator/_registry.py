"""The services that moto is told of, and the hosts they answer for."""

from __future__ import annotations

import importlib
from types import MappingProxyType

from chime_shim.emulator._moto import add_service

LEGACY = "chime"

_OLD_HOST = r"service\.chime\.aws\.amazon\.com"
"""The host of before November 2020, which old code still names by hand; botocore puts its prefixes before."""

SERVICES = MappingProxyType(
    {
        "chime-sdk-identity": (
            r"https?://identity-chime\.(.+)\.amazonaws\.com",
            rf"https?://identity-{_OLD_HOST}",
        ),
        "chime-sdk-media-pipelines": (r"https?://media-pipelines-chime\.(.+)\.amazonaws\.com",),
        "chime-sdk-meetings": (r"https?://meetings-chime\.(.+)\.amazonaws\.com",),
        "chime-sdk-messaging": (
            r"https?://messaging-chime\.(.+)\.amazonaws\.com",
            rf"https?://messaging-{_OLD_HOST}",
        ),
        "chime-sdk-voice": (r"https?://voice-chime\.(.+)\.amazonaws\.com",),
        LEGACY: (r"https?://chime\.(.+)\.amazonaws\.com", rf"https?://{_OLD_HOST}"),
    }
)
"""From a service's name to patterns of its hosts. The legacy one is last: on a server, where all have one
host, its successors get the paths that they share with it."""


def register() -> None:
    """Tell moto of every service. Doing so again changes nothing."""
    for service, hosts in SERVICES.items():
        add_service(service, importlib.import_module(package(service)), hosts)


def package(service: str) -> str:
    """Name the package that a service lives in."""
    return f"chime_shim.emulator.{service.replace('-', '_')}"
