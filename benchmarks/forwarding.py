"""What forwarding costs: the legacy call through the shim, beside the direct call of the successor.

Run it as ``python -m benchmarks.forwarding``. The control compares the direct call with itself, on two
clients: how far that is from 1, and how wide it spreads, is how far the figures are to be trusted.
"""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from benchmarks._calls import loopback, short_circuited
from benchmarks._counted import DIRECT, SHIM
from benchmarks._harness import Row, controlled, run, timed
from benchmarks._single import SINGLE

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each transport and operation."""
    # Without a network, what counts is the processor's time: of that other processes take less away.
    for goal, transport, clock, where in (
        ("loopback", loopback, perf_counter, "loopback"),
        ("python", short_circuited, thread_time, "cut"),
    ):
        for name, single in SINGLE.items():
            with transport(single.operation) as connect:
                shim, direct, twin = (single.call(side, connect) for side in (SHIM, DIRECT, DIRECT))
                assert shim() == direct(), f"{name}: the two replies differ"
                page = name.startswith("List")  # it takes as long as twenty other calls
                each, turns = (max(1, calls // 10), rounds // 2) if page else (calls, rounds)
                blocks = [timed(call, each, clock) for call in (shim, direct, twin)]
                found, control = controlled(*blocks, max(2, turns))
            yield Row(goal, f"{name}, {where}", found.ratio, control.ratio, found.times())


def main() -> None:
    run(
        "Compare legacy calls through chime_shim with direct calls.",
        measure,
        "botocore",
        "boto3",
        "wrapt",
        "structlog",
        calls=10,
        rounds=200,
    )


if __name__ == "__main__":
    main()
