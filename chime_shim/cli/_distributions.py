"""chime_shim, and what has to be installed beside it where it is to run, as files."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from chime_shim import startup

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BESIDE", "belongs", "installed", "ours", "version"]

BESIDE = ("structlog", "wrapt")
"""The distributions that go with it. boto3 is not among them: where it runs, there is one."""

# What a program that only makes calls has no use for.
_FOR_DEVELOPERS = frozenset(
    {
        "__main__.py",
        "_models",
        "awscli_plugin",
        "cli",
        "doctor",
        "emulator",
        "examples",
        "fix",
        "places",
        "policy",
        "pytest_plugin.py",
        "report",
        "scan",
        "types",
        "witness",
    }
)
_COMPILED = {".pyd", ".so"}
_NOT_FOR_RUNNING = {".c", ".pyc"}
# What else a distribution's metadata has depends on who installed it, and when.
_METADATA = ("METADATA", "LICENSE*", "NOTICE*", "licenses/*")


def ours(*rooms: str) -> Iterator[tuple[str, bytes]]:
    """Give the files of chime_shim that a program needs to make calls: path and content.

    Args:
        *rooms: What is needed beside them, such as ``"awscli_plugin"``.
    """
    unneeded = _FOR_DEVELOPERS.difference(rooms)
    # An editable chime_shim is not where its metadata are.
    for file, data in installed("chime-shim"):
        if _is_metadata(PurePosixPath(file)):
            yield file, data
    package = Path(startup.__file__).parents[1]
    for path in package.rglob("*"):
        name = path.relative_to(package.parent)
        if path.is_file() and belongs(PurePosixPath(name)) and name.parts[1] not in unneeded:
            yield name.as_posix(), path.read_bytes()


def installed(name: str) -> Iterator[tuple[str, bytes]]:
    """Give the files of an installed distribution, without compiled parts: path and content.

    structlog has no such parts, and wrapt does without, only slower.

    Raises:
        ValueError: If it is not installed.
    """
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        raise ValueError(f"{name} is not installed here, and is needed: pip install {name}") from None
    for path in files:
        if belongs(path) and path.suffix not in _COMPILED:
            yield path.as_posix(), path.read_binary()


def version(name: str) -> str:
    """Return the version of an installed distribution, or an empty text."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def belongs(path: PurePosixPath) -> bool:
    """Tell whether a file of a distribution is for running it, or says whose it is."""
    if path.parts[0].endswith(".dist-info"):
        return _is_metadata(path)
    # Scripts are beside the library.
    return path.suffix not in _NOT_FOR_RUNNING and path.parts[0] != ".."


def _is_metadata(path: PurePosixPath) -> bool:
    return any(path.match(f"*.dist-info/{pattern}") for pattern in _METADATA)
