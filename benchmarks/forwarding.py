"""What forwarding costs: the legacy call through the shim, beside the direct call of the successor.

Run it as ``python -m benchmarks.forwarding``. The control compares the direct call with itself, on two
clients: how far that is from 1, and how wide it spreads, is how far the figures are to be trusted.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

import boto3

import chime_shim
from benchmarks._calls import CREATE, GET, LEGACY, PAGE, SUCCESSOR, loopback, short_circuited
from benchmarks._harness import Row, controlled, run, timed

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each transport and operation."""
    # Without a network, what counts is the processor's time: of that other processes take less away.
    for goal, transport, clock in (
        ("loopback", loopback, perf_counter),
        ("python", short_circuited, thread_time),
    ):
        for operation in (GET, CREATE, PAGE):
            page = operation is PAGE
            for fast in (False, True) if page else (False,):
                with transport(operation) as connect, chime_shim.configure(fast_timestamps=fast):
                    legacy, direct, twin = (
                        partial(getattr(connect(make, service), operation.method), **operation.arguments)
                        for make, service in (
                            (chime_shim.client, LEGACY),
                            (boto3.client, SUCCESSOR),
                            (boto3.client, SUCCESSOR),
                        )
                    )
                    assert legacy() == direct(), f"{operation.name}: the two replies differ"
                    # A page takes as long as twenty other calls.
                    each, turns = (max(1, calls // 10), rounds // 2) if page else (calls, rounds)
                    blocks = [timed(call, each, clock) for call in (legacy, direct, twin)]
                    shim, control = controlled(*blocks, max(2, turns))
                yield Row(
                    "page" if page else goal,
                    f"{operation.name}, {transport.__name__.replace('_', '-')}"
                    + (", fast_timestamps" if fast else ""),
                    shim.ratio,
                    control.ratio,
                    shim.times(),
                )


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
