"""The ledger on file systems that are full or read-only: real ones, in a mount namespace of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import plain_environment
from tests.support.entries import entry, write

ROOT = Path(__file__).parents[2]
UNSHARE = ["unshare", "-m"] if hasattr(os, "getuid") and os.getuid() == 0 else ["unshare", "-rm"]
PROGRAM = """
import logging, sys
from chime_shim.events import CallSite, LegacyCall
from chime_shim.events._ledger import LedgerHook

logging.basicConfig(format="%(message)s")
hook = LedgerHook(sys.argv[1])
for line in range(200):
    site = CallSite("a/long/name/" * 20 + "app.py", line, "main")
    hook(LegacyCall(operation="GetMeeting", successor="x:GetMeeting", call_site=site, duration_ms=1))
print("went on")
"""


def can_mount():
    try:
        tried = subprocess.run([*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
    except OSError:
        return False
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(not can_mount(), reason="nothing can be mounted here")


def run_there(*mounts, path, then):
    """Run the program on a file system that the commands of the shell make, and a command after it."""
    program = f'"{sys.executable}" -c "$PROGRAM" "{path}"'
    return subprocess.run(
        [*UNSHARE, "sh", "-ec", "\n".join([*mounts, program, then])],
        env=plain_environment(PROGRAM=PROGRAM, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_full_disk_costs_no_call_and_leaves_a_ledger_that_can_be_read(tmp_path):
    path = tmp_path / "ledger.db"
    report = f'"{sys.executable}" -m chime_shim report "{path}" --fail-on never'
    done = run_there(f'mount -t tmpfs -o size=64k tmpfs "{tmp_path}"', path=path, then=report)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("went on\nLegacy Chime calls")
    (complaint,) = done.stderr.splitlines()
    assert (
        f"cannot write the ledger {path} (OperationalError: database or disk is full): the disk is full"
        in complaint
    )


@pytest.mark.parametrize("existing", [False, True])
def test_a_read_only_file_system_costs_no_call_and_a_ledger_there_can_be_read(existing, tmp_path):
    path = tmp_path / "ledger.db"
    if existing:
        write(path, entry())
    report = f'"{sys.executable}" -m chime_shim report "{path}" --fail-on never' if existing else "true"
    mounts = [f'mount --bind "{tmp_path}" "{tmp_path}"', f'mount -o remount,ro,bind "{tmp_path}"']
    done = run_there(*mounts, path=path, then=report)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("went on\nLegacy Chime calls" if existing else "went on\n")
    (complaint,) = done.stderr.splitlines()
    assert complaint.startswith(f"chime_shim cannot write the ledger {path} (OperationalError: ")
