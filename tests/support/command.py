"""Commands as a user runs them: in a process of their own, without AWS credentials."""

from __future__ import annotations

import os
import subprocess
import sys

CHIME_SHIM = (sys.executable, "-m", "chime_shim")


def plain_environment(**more):
    """The environment without anything of AWS's, Python's or chime_shim's."""
    names = ("AWS_", "BOTO_", "CHIME_SHIM_", "PYTHON", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    return {**kept, "AWS_EC2_METADATA_DISABLED": "true", **more}


def run(*command, env=None, timeout=60, **options):
    """Run a command to its end."""
    return subprocess.run(
        [str(part) for part in command],
        env=plain_environment() if env is None else env,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        **options,
    )


def chime_shim(*args, **options):
    """Run ``chime-shim`` to its end."""
    return run(*CHIME_SHIM, *args, **options)
