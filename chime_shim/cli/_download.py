"""Wheels from the package index, fetched with pip."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["DownloadError", "download"]


class DownloadError(Exception):
    """pip could not get the wheel."""


def download(requirements: Sequence[str], directory: Path, *options: str) -> None:
    """Download the wheels of the requirements, and of nothing else, with pip.

    Args:
        requirements (Sequence[str]): What to download, such as ``"botocore==1.37.1"``.
        directory (Path): Where to; made when missing.
        options (str): Further options of ``pip download``.

    Raises:
        DownloadError: pip failed, or is not there; its own words are in the message.
    """
    directory.mkdir(parents=True, exist_ok=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "download", *quiet, *options, *requirements, "-d", str(directory)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no outside input
    if result.returncode:
        names = " and ".join(requirements)
        raise DownloadError(f"pip could not download {names}:\n{result.stderr.strip()}")
