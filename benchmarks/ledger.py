"""What the ledger costs a call: microseconds, beside those of the call that is counted.

Run it as ``python -m benchmarks.ledger``. The first table times the hook alone, with the writes that its
calls bring about: one in 5,000. CPU time is what counts on a machine that has other things to do as well. The
second table has calls through the shim with and without a ledger, with no network in between.
"""

from __future__ import annotations

import itertools
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import chime_shim
from benchmarks._calls import GET, short_circuited
from benchmarks._harness import compare, environment, options, table, timed
from chime_shim.events import CallSite, LegacyCall, dismiss
from chime_shim.events._ledger import LedgerHook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

GOAL = 3.0
# Call sites that take turns.
SITES = (1, 10, 100, 1000)


def events(sites: int) -> list[LegacyCall]:
    """Make an event for each call site."""
    return [
        LegacyCall(
            operation="GetProxySession",
            successor="chime-sdk-voice:GetProxySession",
            call_site=CallSite("app/proxy.py", line, "main"),
            duration_ms=1,
        )
        for line in range(sites)
    ]


@contextmanager
def hooks() -> Iterator[Callable[[], LedgerHook]]:
    """Make ledgers in a directory of their own."""
    with TemporaryDirectory() as directory:
        yield lambda: LedgerHook(str(Path(directory) / "ledger.db"))


def nothing(call: LegacyCall) -> None:
    """Be a hook that does nothing."""


def alone(calls: int, rounds: int) -> Iterator[Sequence[str]]:
    """Yield a row for each number of call sites."""
    for sites in SITES:
        costs = []
        for clock in (time.process_time, time.perf_counter):
            with hooks() as make:
                hook, turns = make(), itertools.cycle(events(sites))
                counting = timed(lambda hook=hook, turns=turns: hook(next(turns)), calls, clock)
                idling = timed(lambda turns=turns: nothing(next(turns)), calls, clock)
                found = compare(counting, idling, rounds)
                hook.close()
            costs.append(f"{(found.candidate - found.baseline) * 1e6:.2f}")
        yield str(sites), *costs, f"{GOAL:.1f}"


def through_the_shim(calls: int, rounds: int) -> Iterator[Sequence[str]]:
    """Yield a row: the call with a ledger beside the call without."""
    operation = GET
    with TemporaryDirectory() as directory, short_circuited(operation) as connect:
        client = connect(chime_shim.client, "chime")
        call = partial(getattr(client, operation.method), **operation.arguments)
        plain = timed(call, calls)
        with_ledger = timed(call, calls)

        def counted() -> float:
            with chime_shim.configure(ledger=str(Path(directory) / "ledger.db")):
                connect(chime_shim.client, "chime")  # a client that is made has the hooks arranged
                return with_ledger()

        def uncounted() -> float:
            dismiss()
            return plain()

        found = compare(counted, uncounted, rounds)
        dismiss()
    yield (
        operation.name,
        str(found.ratio),
        f"{found.candidate * 1e6:.1f}",
        f"{found.baseline * 1e6:.1f}",
        f"{(found.candidate - found.baseline) * 1e6:+.1f}",
    )


def main() -> None:
    given = options("Measure what the ledger costs a call.", calls=5000, rounds=30)
    header = ("call sites", "CPU µs", "wall-clock µs", "goal")
    print(table(header, alone(given.calls, given.rounds), given.format))
    print()
    calls = max(1, given.calls // 50)
    header = ("operation", "with / without", "with µs", "without µs", "difference µs")
    print(table(header, through_the_shim(calls, given.rounds), given.format))
    print(
        f"\nMedians of {given.rounds} pairs of blocks of {given.calls} calls ({calls} through the shim), "
        "the two of a pair in random order.\n"
        f"{environment('botocore', 'boto3')}."
    )


if __name__ == "__main__":
    main()
