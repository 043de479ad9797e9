"""The demo's first act: a meeting of an old script: failure, one line, log, report."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["play"]

_SCRIPT = """\
import boto3

chime = boto3.client("chime", region_name="us-east-1")
meeting = chime.create_meeting(ClientRequestToken="standup")["Meeting"]
print("a meeting in", meeting["MediaRegion"])
"""
_LINE = "import chime_shim; chime_shim.install()\n"
_EMULATED = """\
import chime_shim.emulator, moto, runpy
moto.mock_aws().start()
runpy.run_path("meeting.py", run_name="__main__")
"""


def play() -> None:
    """Show an old script before and after the one line; all of it goes to stderr."""
    with tempfile.TemporaryDirectory() as directory:
        script, ledger = Path(directory, "meeting.py"), Path(directory, "ledger.db")
        script.write_text(_SCRIPT, encoding="utf-8")
        _tell("First act: an old script that makes a meeting, on today's boto3\n")
        _tell("".join(f"    {line}\n" for line in _SCRIPT.splitlines()))
        _tell("$ python meeting.py")
        # The shim is not in this one, and nothing is sent: the client has no such method.
        _tell(_run(["meeting.py"], directory).splitlines()[-1])
        script.write_text(_LINE + _SCRIPT, encoding="utf-8")
        _tell(f"\nOne line more, at the top:\n\n    {_LINE}")
        _tell("$ CHIME_SHIM_LEDGER=ledger.db python meeting.py")
        _tell(_run(["-c", _EMULATED], directory, CHIME_SHIM_LEDGER=str(ledger)).rstrip())
        _tell("\n$ chime-shim report ledger.db")
        _tell(_report(ledger).rstrip())
        _tell("\nNext: proxy sessions.\n")


def _run(arguments: list[str], directory: str, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CHIME_SHIM_"))}
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    environment = {**kept, **keys, "AWS_EC2_METADATA_DISABLED": "true", **variables}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, *arguments],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout or "(nothing)"


def _report(ledger: Path) -> str:
    from datetime import datetime, timezone

    from chime_shim.ledger import read
    from chime_shim.report import Report
    from chime_shim.report._text import text

    today = datetime.now(timezone.utc).date().isoformat()
    return text(Report.of(read(str(ledger)).snapshots, today=today))


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
