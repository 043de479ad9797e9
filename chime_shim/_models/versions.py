"""The installed releases of all that takes part in a call."""

from __future__ import annotations

from platform import python_version

from chime_shim._version import __version__

__all__ = ["versions"]

# What takes part in a call, or in its tests; chime_shim needs the first four.
_PACKAGES = (
    "boto3",
    "botocore",
    "structlog",
    "wrapt",
    "aiobotocore",
    "aioboto3",
    "awscli",
    "moto",
    "opentelemetry-api",
    "s3transfer",
    "urllib3",
)


def versions() -> dict[str, str]:
    """Name the installed releases of all that matters."""
    from importlib import metadata  # which takes longer to import than all else here

    installed = {each.name: each.version for each in metadata.distributions()}
    found = {"python": python_version(), "chime_shim": __version__}
    found |= {package: installed[package] for package in _PACKAGES if package in installed}
    if "wrapt" in found:
        from wrapt import FunctionWrapper

        # Only a class in Python has methods with code.
        compiled = not hasattr(FunctionWrapper.__init__, "__code__")
        found["wrapt"] += " (compiled)" if compiled else " (pure Python)"
    return found
