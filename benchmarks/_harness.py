"""What every benchmark here shares: paired measurement, statistics of ratios, and tables.

A *block* is a function that returns one measurement: seconds a call, or bytes, or anything of which less is
better. Two blocks are measured in turn, in pairs of random order, so that whatever else the machine does
falls on both alike; each pair gives one ratio.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import statistics
from dataclasses import dataclass
from importlib.metadata import version
from itertools import repeat
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    Block: TypeAlias = Callable[[], float]


class Quartiles(NamedTuple):
    """A median, between the 25th and the 75th percentile."""

    low: float
    median: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True)
class Comparison:
    """Measurements of a candidate and of its baseline, by pairs."""

    pairs: Sequence[tuple[float, float]]

    @property
    def ratio(self) -> Quartiles:
        ratios = [candidate / baseline for candidate, baseline in self.pairs]
        return Quartiles(*statistics.quantiles(ratios, n=4, method="inclusive"))

    @property
    def candidate(self) -> float:
        return statistics.median(candidate for candidate, _ in self.pairs)

    @property
    def baseline(self) -> float:
        return statistics.median(baseline for _, baseline in self.pairs)


def timed(call: Callable[[], object], calls: int, clock: Callable[[], float] = perf_counter) -> Block:
    """Make a block of ``calls`` calls: it returns their mean in seconds, and collects garbage before them."""

    def block() -> float:
        gc.collect()
        gc.disable()
        try:
            started = clock()
            for _ in repeat(None, calls):
                call()
            return (clock() - started) / calls
        finally:
            gc.enable()

    return block


def compare(candidate: Block, baseline: Block, rounds: int) -> Comparison:
    """Measure two blocks ``rounds`` times each, after one round that does not count."""
    blocks = (candidate, baseline)
    for block in blocks:
        block()
    # What lives by now lives on: collecting between blocks looks at the rest only.
    gc.freeze()
    pairs = []
    for _ in range(rounds):
        measured = [0.0, 0.0]
        for index in random.sample((0, 1), 2):
            measured[index] = blocks[index]()
        pairs.append((measured[0], measured[1]))
    gc.unfreeze()
    return Comparison(pairs)


def options(description: str, *, calls: int, rounds: int) -> argparse.Namespace:
    """Read the command line that all benchmarks have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--calls", type=int, default=calls, help="calls in a block (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=rounds, help="pairs of blocks (default: %(default)s)")
    parser.add_argument("--format", choices=["text", "md"], default="text", help="default: %(default)s")
    given = parser.parse_args()
    if given.calls < 1 or given.rounds < 2:
        parser.error("at least 1 call and 2 rounds are needed")
    return given


def environment(*distributions: str) -> str:
    """Tell what the figures were measured with."""
    versions = [f"{name} {version(name)}" for name in distributions]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join([python, *versions, f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"])


def table(header: Sequence[str], rows: Iterable[Sequence[str]], style: str) -> str:
    """Lay out rows as aligned text, or as Markdown (``"md"``), which is aligned as well."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [
        [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        for row in (header, ["-" * width for width in widths], *rows)
    ]
    if style == "md":
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in lines)
