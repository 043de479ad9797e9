"""The data files beside this one, be the package in a directory, a zip file or a packaged program."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

__all__ = ["EXTRAS", "HERE", "PHONE_NUMBERS", "STANDALONE", "MissingDataError", "on_disk", "read"]

HERE = Path(__file__).parent

_CHIME = "chime/2018-05-01"
EXTRAS = f"{_CHIME}/service-2.sdk-extras.json.gz"
STANDALONE = "standalone"
PHONE_NUMBERS = "phone_numbers.json.gz"

# By directory on botocore's data path, what is in it.
_FILES = {
    "": (EXTRAS,),
    STANDALONE: (f"{_CHIME}/service-2.json.gz", f"{_CHIME}/endpoint-rule-set-1.json.gz"),
}


class MissingDataError(OSError):
    """A data file of the package is not there, or cannot be read."""


def read(name: str) -> bytes:
    """Return the content of a data file.

    Args:
        name: Its path, relative to this directory.

    Raises:
        MissingDataError: The message names the file, and says what to do.
    """
    path = HERE / name
    # Importers for zip files and packaged programs read what is inside of them by the same function.
    read_file = getattr(getattr(__spec__, "loader", None), "get_data", None) or _read_file
    try:
        content: bytes = read_file(str(path))
    except OSError as error:
        raise MissingDataError(
            f"chime_shim's data file {path} cannot be read ({error.strerror or error}). Install chime_shim "
            "again; in a packaged program, include the package's data files"
        ) from error
    return content


def _read_file(path: str) -> bytes:
    return Path(path).read_bytes()


@functools.cache
def on_disk(directory: str) -> str:
    """Return a real directory for botocore's data path, which has to be one.

    Args:
        directory: ``""`` for the extras, or ``STANDALONE``.

    Returns:
        The directory of the package, or a copy of it, which is removed when the process ends.

    Raises:
        MissingDataError: If a file of it is missing.
    """
    there = HERE / directory
    if there.is_dir():
        return str(there)
    copy = Path(tempfile.mkdtemp(prefix="chime_shim-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    for name in _FILES[directory]:
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(read(f"{directory}/{name}" if directory else name))
    return str(copy)
