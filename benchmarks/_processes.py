"""Measurements that need a new process each: what a process pays once."""

from __future__ import annotations

import subprocess
import sys

_PROLOGUE = """
import gc, os, time
gc.disable()
os.environ.update(AWS_ACCESS_KEY_ID="benchmark", AWS_SECRET_ACCESS_KEY="benchmark")
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
"""


def run_alone(script: str) -> list[float]:
    """Run a script in a process of its own, and return the numbers that it prints.

    It finds ``gc``, ``os`` and ``time`` imported, and garbage collection off. Warnings are ignored.
    """
    command = [sys.executable, "-W", "ignore", "-c", _PROLOGUE + script]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return [float(word) for word in done.stdout.split()]
