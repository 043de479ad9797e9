"""Fuzzes each target for some seconds, in a process of its own, and keeps what crashed in ``.cache/fuzz``.

What is found becomes a test. ``--replay FILE`` runs a target on one file, without atheris.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from tools.fuzz.targets import ROOT, TARGETS

CACHE = ROOT / ".cache" / "fuzz"
READERS = (
    "_graft.timestamps",
    "fix",
    "ledger",
    "policy.written",
    "report._json",
    "report._model",
    "scan",
    "scan.output.baseline",
    "settings.fields",
)
PUBLISHED = ROOT / "docs" / "fuzzing.json"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this; may be repeated")
    parser.add_argument("--seconds", type=int, default=60, help="how long each")
    parser.add_argument("--replay", metavar="FILE", help="run the target on a file")
    parser.add_argument("--write", action="store_true", help="write docs/fuzzing.json")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = options.target or list(TARGETS)
    CACHE.mkdir(parents=True, exist_ok=True)
    if options.replay:
        TARGETS[names[0]].run(Path(options.replay).read_bytes())
    elif options.inside:
        inside(names[0], options.seconds)
    else:
        runs = [run(name, options.seconds) for name in names]
        if options.write:
            known = json.loads(PUBLISHED.read_text(encoding="utf-8")) if PUBLISHED.exists() else {}
            PUBLISHED.write_text(
                json.dumps({**known, **{each["target"]: each for each in runs}}, indent=1) + "\n",
                encoding="utf-8",
            )
        sys.exit(any(each["crashed"] for each in runs))


def run(name: str, seconds: int) -> dict[str, object]:
    """Fuzz a target in a process of its own."""
    before = _processor_seconds()
    command = [sys.executable, "-m", "tools.fuzz", "--inside", "--target", name, "--seconds", str(seconds)]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, cwd=ROOT, capture_output=True, check=False
    )
    said = done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace")
    counted = re.findall(r"^#(\d+)", said, re.MULTILINE)
    covered = re.findall(r"cov: (\d+)", said)
    (CACHE / f"{name}.txt").write_text(said, encoding="utf-8")
    made: dict[str, object] = {
        "target": name,
        "date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "seconds": seconds,
        "cpu": round(_processor_seconds() - before),
        "inputs": int(counted[-1]) if counted else 0,
        "coverage": int(covered[-1]) if covered else 0,
        "crashed": bool(done.returncode),
    }
    print(json.dumps(made), flush=True)
    return made


def _processor_seconds() -> float:
    """What ended children took: on a shared machine, a clock says little."""
    times = os.times()
    return times.children_user + times.children_system


def inside(name: str, seconds: int) -> None:
    """Be the process."""
    import atheris

    # What is imported here is instrumented, the readers by themselves or through others.
    with atheris.instrument_imports(include=["chime_shim"]):
        for name_of_reader in READERS:
            reader = importlib.import_module(f"chime_shim.{name_of_reader}")
            for each in pkgutil.walk_packages(getattr(reader, "__path__", ()), f"{reader.__name__}."):
                importlib.import_module(each.name)
    seeds, corpus, crashes = (CACHE / name / kind for kind in ("seeds", "corpus", "crashes"))
    for folder in (seeds, corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds):
        (seeds / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-timeout=120", "-rss_limit_mb=1500", "-max_len=4096"]
    atheris.Setup(
        [sys.argv[0], *limits, f"-artifact_prefix={crashes}/", str(corpus), str(seeds)], TARGETS[name].run
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
