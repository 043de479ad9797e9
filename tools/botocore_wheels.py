"""botocore's own wheels, as the source of the legacy model: fetched with pip, pinned by hash, cached."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.cli._download import download

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ENDPOINT_RULES",
    "FIRST_WITHOUT",
    "LAST_WITH",
    "Wheel",
    "WheelError",
    "fetch",
    "read_model",
]

MODEL = "botocore/data/chime/2018-05-01/service-2.json.gz"
ENDPOINT_RULES = "botocore/data/chime/2018-05-01/endpoint-rule-set-1.json.gz"


class WheelError(Exception):
    """A botocore wheel is not what it should be; the message says what to do."""


@dataclass(frozen=True)
class Wheel:
    """A release of botocore, and the hash of its wheel.

    Args:
        version (str): The release, such as ``"1.37.1"``.
        sha256 (str): The hash of the wheel file, in hexadecimal.
    """

    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """The name that the package index gives the wheel."""
        return f"botocore-{self.version}-py3-none-any.whl"


LAST_WITH = Wheel("1.37.1", "c1db1bfc5d8c6b3b6d1ca6794f605294b4264e82a7e727b88e0fef9c2b9fbb9c")
# The first release without the operations, and not the installed one, is what 1.37.1 is compared with:
# the extras must not depend on which botocore happens to be there when they are made.
FIRST_WITHOUT = Wheel("1.37.2", "5f59b966f3cd0c8055ef6f7c2600f7db5f8218071d992e5f95da3f9156d4370f")


def fetch(wheel: Wheel, directory: Path) -> Path:
    """Find a wheel in a directory, or download it there with pip, and verify its hash.

    Args:
        wheel (Wheel): The wheel to get.
        directory (Path): Where wheels are kept from one run to the next; made when missing.

    Returns:
        The path of the verified wheel.

    Raises:
        DownloadError: pip failed; its own words are in the message.
        WheelError: The file has another hash than the pinned one.
    """
    path = directory / wheel.file_name
    if not path.exists():
        download([f"botocore=={wheel.version}"], directory)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wheel.sha256:
        raise WheelError(
            f"{path} is not the wheel that was published: its sha256 is {found}, not {wheel.sha256}. "
            "Remove the file and run again."
        )
    return path


def read_model(wheel: Path, member: str = MODEL) -> dict[str, Any]:
    """Read the ``chime`` service description out of a wheel, without unpacking or importing it.

    Args:
        wheel (Path): A wheel of botocore.
        member (str): The file in the wheel, if not the service description.

    Returns:
        The parsed ``service-2.json``, or other file, in the order of the file.

    Raises:
        WheelError: The file is not a wheel of botocore, or is damaged.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            model: dict[str, Any] = json.loads(gzip.decompress(archive.read(member)))
    except KeyError:
        raise WheelError(f"{wheel} has no {member}: it is not a wheel of botocore.") from None
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, ValueError) as error:
        raise WheelError(f"{wheel} cannot be read ({error}). Remove the file and run again.") from error
    return model
