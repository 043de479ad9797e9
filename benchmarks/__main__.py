"""Run all benchmarks, and write docs/performance.md: ``make bench``, or ``python -m benchmarks``.

Each runs in a process of its own, in its environment; one that fails is named on the page, and does not stop
the others.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from benchmarks._goals import BENCHMARKS
from benchmarks._page import page

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
# Nobody's endpoints, proxies or settings.
_FOREIGN = ("AWS_", "BOTO_", "CHIME_SHIM_", "OTEL_", "DD_", "PYTHON")
_LIMIT = 1800
# What was measured, for the page to be written again.
_FOUND = ROOT / ".cache" / "bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(description="Run all benchmarks, and write docs/performance.md.")
    parser.add_argument("--rounds", type=int, help="rounds of each; by default, what each has as its own")
    parser.add_argument("--only", action="append", choices=[name for name, _ in BENCHMARKS], default=[])
    parser.add_argument("--output", type=Path, default=PAGE, help="default: docs/performance.md")
    parser.add_argument("--again", action="store_true", help="write the page of what was measured last")
    given = parser.parse_args()
    if not given.again:
        _FOUND.parent.mkdir(exist_ok=True)
        _FOUND.write_text(json.dumps(measured(given.only, given.rounds)), encoding="utf-8")
    last = json.loads(_FOUND.read_text(encoding="utf-8"))
    date = datetime.fromisoformat(last["date"])
    given.output.write_text(page(last["found"], date, last["loads"], last["minutes"]), encoding="utf-8")
    print(given.output)
    return int(any("problem" in each for each in last["found"].values()))


def measured(only: list[str], rounds: int | None) -> dict[str, Any]:
    """Run the benchmarks one after the other, and return what they found."""
    started, loads = time.monotonic(), [load()]
    found: dict[str, Any] = {}
    for name, environment in BENCHMARKS:
        if not only or name in only:
            found[name] = one(name, environment, rounds)
            loads.append(load())
            print(f"{name}: {found[name].get('problem') or 'done'}", file=sys.stderr, flush=True)
    minutes = (time.monotonic() - started) / 60
    return {
        "found": found,
        "date": datetime.now(timezone.utc).isoformat(),
        "loads": loads,
        "minutes": minutes,
    }


def load() -> float:
    """Tell how many processes wait for a processor, on the mean of a minute; 0 where nobody knows."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def one(name: str, environment: str, rounds: int | None) -> dict[str, Any]:
    """Run one benchmark, and return its rows and versions, or the problem."""
    python = Path(sys.executable)
    if environment:
        python = ROOT / f".venv{environment}" / "bin" / "python"
    command = [str(python), "-m", f"benchmarks.{name}", "--format", "json"]
    if rounds is not None:
        command += ["--rounds", str(rounds)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
    credentials = {"AWS_ACCESS_KEY_ID": "benchmark", "AWS_SECRET_ACCESS_KEY": "benchmark"}
    env = {**clean, **credentials, "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=_LIMIT
        )
    except FileNotFoundError:
        return {"problem": f"there is no environment for it: run make .venv{environment}/.ready"}
    except subprocess.TimeoutExpired:
        return {"problem": f"it took longer than {_LIMIT} seconds"}
    except subprocess.CalledProcessError as error:
        return {"problem": f"it failed: {error.stderr.strip().splitlines()[-1:]}"}
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return made


if __name__ == "__main__":
    raise SystemExit(main())
