"""What comparing costs the caller: a call in mode ``compare``, beside the same call in mode ``forward``.

Run it as ``python -m benchmarks.rollout``. Only the caller's own calls are timed; each block gives the median
of its calls. In the first table all are compared, and the candidate has ended, and a moment passed, before
the next call, as in a program that has other things to do. The second is of a program that never pauses:
there both share one interpreter, and what is beyond the candidates' budget is left out. The control is
``forward`` beside itself.
"""

from __future__ import annotations

import gc
from functools import partial
from statistics import median
from time import perf_counter, sleep
from typing import TYPE_CHECKING

import chime_shim
from benchmarks._calls import GET, PAGE, loopback
from benchmarks._harness import compare, environment, options, table
from chime_shim._graft.compare.candidate import BUDGET, THREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks._harness import Block

GOAL = 1.02
_PAUSE = 0.002
# Only reads are compared.
READS = (GET, PAGE)


def paced(call: Callable[[], object], calls: int, mode: str, *, wait: bool) -> Block:
    """Make a block of ``calls`` calls in a mode: it returns their median in seconds."""

    def block() -> float:
        gc.collect()
        gc.disable()
        seconds = []
        try:
            with chime_shim.mode(mode):
                for _ in range(calls):
                    started = perf_counter()
                    call()
                    seconds.append(perf_counter() - started)
                    if wait:
                        THREADS.join()
                        sleep(_PAUSE)
            THREADS.join()
            return median(seconds)
        finally:
            gc.enable()

    return block


def measure(calls: int, rounds: int, *, wait: bool) -> Iterator[Sequence[str]]:
    """Yield a row of the table for each operation."""
    for operation in READS:
        with loopback(operation) as connect:
            legacy = connect(chime_shim.client, "chime")
            call = partial(getattr(legacy, operation.method), **operation.arguments)
            forward = paced(call, calls, "forward", wait=wait)
            compared = compare(paced(call, calls, "compare", wait=wait), forward, rounds)
            control = compare(paced(call, calls, "forward", wait=wait), forward, rounds)
        yield (
            operation.name,
            str(compared.ratio),
            f"{GOAL:.2f}",
            str(control.ratio),
            f"{compared.candidate * 1e6:.0f}",
            f"{compared.baseline * 1e6:.0f}",
        )


def main() -> None:
    given = options("Compare calls in mode compare with calls in mode forward.", calls=10, rounds=150)
    header = ("operation", "compare / forward", "goal", "control", "compare µs", "forward µs")
    chime_shim.set_hooks([])
    share = BUDGET.share
    for title, wait in (("With time between calls:", True), ("\nWithout a pause:", False)):
        BUDGET.share = float("inf") if wait else share
        print(title)
        print(table(header, measure(given.calls, given.rounds, wait=wait), given.format))
    print(f"\nComparisons left out: {THREADS.dropped}. {environment('botocore', 'boto3', 'wrapt')}.")


if __name__ == "__main__":
    main()
