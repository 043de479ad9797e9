"""What is installed, and whether the shim fits it."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

import botocore

from chime_shim._models.versions import versions
from chime_shim.routes import ROUTES

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_botocore", "check_versions", "check_wire"]

_OLDEST = (1, 29, 133)
# Each of these puts functions of its own around botocore's.
_WRAPPING = (
    "aws-xray-sdk",
    "ddtrace",
    "elastic-apm",
    "newrelic",
    "opentelemetry-instrumentation-botocore",
    "sentry-sdk",
)


def check_versions() -> Iterator[Check]:
    """Name the releases, and say whether botocore is one that the shim knows."""
    found = versions()
    text = ", ".join(f"{name} {version}" for name, version in found.items())
    if _version(botocore.__version__) < _OLDEST:
        yield Check(
            "versions",
            "fail",
            f"botocore {botocore.__version__} is too old: install boto3 1.26.133 or later",
            (text,),
        )
    else:
        yield Check("versions", "ok", text)
    names = {each.name.lower() for each in metadata.distributions() if each.name}
    wrapping = [name for name in _WRAPPING if name in names]
    if wrapping:
        text = f"{', '.join(wrapping)}: installed, and may wrap botocore in a program"
        yield Check("wrappers", "note", text, ("chime-shim doctor -- PROGRAM shows what wraps what in one",))


def check_botocore() -> Iterator[Check]:
    """Say what of ``chime`` is left, and whether all successors are there."""
    from botocore.loaders import create_loader

    from chime_shim.legacy_api import removed_operations

    loader = create_loader()
    version = f"botocore {botocore.__version__}"
    if "chime" not in loader.list_available_services("service-2"):
        text = f"{version} has no chime any more: the shim brings what it takes"
    else:
        model = loader.load_service_model("chime", "service-2")
        left = len(removed_operations() & model["operations"].keys())
        if left:
            text = f"{version} still has {left} of the {len(ROUTES)} operations: the shim sends them on"
        else:
            text = f"{version} has chime, without the {len(ROUTES)} operations: the shim restores them"
    yield Check("chime", "ok", text)


def check_wire() -> Iterator[Check]:
    """Make every call, offline, and compare it with the successor's own."""
    from chime_shim.doctor._wire import compare_all

    compared = compare_all()
    dropped = sorted({each.operation for each in compared if each.dropped})
    different = [each for each in compared if not each.equal and not each.dropped]
    if dropped:
        yield Check(
            "dropped",
            "note",
            f"{len(dropped)} operations that AWS ended are gone from the installed botocore: each call "
            "raises OperationRetiredError",
            (", ".join(dropped),),
        )
    compared = [each for each in compared if not each.dropped]
    if different or not compared:
        yield Check(
            "requests",
            "fail",
            f"{len(different)} of {len(compared)} calls would not send what they should: look for a newer "
            "chime_shim",
            tuple(f"{each.operation} ({each.service}): {each.difference}" for each in different),
        )
    else:
        yield Check(
            "requests",
            "ok",
            f"all {len(compared)} calls, tried offline, send what the successors' own clients send, but for "
            "the end of the user agent",
        )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())
