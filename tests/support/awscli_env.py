"""The AWS CLI, version 1, and what chime_shim needs beside it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.legacy_env import installed

_ROOT = Path(__file__).parents[2]


def aws(*args, env, interpreter_args=("-m", "awscli"), **options):
    """Run the CLI without any other package than its own and chime_shim, and return the finished process.

    Args:
        *args: Its command line, without ``aws``.
        env: The environment; Python's path is added.
        interpreter_args: What to run, if not the CLI itself.
        **options: As for ``subprocess.run``.
    """
    # boto3 is one of chime_shim's requirements, so it is there wherever the two are installed together.
    python = f"py{sys.version_info.major}.{sys.version_info.minor}"
    directory = installed(f"awscli-1-{python}", "awscli>=1.38,<2", "boto3", "structlog", "wrapt")
    environment = {**env, "PYTHONPATH": os.pathsep.join([str(directory), str(_ROOT)])}
    # -S: without the packages of the interpreter that runs the tests.
    command = [sys.executable, "-S", *interpreter_args, *map(str, args)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **options)
