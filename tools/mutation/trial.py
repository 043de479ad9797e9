"""Runs tests against a changed copy of the tree, in forks that find botocore and pytest imported."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.mutation.mutants import Mutant

__all__ = ["Copy", "preload"]

_TREES = ("chime_shim", "tests", "tools", "examples", "docs", "benchmarks")
_FILES = (
    "pyproject.toml",
    "README.md",
    "migration_guide.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "noxfile.py",
)
_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0", "--no-header")


def preload() -> None:
    """Import what is not ours and takes long, once for all runs."""
    for name in ("pytest", "boto3", "botocore.client", "botocore.stub", "structlog", "wrapt"):
        importlib.import_module(name)


class Copy:
    """A copy of the tree, in which one file at a time is changed."""

    def __init__(self, root: Path, at: Path) -> None:
        self.at = at
        for tree in _TREES:
            shutil.copytree(root / tree, at / tree, ignore=shutil.ignore_patterns("__pycache__"))
        for name in _FILES:
            shutil.copy(root / name, at / name)
        self._stamp = int(time.time())

    def begin(self, tests: str) -> int:
        """Start a run of tests, and return its process."""
        if pid := os.fork():
            return pid
        try:
            code = self._run(tests)
        except BaseException:  # noqa: BLE001 - a fork that must not go on as its parent
            traceback.print_exc()
            sys.stderr.flush()
            code = 70
        os._exit(code)

    def _run(self, tests: str) -> int:
        import pytest

        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        out = os.open(self.at / "out.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(self.at)
        sys.path.insert(0, str(self.at))
        for name in [name for name in sys.modules if name.partition(".")[0] in _TREES]:
            del sys.modules[name]
        os.environ["PYTHONPATH"] = str(self.at)
        code = int(pytest.main([*_OPTIONS, *tests.split()]))
        used = Path(sys.modules["chime_shim"].__file__ or "")
        return code if self.at in used.parents else 71

    def change(self, name: str, mutant: Mutant, source: bytes) -> None:
        """Apply a change."""
        self._write(name, mutant.applied(source))

    def restore(self, name: str, source: bytes) -> None:
        """Take it back."""
        self._write(name, source)

    def _write(self, name: str, source: bytes) -> None:
        path = self.at / name
        path.write_bytes(source)
        # Bytecode is told by size and second: no two states of a file have the same.
        self._stamp += 2
        os.utime(path, (self._stamp, self._stamp))

    def said(self) -> str:
        """Return the last test that failed, as pytest names it."""
        lines = (self.at / "out.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        failed = [line.split(" ", 1)[1] for line in lines if line.startswith(("FAILED ", "ERROR "))]
        return failed[-1].split(" - ")[0] if failed else ""
