"""How a Python starts with the shim by itself: with a directory that is first on its PYTHONPATH.

``pythonpath/`` holds a ``sitecustomize.py`` and nothing else. Python imports that module when it starts,
whoever starts it: a server its workers, multiprocessing its processes, a container its program.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["ARCHITECTURES", "PYTHONPATH", "first_on", "pyinstaller_hooks"]

ARCHITECTURES = {"x86_64": "x86_64", "arm64": "aarch64"}
"""The processors of AWS Lambda: AWS's name for each, and the one in the names of wheels."""

PYTHONPATH = str(Path(__file__).resolve().parent / "pythonpath")
"""The directory to put first on PYTHONPATH."""


def first_on(pythonpath: str | None) -> str:
    """Return ``pythonpath``, which may be unset, with the directory first on it, and only there."""
    others = [entry for entry in (pythonpath or "").split(os.pathsep) if entry != PYTHONPATH]
    # An empty entry is the current directory, an empty variable none at all.
    return os.pathsep.join([PYTHONPATH, *others] if any(others) else [PYTHONPATH])


def pyinstaller_hooks() -> list[str]:
    """Return where our hooks for PyInstaller are: it asks by the entry point ``pyinstaller40``."""
    return [str(Path(__file__).resolve().parent / "pyinstaller")]
