"""Which endpoint the environment and the AWS config name for a service: as boto3 documents it.

Asked of a made client, one could not tell an endpoint that somebody named from botocore's own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from botocore.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANY_SERVICE", "endpoint_named_in", "named_endpoint"]

ANY_SERVICE = "*"
"""Stands for a service that nobody names: it has the endpoint that is named for all services."""

_IGNORE = "ignore_configured_endpoint_urls"


def named_endpoint(session: Any, service: str, config: Any = None) -> str | None:
    """Return the endpoint that a client of ``session`` has for ``service``, if one is named for it.

    Args:
        session: A botocore session.
        service: botocore's name of the service, or ``ANY_SERVICE``.
        config: The ``Config`` that the client is made with, or None.
    """
    if _IGNORE not in Config.OPTION_DEFAULTS:  # botocore before 1.31 knows no named endpoints
        return None
    ignored = getattr(config, _IGNORE, None)
    if ignored is None:
        ignored = session.get_config_variable(_IGNORE)
    if ignored:
        return None
    return endpoint_named_in(session.get_scoped_config(), session.full_config, service)


def endpoint_named_in(profile: Mapping[str, Any], config: Mapping[str, Any], service: str) -> str | None:
    """Return the endpoint named for ``service``, the nearest first, as in AWS's reference guide of SDKs.

    Args:
        profile: The profile's part of the AWS config.
        config: All of the AWS config.
        service: botocore's name of the service, or ``ANY_SERVICE``.
    """
    name = service.replace("-", "_")
    section = config.get("services", {}).get(profile.get("services"), {})
    of_service = section.get(name, {}) if isinstance(section, dict) else {}
    return (
        (os.environ.get(f"AWS_ENDPOINT_URL_{name.upper()}") if service != ANY_SERVICE else None)
        or os.environ.get("AWS_ENDPOINT_URL")
        or (of_service.get("endpoint_url") if isinstance(of_service, dict) else None)
        or profile.get("endpoint_url")
        or None
    )
