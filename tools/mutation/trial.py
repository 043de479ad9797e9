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

from tools.mutation.covering import Recorder, Select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tools.mutation.covering import Map
    from tools.mutation.mutants import Mutant

__all__ = ["Copy", "preload"]

_TREES = ("chime_shim", "tests", "tools", "examples", "docs", "benchmarks")
_LEFT_OUT = (".venv*", ".git", ".cache", ".*_cache", ".hypothesis", "__pycache__", "build", "dist")
_OPTIONS = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist")
# It is imported before pytest could rewrite its assertions.
_HYPOTHESIS = (
    "--hypothesis-profile=mutation",
    "--hypothesis-seed=0",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)


def preload() -> None:
    """Import what is not ours and takes long, once for all runs."""
    names = (
        "pytest",
        "boto3",
        "botocore.client",
        "botocore.stub",
        "structlog",
        "wrapt",
        "freezegun",
        "hypothesis.stateful",
    )
    for name in names:
        importlib.import_module(name)
    from hypothesis import Phase, settings

    # A failure is enough: a smaller one tells no more.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutation", phases=phases, database=None, deadline=None)
    settings.load_profile("mutation")


class Copy:
    """A copy of the tree, in which one file at a time is changed."""

    def __init__(self, root: Path, at: Path) -> None:
        self.at = at
        shutil.copytree(root, at, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        self._stamp = int(time.time())

    def begin(self, tests: Sequence[str]) -> int:
        """Start a run of tests, and return its process."""
        return self._fork(lambda: self._run(_files(tests), [Select(tests)]))

    def record(self, files: Sequence[str], note: Callable[[str, Map], None]) -> int:
        """Start a run that notes what the tests of these files run, and return its process."""

        def run() -> int:
            recorder = Recorder(self.at)
            code = self._run(files, [recorder])
            for file, made in recorder.maps().items():
                note(file, made)
            return code

        return self._fork(run)

    def _fork(self, run: Callable[[], int]) -> int:
        if pid := os.fork():
            return pid
        try:
            code = run()
        except BaseException:  # noqa: BLE001 - a fork that must not go on as its parent
            traceback.print_exc()
            sys.stderr.flush()
            code = 70
        os._exit(code)

    def _run(self, files: Sequence[str], plugins: Sequence[object]) -> int:
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
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        code = int(pytest.main([*_OPTIONS, *_HYPOTHESIS, *files], plugins=plugins))
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

    def tail(self) -> str:
        """Return the end of what the last run wrote."""
        return (self.at / "out.txt").read_text(encoding="utf-8", errors="replace")[-3000:]

    def said(self) -> str:
        """Return the last test that failed, as pytest names it."""
        lines = (self.at / "out.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        failed = [line.split(" ", 1)[1] for line in lines if line.startswith(("FAILED ", "ERROR "))]
        return failed[-1].split(" - ")[0] if failed else ""


def _files(tests: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(test.split("::")[0] for test in tests))
