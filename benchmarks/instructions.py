"""How many instructions a call takes: through the shim, beside the direct call of the successor.

    python -m benchmarks.instructions [--check | --accept]

On a machine that does other things as well, times differ by more than what is to be seen; instructions do
not. valgrind counts them. Their number differs by the build of Python and by the C library, and their ratio
hardly: so the ratios are kept, in ``instructions.json``, and ``--check`` fails if one has grown.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._harness import table, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT = Path(__file__).with_suffix(".json")
_CALLS, _WARM = 5, 4
# Another release of botocore or Python changes both sides, and not by the same.
_TOLERANCE, _TOLERANCE_ELSEWHERE = 0.02, 0.10
# A function of the C library that nobody calls but the child below: valgrind takes note of the count there.
_MARK, _mark = "getppid", os.getppid
_COUNTED = re.compile(r"^(?:summary|totals): (\d+)", re.MULTILINE)
_LIMIT = 900


def count() -> dict[str, dict[str, float]]:
    """Count instructions, in a process of its own under valgrind.

    Returns:
        By operation, the instructions of a call through the shim, of a direct one, and the ratio.
    """
    with tempfile.TemporaryDirectory() as place:
        command = [
            "valgrind",
            "--tool=callgrind",
            f"--dump-before={_MARK}",
            f"--callgrind-out-file={place}/counted",
            *("-q", sys.executable, "-m", __spec__.name if __spec__ else __name__, "--child"),
        ]
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        env = {
            **kept,
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONWARNINGS": "ignore",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        done = subprocess.run(
            command,
            env=env,
            capture_output=True,
            text=True,
            timeout=_LIMIT,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"the calls failed:\n{done.stderr}")
        names = done.stdout.split("\n")[:-1]
        counts = [_counted(Path(place, f"counted.{number + 1}")) for number in range(2 * len(names) + 1)]
    # Between two marks are calls, and what comes before the first of them.
    found: dict[str, dict[str, float]] = {}
    for name, instructions in zip(names, counts[1::2], strict=True):
        operation, _, side = name.rpartition(" ")
        found.setdefault(operation, {})[side] = round(instructions / _CALLS)
    for counted in found.values():
        counted["ratio"] = round(counted["shim"] / counted["direct"], 4)
    return found


def _counted(part: Path) -> int:
    match = _COUNTED.search(part.read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"valgrind wrote no count into {part.name}")
    return int(match[1])


def child() -> None:
    """Make the calls, with marks around those that count."""
    from benchmarks._calls import short_circuited
    from benchmarks._single import SIDES, SINGLE

    gc.disable()
    blocks: list[tuple[str, Callable[[], Any]]] = []
    for name, single in SINGLE.items():
        with short_circuited(single.operation) as connect:
            blocks += [(f"{name} {side}", single.call(side, connect)) for side in SIDES]
    for _, call in blocks:
        for _ in range(_WARM):
            call()
    for name, call in blocks:
        call()
        _mark()
        for _ in range(_CALLS):
            call()
        _mark()
        print(name, flush=True)
    _mark()


def environment() -> dict[str, str]:
    """Tell what the figures depend on."""
    return {"python": ".".join(platform.python_version_tuple()[:2]), **versions("botocore")}


def compared(found: Mapping[str, Mapping[str, float]], kept: Mapping[str, Any]) -> list[str]:
    """Return what has grown."""
    same = kept["environment"] == environment()
    tolerance = _TOLERANCE if same else _TOLERANCE_ELSEWHERE
    return [
        f"{name}: {counted['ratio']:.3f} of the direct call, and was {before:.3f}"
        for name, counted in found.items()
        if counted["ratio"] > (before := kept["calls"][name]["ratio"]) * (1 + tolerance)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Count the instructions of calls.")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--check", action="store_true", help="fail if a ratio has grown by more than 2 percent"
    )
    parser.add_argument("--accept", action="store_true", help="keep the figures")
    given = parser.parse_args()
    if given.child:
        child()
        return 0
    if shutil.which("valgrind") is None:
        print("No valgrind: instructions are not counted")
        return 0
    found = count()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"calls": {}, "environment": {}}
    rows = [
        (
            name,
            f"{counted['shim']:,}",
            f"{counted['direct']:,}",
            f"{counted['ratio']:.3f}",
            f"{kept['calls'].get(name, counted)['ratio']:.3f}",
        )
        for name, counted in found.items()
    ]
    print(table(("call", "shim", "direct", "ratio", "kept"), rows, "text"))
    if given.accept:
        KEPT.write_text(
            json.dumps({"environment": environment(), "calls": found}, indent=1) + "\n", encoding="utf-8"
        )
        return 0
    grown = compared(found, kept) if given.check else []
    if grown:
        print("\nMore instructions than before:", *grown, sep="\n- ")
        print("If that is meant: python -m benchmarks.instructions --accept")
    return int(bool(grown))


if __name__ == "__main__":
    raise SystemExit(main())
