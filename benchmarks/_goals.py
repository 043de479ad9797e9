"""What is aimed at, row by row, and where each is measured."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BENCHMARKS", "GOALS", "Goal"]


class Goal(NamedTuple):
    """A row of the table of goals.

    Args:
        key: What benchmarks call it.
        measure: What is measured.
        goal: What is aimed at.
    """

    key: str
    measure: str
    goal: str


GOALS = (
    Goal(
        "loopback",
        "legacy call through the shim / direct successor call, loopback HTTP",
        "at most 1.01, events on",
    ),
    Goal(
        "python",
        "the same without the network: the pure cost of Python",
        "at most 1.05; below 1.00 is the aim",
    ),
    Goal(
        "page",
        "a page of 100 proxy sessions, shim / direct",
        "at most 1.00; 0.3 is the aim with `fast_timestamps`",
    ),
    Goal("aio", "aiobotocore, the same", "as above"),
    Goal("composed", "composed calls / the requests that they take, made by hand", "at most 1.05"),
    Goal("import", "`import chime_shim`", "at most 2 ms after boto3, 10 ms without it"),
    Goal("creation", '`boto3.client("chime")` with the shim / without', "at most 1.05"),
    Goal("memory", "resident memory", "at most 0.5, 2 and 2.5 MB"),
    Goal("untouched", "an `s3` client with the shim / without", "1.00, within the control"),
    Goal("threads", "throughput with 64 threads, shim / direct", "at least 0.98"),
    Goal(
        "growth",
        "cost as use grows: 100,000 call sites, 1,000 clients",
        "flat for each, and memory that has a bound",
    ),
    Goal(
        "events",
        "events with structlog, warnings and the ledger: added to a call after the first at its line",
        "at most 8 µs",
    ),
)

# module, the environment that it runs in
BENCHMARKS = (
    ("forwarding", ""),
    ("aio", "-aio"),
    ("composed", ""),
    ("imports", ""),
    ("creation", ""),
    ("memory", ""),
    ("untouched", ""),
    ("threads", ""),
    ("growth", ""),
    ("events", ""),
    ("peers", "-bench"),
)
