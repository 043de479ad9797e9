"""What each shortcut saves: instructions of calls with all of them, and with all but one.

Run it as ``python -m benchmarks.shortcuts``. The figures stand in the docstring of each shortcut's file.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks._counted import SHIM, count
from benchmarks._harness import table
from chime_shim._graft.shortcuts import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LEAST = 0.01


def variations() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is switched off, and the environment that does it."""
    yield "nothing", {}
    for each in ALL:
        yield each, {"CHIME_SHIM_SHORTCUTS": ",".join(name for name in ALL if name != each)}
    yield "timestamps", {"CHIME_SHIM_FAST_TIMESTAMPS": "0"}
    yield "all", {"CHIME_SHIM_SHORTCUTS": "none", "CHIME_SHIM_FAST_TIMESTAMPS": "0"}


def saved(with_all: Mapping[str, int], without: Mapping[str, int]) -> dict[str, float]:
    """Return which part of each call is saved by what ``without`` lacks."""
    return {name: 1 - instructions / without[name] for name, instructions in with_all.items()}


def main() -> int:
    if shutil.which("valgrind") is None:
        print("No valgrind: instructions are not counted")
        return 0
    counts = {
        what: count("benchmarks.instructions", "--child", "single", "--side", SHIM, **environment)
        for what, environment in variations()
    }
    with_all = counts.pop("nothing")
    parts = {what: saved(with_all, without) for what, without in counts.items()}
    header = ("switched off", *(name.split(": ")[1] for name in with_all))
    print(
        table(
            header,
            [(what, *(f"{part:.1%}" for part in each.values())) for what, each in parts.items()],
            "text",
        )
    )
    needless = [what for what, each in parts.items() if max(each.values()) < _LEAST]
    for what in needless:
        print(f"{what} saves less than {_LEAST:.0%} of each: it is to go")
    return int(bool(needless))


if __name__ == "__main__":
    raise SystemExit(main())
