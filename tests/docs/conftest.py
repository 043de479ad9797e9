"""The site, made once for all tests of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.command import run


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The directory of the site, built without a warning."""
    pytest.importorskip("furo", reason="the site is made with Sphinx and furo")
    site = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--fail-on-warning", "--keep-going", "--conf-dir", "docs"]
    root = Path(__file__).parents[2]
    result = run(sys.executable, "-m", "sphinx", *options, ".", site, cwd=root, timeout=300)
    assert (result.returncode, result.stderr) == (0, "")
    return site
