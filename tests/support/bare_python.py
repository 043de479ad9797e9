"""A Python with nothing installed but what it is given: nothing of chime_shim, above all."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

from tests.support.legacy_env import installed


def bare_python(directory, name, *requirements):
    """Make one in a new directory, and return its path; what is installed is kept, as ``name``."""
    # Some of it may be compiled.
    packages = installed(f"{name}-{sys.implementation.cache_tag}", *requirements)
    venv.create(directory, with_pip=False, symlinks=True)
    (site_packages,) = Path(directory).glob("lib/python*/site-packages")
    (site_packages / "packages.pth").write_text(str(packages))
    return Path(directory, "bin", "python")
