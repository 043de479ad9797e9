"""The settings, and where the calls go with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chime_shim import settings
from chime_shim._graft.hosts import is_aws_endpoint, is_legacy_endpoint
from chime_shim.policy._needs import PRINCIPALS
from chime_shim.routes._services import VOICE
from chime_shim.settings import DEFAULT, FIELDS, LEGACY_REGION, shown

from ._check import Check
from ._seam import CREDENTIALS, described

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_credentials", "check_destinations", "check_settings", "check_telemetry"]

_CONTAINER = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
_ASK_THE_NETWORK = {"container-role", "iam-role"}
_LEGACY_ENDPOINT = "AWS_ENDPOINT_URL_CHIME"


def check_settings() -> Iterator[Check]:
    """Show what is set and where, and what is wrong with it."""
    resolved = settings.resolve()
    details = tuple(
        f"{name} = {shown(name, getattr(resolved.settings, name))} (from: {resolved.origins[name]})"
        for name in FIELDS
        if resolved.origins[name] != DEFAULT
    )
    text = f"{len(details)} of {len(FIELDS)} set" if details else "all are at their defaults"
    yield Check("settings", "ok", text, details)
    if resolved.problems:
        if resolved.settings.strict:
            text = "install() refuses to go on, as strict is set, and these are wrong"
            yield Check("settings", "fail", text, resolved.problems)
        else:
            yield Check("settings", "warn", "these are wrong, and passed over", resolved.problems)


def check_telemetry() -> Iterator[Check]:
    """Say whether what the setting ``telemetry`` needs is there."""
    from importlib.util import find_spec

    names = settings.resolve().settings.telemetry
    if names is not None and "otel" in names.split(",") and find_spec("opentelemetry") is None:
        text = 'otel needs opentelemetry-api: pip install "chime-shim[otel]"'
        yield Check("telemetry", "warn", text)


def check_destinations() -> Iterator[Check]:
    """Say where calls go, by successor."""
    import chime_shim

    services = (VOICE, *PRINCIPALS)
    destinations = []
    try:
        legacy = chime_shim.client("chime", "us-east-1", session=_session(), **CREDENTIALS)
        for service in services:
            meta = chime_shim.successor(legacy, service).meta
            destinations.append((service, meta.endpoint_url, meta.region_name))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was to be found out
        yield Check("destinations", "fail", f"the successors' clients cannot be made: {described(error)}")
        return
    details = tuple(f"{service}: {_host(url)}, {region}" for service, url, region in sorted(destinations))
    elsewhere = sorted({region for _, _, region in destinations} - {LEGACY_REGION})
    if all(is_aws_endpoint(url) for _, url, _ in destinations):
        yield Check("destinations", "ok", "calls go to AWS", details)
    else:
        yield Check("destinations", "note", "calls do not go to AWS, as an endpoint is configured", details)
    if elsewhere:
        text = f"calls go to {', '.join(elsewhere)}: what was made in the old namespace is in {LEGACY_REGION}"
        yield Check("destinations", "warn", text)
    if is_legacy_endpoint(os.environ.get(_LEGACY_ENDPOINT, "")):
        yield Check(
            "destinations", "warn", f"{_LEGACY_ENDPOINT} is a host of the old namespace: no successor answers"
        )


def check_credentials() -> Iterator[Check]:
    """Say whether the next call finds credentials and a region; neither AWS nor the network is asked."""
    try:
        session = _session()
        found = _credentials_are_near(session)
    except Exception as error:  # noqa: BLE001 - a profile that is broken or not there
        yield Check("credentials", "warn", f"the next call will fail: {described(error)}")
        return
    if not found:
        text = "none found: the next call will fail, with NoCredentialsError, unless the instance has a role"
        yield Check(
            "credentials", "warn", text, ("set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run: aws configure",)
        )
    if session.get_config_variable("region") is None:
        url = session.create_client("chime", "us-east-1", **CREDENTIALS).meta.endpoint_url
        remedy = ("set AWS_DEFAULT_REGION=us-east-1, or give boto3.client a region_name",)
        if is_aws_endpoint(url):
            yield Check(
                "region", "note", "none is set: chime calls go to us-east-1, other clients will fail", remedy
            )
        else:
            text = "none is set: with an endpoint of its own the next call will fail, with NoRegionError"
            yield Check("region", "warn", text, remedy)


def _credentials_are_near(session: Any) -> bool:
    """Tell whether a provider has credentials, without asking the network."""
    if any(name in os.environ for name in _CONTAINER):
        return True
    providers = session.get_component("credential_provider").providers
    return any(each.load() for each in providers if each.METHOD not in _ASK_THE_NETWORK)


def _session() -> Any:
    from botocore.session import Session

    return Session()


def _host(url: str) -> str:
    parts = urlsplit(url)
    # Not netloc, in which somebody may have put a password.
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
