"""Where the time of a call goes: a profile of both sides, by function, with the shim's own steps named.

    python -m benchmarks.profile "GetProxySession, refused" [--lines 30]
    python -m benchmarks.profile later

The profiler slows small functions more than large ones: the figures are for comparing lines, and not for
adding up. Each is the least of many batches, so that what else the machine does hardly shows.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import _single, composed, creation
from benchmarks._counted import DIRECT, SHIM
from benchmarks._harness import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks._counted import Counted

_BATCH = 20
_SITE_PACKAGES, _OWN = "site-packages", "chime_shim"


def known() -> dict[str, Counted]:
    """Return what can be profiled, by name."""
    return {
        each.name: each
        for each in (*_single.counted(), *composed.counted(), *creation.counted())
        if each.name != "the first client of a session"  # a batch would need as many sessions
    }


def profiled(call: Callable[[], object], batches: int) -> dict[str, tuple[float, float]]:
    """Return how often each function runs in a call, and its own microseconds."""
    for _ in range(_BATCH):
        call()
    least: dict[str, tuple[float, float]] = {}
    gc.disable()
    for _ in range(batches):
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(_BATCH):
            call()
        profile.disable()
        for name, found in _of(profile):
            least[name] = min(least.get(name, found), found, key=lambda it: it[1])
    gc.enable()
    return least


def _of(profile: cProfile.Profile) -> Iterator[tuple[str, tuple[float, float]]]:
    for (file, _, function), (_, calls, own, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        yield f"{_short(file)}:{function}", (calls / _BATCH, own / _BATCH * 1e6)


def _short(file: str) -> str:
    parts = Path(file).parts
    for root in (_SITE_PACKAGES, _OWN):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - (root == _OWN) :])
    return parts[-1]


def main() -> None:
    names = known()
    parser = argparse.ArgumentParser(description="Profile a call on both sides.")
    parser.add_argument("what", help=", ".join(names))
    parser.add_argument("--batches", type=int, default=100)
    parser.add_argument("--lines", type=int, default=25)
    given = parser.parse_args()
    what = next((each for name, each in names.items() if name.startswith(given.what)), None)
    if what is None:
        parser.error(f"expected one of {', '.join(names)}")
    found = {}
    for side in (SHIM, DIRECT):
        with what.make(side) as call:
            found[side] = profiled(call, given.batches)
    shim, direct = found[SHIM], found[DIRECT]
    whole, own = (
        sum(us for _, us in shim.values()),
        sum(us for name, (_, us) in shim.items() if name.startswith(_OWN)),
    )
    print(
        f"{what.name}: {whole:.0f} microseconds, {sum(us for _, us in direct.values()):.0f} directly; ",
        end="",
    )
    print(f"the shim's own functions take {own:.0f}, {own / whole:.0%}\n")
    nothing = 0.0, 0.0
    more = {name: shim.get(name, nothing)[1] - direct.get(name, nothing)[1] for name in {*shim, *direct}}
    rows = [
        (f"{more[name]:+.2f}", *(f"{each.get(name, nothing)[0]:.0f}" for each in (shim, direct)), name)
        for name in sorted(more, key=lambda name: -abs(more[name]))[: given.lines]
    ]
    print(table(("microseconds", "calls, shim", "direct", "function"), rows, "text"))


if __name__ == "__main__":
    main()
