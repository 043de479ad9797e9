"""Which hosts are AWS's, and which of them are the old namespace's own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["is_aws_endpoint", "is_botocores_own", "is_legacy_endpoint"]

# Every host that botocore's own rules and lists ever gave a ``chime`` client, and nothing else. A service
# that merely has "chime" in its name is the application's own. ``messaging-`` and ``identity-`` are the
# prefixes that the legacy model put before any host. The domains are those of AWS's partitions.
_LEGACY_HOST = re.compile(
    r"""
    (?:messaging-|identity-)?
    (?:
        service\.chime\.aws\.amazon\.com
      | chime(?:-fips)?
        \.[a-z]{2,4}(?:-[a-z]+)+-\d+
        \.(?:
            amazonaws\.com(?:\.cn)? | amazonaws\.eu | api\.aws | api\.amazonwebservices\.(?:com\.cn|eu)
          | c2s\.ic\.gov | sc2s\.sgov\.gov | cloud\.adc-e\.uk | csp\.hci\.ic\.gov
          | api\.aws\.ic\.gov | api\.aws\.scloud | api\.cloud-aws\.adc-e\.uk | api\.aws\.hci\.ic\.gov
        )
    )
    """,
    re.VERBOSE,
)


def is_aws_endpoint(url: str) -> bool:
    """Tell whether ``url`` is a public AWS endpoint, not an emulator, a proxy or a VPC endpoint."""
    host = _host(url)
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".aws.amazon.com", ".api.aws")) and (
        not host.endswith(".vpce.amazonaws.com")
    )


def is_legacy_endpoint(url: str) -> bool:
    """Tell whether ``url`` is one of Chime's own old hosts, which no successor answers; the port is any."""
    return _LEGACY_HOST.fullmatch(_host(url)) is not None


def is_botocores_own(url: str) -> bool:
    """Tell whether ``url`` is the old endpoint as botocore gives it by itself: nobody need have named it."""
    return is_legacy_endpoint(url) and url.startswith("https://chime") and url == f"https://{_host(url)}"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:  # botocore's to complain about
        return ""
