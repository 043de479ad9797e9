"""Whoever builds a release from the same sources gets the same bytes, whenever and wherever that is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from tests.house._tree import ROOT

BUILDERS = {"wheel": "chime_shim-*.whl", "sdist": "chime_shim-*.tar.gz"}
BUILT = ("chime_shim", "examples", "tests", "docs", "LICENSE", "README.md", "pyproject.toml")


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """Two builds, from copies with other paths, times and permissions."""
    pytest.importorskip("hatchling.builders.wheel", reason="releases are built with hatchling")
    return [build(tmp_path_factory.mktemp(name), *at) for name, at in MACHINES.items()]


# A time stamp, and the mode that files and directories have there.
MACHINES = {"one": (1_500_000_000, 0o644, 0o755), "another": (1_700_000_001, 0o600, 0o700)}


def build(at, stamp, file_mode, folder_mode):
    checkout = at / "checkout"
    for name in BUILT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            checkout.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, checkout / name)
    for path in checkout.rglob("*"):
        path.chmod(folder_mode if path.is_dir() else file_mode)
        os.utime(path, (stamp, stamp))
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(at / "dist")]
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(command, cwd=checkout, check=True, capture_output=True, env=environment)
    return at / "dist"


@pytest.mark.parametrize("pattern", BUILDERS.values(), ids=BUILDERS)
def test_two_builds_are_equal_byte_for_byte(builds, pattern):
    made = [next(dist.glob(pattern)) for dist in builds]
    assert made[0].name == made[1].name
    one, another = (hashlib.sha256(path.read_bytes()).hexdigest() for path in made)
    assert one == another
