"""The five services that the legacy operations went to, and AWS's pages about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "IDENTITY",
    "MEDIA_PIPELINES",
    "MEETINGS",
    "MESSAGING",
    "MIGRATION_PAGE",
    "SERVICES",
    "VOICE",
    "reference_page",
]

VOICE = "chime-sdk-voice"
MEETINGS = "chime-sdk-meetings"
MESSAGING = "chime-sdk-messaging"
IDENTITY = "chime-sdk-identity"
MEDIA_PIPELINES = "chime-sdk-media-pipelines"

SERVICES = (IDENTITY, MEDIA_PIPELINES, MEETINGS, MESSAGING, VOICE)
"""botocore's names of the five."""

MIGRATION_PAGE = "https://docs.aws.amazon.com/chime-sdk/latest/dg/migrate-from-chm-namespace.html"

# What AWS's API reference calls them.
_REFERENCE: Mapping[str, str] = {
    VOICE: "voice-chime",
    MEETINGS: "meeting-chime",
    MESSAGING: "messaging-chime",
    IDENTITY: "identity-chime",
    MEDIA_PIPELINES: "media-pipelines-chime",
}


def reference_page(service: str, operation: str) -> str:
    """Return the address of an operation's page in AWS's API reference."""
    return f"https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_{_REFERENCE[service]}_{operation}.html"
