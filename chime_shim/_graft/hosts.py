"""Which hosts are AWS's, and which of them are the old namespace's."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["is_aws_endpoint", "is_legacy_endpoint"]


def is_aws_endpoint(url: str) -> bool:
    """Tell whether ``url`` is a public AWS endpoint, not an emulator, a proxy or a VPC endpoint."""
    host = urlsplit(url).hostname or ""
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".aws.amazon.com", ".api.aws")) and (
        not host.endswith(".vpce.amazonaws.com")
    )


def is_legacy_endpoint(url: str) -> bool:
    """Tell whether ``url`` is a host of the old namespace, which no successor answers."""
    return is_aws_endpoint(url) and "chime" in (urlsplit(url).hostname or "")
