"""The programs in ``programs/``: what is to be found in each, and how they are run.

A program is a file, or a directory with a ``__main__.py``. Comments at the end of its lines tell what a
scanner has to find there::

    chime.create_meeting()       # legacy: CreateMeeting
    getattr(chime, name)()       # legacy?
    chime.list_phone_numbers()   # kept: ListPhoneNumbers

``legacy?`` is what may be one: it need not be found with certainty, or under its name. All other lines have
nothing. A first line ``# not run: ...`` says why a program is read only.
"""

from __future__ import annotations

import contextlib
import functools
import io
import re
import runpy
import sys
import warnings
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import boto3
from botocore.loaders import create_loader
from moto import mock_aws

import chime_shim
from chime_shim import emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path(__file__).parent / "programs"

_MARK = re.compile(rb"# (legacy\??|kept)(?:: ([\w, ]+))?\s*$")
_NOT_RUN = re.compile(rb"# not run: (.*)")
_NOON = datetime(2026, 1, 2, 12, tzinfo=timezone.utc)


@dataclass(frozen=True, order=True)
class Expected:
    """One call that is to be found.

    Args:
        file: The file, relative to the programs.
        line: Its line, from 1.
        kind: ``"legacy"``, ``"legacy?"`` or ``"kept"``.
        operation: The operation; empty if the line does not tell.
    """

    file: str
    line: int
    kind: str
    operation: str


@dataclass(frozen=True)
class Program:
    """One program.

    Args:
        path: The file or directory.
    """

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def files(self) -> list[Path]:
        return sorted(self.path.glob("*.py")) if self.path.is_dir() else [self.path]

    @property
    def not_run(self) -> str | None:
        """Why it cannot be run, if it cannot."""
        match = _NOT_RUN.match(self.files[0].read_bytes())
        return match[1].decode() if match else None

    @property
    def expected(self) -> list[Expected]:
        return sorted(found for file in self.files for found in _marks(file))


def programs() -> list[Program]:
    """Return all programs, in the order of their names."""
    paths = (path for path in PROGRAMS.iterdir() if path.suffix == ".py" or (path / "__main__.py").exists())
    return [Program(path) for path in sorted(paths)]


def _marks(file: Path) -> Iterator[Expected]:
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        if mark := _MARK.search(line):
            names = mark[2].decode().split(",") if mark[2] else [""]
            for name in names:
                yield Expected(file.relative_to(PROGRAMS).as_posix(), number, mark[1].decode(), name.strip())


@functools.cache
def old_transcript(program: Program) -> str:
    """Return what a program prints under the shim."""
    return transcript(program.path, shim=True)


def transcript(path: Path, *, shim: bool) -> str:
    """Run a program on an empty emulator, and return what it prints, and what it dies of."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_imports_undone(path))
        stack.enter_context(emulator.configure(emulator.EmulatorSettings(seed=7, clock=lambda: _NOON)))
        # Reading the models again for each session would take most of the time.
        stack.enter_context(mock.patch("botocore.session.create_loader", return_value=_loader(shim=shim)))
        stack.enter_context(mock_aws())
        stack.enter_context(chime_shim.install() if shim else contextlib.nullcontext())
        boto3.DEFAULT_SESSION = None
        printed = stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        try:
            runpy.run_path(str(path), run_name="__main__")
        except Exception as error:  # noqa: BLE001 - part of what it does
            print(f"{type(error).__name__}: {error}")  # noqa: T201
    return printed.getvalue()


@functools.cache
def _loader(*, shim: bool) -> Any:
    return create_loader()


@contextlib.contextmanager
def _imports_undone(path: Path) -> Iterator[None]:
    """Forget the modules of a program: those of the next one may have the same names."""
    before = set(sys.modules)
    try:
        yield
    finally:
        for name in sys.modules.keys() - before:
            if path in Path(getattr(sys.modules[name], "__file__", None) or "/").parents:
                del sys.modules[name]
