"""A layer for AWS Lambda: what is in it, and a zip file that has the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from chime_shim import startup
from chime_shim.cli._distributions import BESIDE, belongs, installed, ours, version
from chime_shim.cli._download import download

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Layer", "write"]

_WRAPPER = Path(startup.__file__).with_name("aws_lambda") / "chime-shim-exec"

_NEEDED_BY_STRUCTLOG_ON_3_10 = "typing-extensions"

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True)
class Layer:
    """A layer for one runtime.

    Args:
        python: The version of Python, as in ``"3.12"``.
        architecture: One of ``startup.ARCHITECTURES``.
        pure: Whether to take the installed distributions without their compiled parts, instead of wheels for
            the runtime. structlog has no such parts, and wrapt does without, only slower.
    """

    python: str
    architecture: str
    pure: bool = False

    @property
    def distributions(self) -> Mapping[str, str]:
        """What goes with chime_shim, by name, in the versions that are installed here; if none is, ``""``."""
        names = [*BESIDE, *([_NEEDED_BY_STRUCTLOG_ON_3_10] if self.python == "3.10" else [])]
        return {name: version(name) for name in names}

    @property
    def is_compiled(self) -> bool:
        """Whether this is the right Python to compile the modules, which a function is not able to keep."""
        return self.python == f"{sys.version_info.major}.{sys.version_info.minor}"

    def files(self) -> dict[str, bytes]:
        """Return all files by their paths in the layer.

        Raises:
            DownloadError: If pip does not get a wheel.
            ValueError: If a distribution that is to be taken from here is not installed.
        """
        library = dict(ours())
        library |= self._from_here() if self.pure else self._from_index()
        files = {f"python/{path}": data for path, data in library.items()}
        if self.is_compiled:
            files |= _compiled(files)
        return {_WRAPPER.name: _WRAPPER.read_bytes(), **files}

    def _from_here(self) -> Iterator[tuple[str, bytes]]:
        for name in self.distributions:
            yield from installed(name)

    def _from_index(self) -> Iterator[tuple[str, bytes]]:
        requirements = [
            f"{name}=={version}" if version else name for name, version in self.distributions.items()
        ]
        # Amazon Linux 2 has glibc 2.26; 2023, which runtimes have since Python 3.12, has 2.34.
        glibc = ["manylinux2014", "manylinux_2_17"]
        glibc += ["manylinux_2_28"] if int(self.python.split(".")[1]) >= 12 else []  # noqa: PLR2004
        machine = startup.ARCHITECTURES[self.architecture]
        platforms = [word for each in glibc for word in ("--platform", f"{each}_{machine}")]
        with tempfile.TemporaryDirectory() as directory:
            download(requirements, Path(directory), "--python-version", self.python, *platforms)
            for wheel in Path(directory).iterdir():
                with zipfile.ZipFile(wheel) as archive:
                    for path in archive.namelist():
                        if not path.endswith("/") and belongs(PurePosixPath(path)):
                            yield path, archive.read(path)


def write(files: Mapping[str, bytes], path: Path) -> None:
    """Write a zip file: the same bytes for the same files, on every machine and at any time.

    Nothing is compressed, as releases of zlib differ. An older file at ``path`` stays until all is done.

    Raises:
        OSError: If it cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as directory:
        made = Path(directory, "layer.zip")
        with zipfile.ZipFile(made, "w") as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(name, _FIRST_DATE)
                entry.create_system = _UNIX
                entry.external_attr = (0o100755 if name == _WRAPPER.name else 0o100644) << 16
                archive.writestr(entry, files[name])
        made.replace(path)


def _compiled(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Compile modules so that Lambda's Python takes the result as it is, whatever the date of the source."""
    with tempfile.TemporaryDirectory() as directory:
        for name, data in files.items():
            path = Path(directory, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", directory, "-p", "/opt"]
        # Constant sets are written in the order of their hashes.
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "compileall", *options, directory]
        # A module that does not compile is left as it is: some are for other Pythons.
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - no outside input
        for path in Path(directory).rglob("*.pyc"):
            yield path.relative_to(directory).as_posix(), path.read_bytes()
