"""How many instructions a call takes: through the shim, beside the direct call of the successor.

    python -m benchmarks.instructions [--check | --accept]

On a machine that does other things as well, times differ by more than what is to be seen; instructions do
not. valgrind counts them. Their number differs by the build of Python and by the C library, and their ratio
hardly: so the ratios are kept, in ``instructions.json``, and ``--check`` fails if one has grown.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._counted import SIDES, child, count
from benchmarks._harness import table, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEPT = Path(__file__).with_suffix(".json")
AIO = KEPT.parent.parent / ".venv-aio" / "bin" / "python"
_MODULE = "benchmarks.instructions"
# Another release of botocore or Python changes both sides, and not by the same.
_TOLERANCE, _TOLERANCE_ELSEWHERE = 0.02, 0.10


def measured() -> dict[str, dict[str, Any]]:
    """Count instructions, in processes of their own under valgrind.

    Returns:
        By what is done, its goal, the instructions through the shim, the direct ones, and the ratio.
    """
    counts = count(_MODULE, "--child", "calls")
    for side in SIDES:
        counts |= count(_MODULE, "--child", "first", "--side", side)
    if AIO.exists():
        counts |= count(_MODULE, "--child", "aio", python=str(AIO))
    found: dict[str, dict[str, Any]] = {}
    for counted, instructions in counts.items():
        goal, name, side = counted.split(": ")
        found.setdefault(name, {"goal": goal})[side] = instructions
    for each in found.values():
        each["ratio"] = round(each["shim"] / each["direct"], 4)
    return found


def done(group: str, sides: Sequence[str]) -> None:
    """Do what is counted, in this process."""
    if group == "aio":
        from benchmarks.aio import counted as asynchronous

        child(asynchronous(), sides)
    elif group == "first":
        from benchmarks import creation

        child(creation.counted_once(), sides)
    else:
        from benchmarks import _single, composed, creation

        more = [*composed.counted(), *creation.counted()] if group == "calls" else []
        child([*_single.counted(), *more], sides)


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
        if counted["ratio"] > (before := kept["calls"].get(name, counted)["ratio"]) * (1 + tolerance)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Count the instructions of calls.")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument(
        "--check", action="store_true", help="fail if a ratio has grown by more than 2 percent"
    )
    parser.add_argument("--accept", action="store_true", help="keep the figures")
    given = parser.parse_args()
    if given.child:
        done(given.child, [given.side] if given.side else SIDES)
        return 0
    if shutil.which("valgrind") is None:
        print("No valgrind: instructions are not counted")
        return 0
    found = measured()
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
