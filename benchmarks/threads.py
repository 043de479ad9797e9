"""Throughput with 64 threads on one client, shim beside direct.

Run it as ``python -m benchmarks.threads``.
"""

from __future__ import annotations

import gc
import threading
from functools import partial
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import boto3

import chime_shim
from benchmarks._calls import GET, LEGACY, SUCCESSOR, loopback
from benchmarks._harness import Quartiles, Row, controlled, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks._harness import Block

THREADS = 64


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each clock."""
    with loopback(GET) as connect:
        for what, clock in (("wall clock", perf_counter), ("processor time", process_time)):
            blocks = [
                _block(partial(getattr(connect(make, service), GET.method), **GET.arguments), calls, clock)
                for make, service in (
                    (chime_shim.client, LEGACY),
                    (boto3.client, SUCCESSOR),
                    (boto3.client, SUCCESSOR),
                )
            ]
            shim, control = controlled(*blocks, rounds)
            # Less is better of a block, and more of a throughput.
            yield Row(
                "threads",
                f"{GET.name}, {THREADS} threads, {what}",
                _inverted(shim.ratio),
                _inverted(control.ratio),
                f"{1 / shim.candidate:,.0f} / {1 / shim.baseline:,.0f} calls a second",
            )


def _inverted(ratio: Quartiles) -> Quartiles:
    return Quartiles(1 / ratio.high, 1 / ratio.median, 1 / ratio.low)


def _block(call: Callable[[], object], calls: int, clock: Callable[[], float]) -> Block:
    def work(barrier: threading.Barrier) -> None:
        call()
        barrier.wait()
        for _ in range(calls):
            call()

    def block() -> float:
        gc.collect()
        barrier = threading.Barrier(THREADS + 1)
        threads = [threading.Thread(target=work, args=(barrier,)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        barrier.wait()
        started = clock()
        for thread in threads:
            thread.join()
        return (clock() - started) / (THREADS * calls)

    return block


def main() -> None:
    run("Compare throughput with many threads.", measure, "boto3", "botocore", calls=6, rounds=20)


if __name__ == "__main__":
    main()
