"""What every benchmark here shares: measurement in turn, statistics of ratios, rows, and tables.

A *block* is a function that returns one measurement: seconds a call, or bytes, or anything of which less is
better. The blocks of a comparison are measured in turn, in random order, so that whatever else the machine
does falls on all alike; each turn gives one ratio.

A benchmark is a module with a ``main`` that gives ``run`` a function that yields rows.
"""

from __future__ import annotations

import argparse
import gc
import json
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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    Block: TypeAlias = Callable[[], float]


class Quartiles(NamedTuple):
    """A median, between the 25th and the 75th percentile."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Quartiles:
        return cls(*statistics.quantiles(values, n=4, method="inclusive"))

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True)
class Comparison:
    """Measurements of a candidate and of its baseline, by pairs."""

    pairs: Sequence[tuple[float, float]]

    @property
    def ratio(self) -> Quartiles:
        return Quartiles.of([candidate / baseline for candidate, baseline in self.pairs])

    @property
    def difference(self) -> Quartiles:
        return Quartiles.of([candidate - baseline for candidate, baseline in self.pairs])

    @property
    def candidate(self) -> float:
        return statistics.median(candidate for candidate, _ in self.pairs)

    @property
    def baseline(self) -> float:
        return statistics.median(baseline for _, baseline in self.pairs)

    def times(self) -> str:
        return f"{self.candidate * 1e6:,.0f} / {self.baseline * 1e6:,.0f} µs"


class Row(NamedTuple):
    """A line of a benchmark's table.

    Args:
        goal: The row of the table of goals that it belongs to, by its key (see ``_goals.py``).
        what: What was measured.
        figure: The measurement.
        control: The same of the baseline with itself, if there is such a thing.
        detail: Absolute figures, or what else there is to say.
    """

    goal: str
    what: str
    figure: Quartiles
    control: Quartiles | None = None
    detail: str = ""


def timed(call: Callable[[], object], calls: int, clock: Callable[[], float] = perf_counter) -> Block:
    """Make a block of ``calls`` calls: it returns their mean in seconds.

    Garbage is collected before them, and not within; one call that does not count follows the collection,
    which leaves the processor's caches cold.

    Args:
        call: What to call.
        calls: How often.
        clock: What to read the time from: ``time.thread_time`` counts only what the processor spent on it.
    """

    def block() -> float:
        gc.collect()
        gc.disable()
        try:
            call()
            started = clock()
            for _ in repeat(None, calls):
                call()
            return (clock() - started) / calls
        finally:
            gc.enable()

    return block


def measured(blocks: Sequence[Block], rounds: int) -> list[list[float]]:
    """Measure each of the blocks ``rounds`` times, after one round that does not count."""
    for block in blocks:
        block()
    # What lives by now lives on: collecting between blocks looks at the rest only.
    gc.freeze()
    found: list[list[float]] = [[] for _ in blocks]
    for _ in range(rounds):
        for index in random.sample(range(len(blocks)), len(blocks)):
            found[index].append(blocks[index]())
    gc.unfreeze()
    return found


def compare(candidate: Block, baseline: Block, rounds: int) -> Comparison:
    """Measure a candidate beside its baseline."""
    return Comparison(list(zip(*measured([candidate, baseline], rounds), strict=True)))


def controlled(candidate: Block, baseline: Block, twin: Block, rounds: int) -> tuple[Comparison, Comparison]:
    """Measure a candidate beside its baseline, and in the same rounds a twin of the baseline beside it."""
    found = measured([candidate, baseline, twin], rounds)
    return Comparison(list(zip(*found[:2], strict=True))), Comparison(
        list(zip(found[2], found[1], strict=True))
    )


def options(description: str, *, calls: int, rounds: int) -> argparse.Namespace:
    """Read the command line that all benchmarks have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--calls", type=int, default=calls, help="calls in a block (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=rounds, help="rounds of blocks (default: %(default)s)")
    parser.add_argument(
        "--format", choices=["text", "md", "json"], default="text", help="default: %(default)s"
    )
    given = parser.parse_args()
    if given.calls < 1 or given.rounds < 2:
        parser.error("at least 1 call and 2 rounds are needed")
    return given


def run(
    description: str,
    measure: Callable[[int, int], Iterator[Row]],
    *distributions: str,
    calls: int,
    rounds: int,
) -> None:
    """Be the ``main`` of a benchmark: measure, and print."""
    given = options(description, calls=calls, rounds=rounds)
    rows = list(measure(given.calls, given.rounds))
    if given.format == "json":
        print(json.dumps({"rows": rows, "versions": versions(*distributions)}))
        return
    header = ("goal", "what", "figure", "control", "detail")
    print(table(header, [tuple(map(_cell, row)) for row in rows], given.format))
    print(f"\nMedians (quartiles) of {given.rounds} rounds.\n{environment(*distributions)}.")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def versions(*distributions: str) -> Mapping[str, str]:
    """Tell the releases of distributions."""
    return {name: version(name) for name in distributions}


def environment(*distributions: str) -> str:
    """Tell what the figures were measured with."""
    named = [f"{name} {release}" for name, release in versions(*distributions).items()]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join([python, *named, f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"])


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
