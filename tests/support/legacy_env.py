"""The real thing: boto3 1.37.1, the last with the whole ``chime`` client, in a process of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

VERSION = "1.37.1"

_CACHE = Path(__file__).parents[2] / ".cache"


def legacy_python(*args, env, **options):
    """Run this interpreter with boto3 1.37.1 and without the shim, and return the finished process."""
    environment = {**env, "PYTHONPATH": str(legacy_packages())}
    command = [sys.executable, *map(str, args)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **options)


def legacy_packages():
    """Return the directory that holds boto3 1.37.1."""
    return installed(f"boto3-{VERSION}", f"boto3=={VERSION}", f"botocore=={VERSION}")


def installed(name, *requirements):
    """Return the directory that holds the requirements, after putting them there if this is the first run."""
    directory = _CACHE / name
    if not directory.exists():
        _CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE) as parent:
            made = Path(parent, name)
            _install(made, requirements)
            # In one step, so that an interrupted run leaves nothing half done; a parallel one may be first.
            with contextlib.suppress(OSError):
                made.rename(directory)
    return directory


def _install(directory, requirements):
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    pip = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
    options = ["--quiet", "--python", sys.executable] if uv else ["--quiet"]
    command = [*pip, "install", *options, "--target", directory, *requirements]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.skip(f"{' and '.join(requirements)} cannot be installed: {result.stderr.strip()}")
