"""Instructions, counted by valgrind: what else the machine does does not show in them."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

__all__ = ["DIRECT", "SHIM", "SIDES", "Counted", "child", "count"]

SHIM, DIRECT = "shim", "direct"
SIDES = (SHIM, DIRECT)

# Python makes what runs often quicker; by then it has.
_CALLS, _WARM, _HOT = 5, 5, 20
# A function of the C library that nobody calls but the child below: valgrind takes note of the count there.
_MARK, _mark = "getppid", os.getppid
_COUNTED = re.compile(r"^(?:summary|totals): (\d+)", re.MULTILINE)
_LIMIT = 900


class Counted(NamedTuple):
    """Something to do on both sides, and the goal that it belongs to.

    Args:
        goal: The key of the goal, see ``_goals.py``.
        name: What it is.
        make: Of a side, what makes a function that does it.
        once: Whether it counts how it goes for the first time: then nothing else is done in the process.
    """

    goal: str
    name: str
    make: Callable[[str], AbstractContextManager[Callable[[], Any]]]
    once: bool = False


def count(module: str, *args: str, python: str = sys.executable, **environment: str) -> dict[str, int]:
    """Run ``python -m module``, which has ``child`` count, under valgrind.

    Args:
        module: The module.
        *args: Its arguments.
        python: The interpreter.
        **environment: What its environment has beyond the least.

    Returns:
        By what the child named, the instructions that doing it once took.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {
        **kept,
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        **environment,
    }
    with tempfile.TemporaryDirectory() as place:
        valgrind = ["valgrind", "--tool=callgrind", "-q", f"--dump-before={_MARK}"]
        command = [*valgrind, f"--callgrind-out-file={place}/counted", python, "-m", module, *args]
        root = Path(__file__).resolve().parent.parent
        done = subprocess.run(
            command, env=env, cwd=root, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
        if done.returncode:
            raise SystemExit(f"the calls failed:\n{done.stderr}")
        # Between two marks are calls, and what comes before the first of them.
        names = [line.split("\t") for line in done.stdout.splitlines()]
        return {
            name: round(_read(Path(place, f"counted.{2 * number + 2}")) / int(calls))
            for number, (name, calls) in enumerate(names)
        }


def _read(part: Path) -> int:
    match = _COUNTED.search(part.read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"valgrind wrote no count into {part.name}")
    return int(match[1])


def child(what: Iterable[Counted], sides: Iterable[str] = SIDES) -> None:
    """Do all of it, on the sides that are asked for, with marks around what counts."""
    gc.disable()
    what = list(what)
    for side in () if what[0].once else sides:
        with what[0].make(side) as call:
            for _ in range(_HOT):
                call()
    for each in what:
        for side in sides:
            calls, warm = (1, 0) if each.once else (_CALLS, _WARM)
            with each.make(side) as call:
                for _ in range(warm):
                    call()
                _mark()
                for _ in range(calls):
                    call()
                _mark()
            print(f"{each.goal}: {each.name}: {side}", calls, sep="\t", flush=True)
    _mark()
