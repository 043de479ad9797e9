"""What use in quantity costs: many call sites, many clients.

Run it as ``python -m benchmarks.growth`` (on Linux).
"""

from __future__ import annotations

import gc
import logging
import os
import statistics
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS, GET
from benchmarks._harness import Quartiles, Row, run
from benchmarks._processes import run_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SITES = 100_000
CLIENTS = 1_000


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield rows for call sites and for clients; ``calls`` is how many are measured at either end."""
    logging.getLogger("chime_shim").addHandler(logging.NullHandler())
    yield from call_sites(calls)
    yield from clients(calls // 10)


def call_sites(calls: int) -> Iterator[Row]:
    """Call from 100,000 lines, one after the other, and measure the first and the last of them."""
    client = chime_shim.client("chime", **CLIENT_ARGUMENTS)
    # An answer before anything is signed: most of what is left is the shim's.
    client.meta.events.register("before-call", lambda **_: (_Answer(), {"ResponseMetadata": {}}))

    def site() -> None:
        client.get_proxy_session(**GET.arguments)

    code = site.__code__

    def call_from(line: int) -> float:
        site.__code__ = code.replace(co_firstlineno=line)
        started = thread_time()
        site()
        return thread_time() - started

    call_from(1)
    before = resident()
    times = [call_from(line) for line in range(2, SITES + 2)]
    added = (resident() - before) / 1e6
    again = [call_from(SITES + 1) for _ in range(calls)]
    yield _row(
        f"a call from the last {calls:,} of {SITES:,} lines / the first", times[-calls:], times[:calls]
    )
    yield _row("a call from one line, after 100,000 lines / from a new line", again, times[:calls])
    yield Row(
        "growth",
        f"memory for {SITES:,} lines",
        Quartiles(added, added, added),
        detail="MB, of which the memory of Python's own warnings is a part; 10,000 lines are remembered",
    )


_CLIENTS = """
import boto3, chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS
from benchmarks.growth import CLIENTS

chime_shim.install()
session, kept = boto3.Session(), []
for number in range(CLIENTS):
    # With the shim, and without: what the machine does meanwhile falls on both.
    for disabled in ("", "1"):
        os.environ["CHIME_SHIM_DISABLED"] = disabled
        started = time.thread_time()
        kept.append(session.client("chime", **CLIENT_ARGUMENTS))
        print(time.thread_time() - started)
"""


_KEPT = """
import boto3, chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS
from benchmarks.growth import CLIENTS, resident

chime_shim.install()
os.environ["CHIME_SHIM_DISABLED"] = "{disabled}"
session = boto3.Session()
kept = [session.client("chime", **CLIENT_ARGUMENTS)]
before = resident()
kept += [session.client("chime", **CLIENT_ARGUMENTS) for _ in range(CLIENTS)]
print((resident() - before) / CLIENTS / 1e3)
"""


def clients(calls: int) -> Iterator[Row]:
    """Make 1,000 clients with the shim and 1,000 without, in turn, and keep them all."""
    times = run_alone(_CLIENTS)
    ratios = [shim / stock for shim, stock in zip(times[::2], times[1::2], strict=True)]
    for which, part in (("first", ratios[1 : calls + 1]), ("last", ratios[-calls:])):
        what = f"making a client, shim / stock, the {which} {calls} of {CLIENTS:,}"
        yield Row("growth", what, Quartiles.of(part))
    shim, stock = (run_alone(_KEPT.format(disabled=disabled))[0] for disabled in ("", "1"))
    yield Row(
        "growth",
        "memory for a client more",
        Quartiles(*[shim - stock] * 3),
        detail=f"kB more than without the shim ({shim:.0f} / {stock:.0f})",
    )


def resident() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _row(what: str, late: Sequence[float], early: Sequence[float]) -> Row:
    # Calls have no pairs here: quartile by quartile.
    ends = (Quartiles.of(late), Quartiles.of(early))
    medians = " / ".join(f"{statistics.median(times) * 1e6:,.0f}" for times in (late, early))
    ratio = Quartiles(*(one / other for one, other in zip(*ends, strict=True)))
    return Row("growth", what, Quartiles(*sorted(ratio)), detail=f"{medians} µs")


class _Answer:
    status_code = 200


def main() -> None:
    run("Measure growth.", measure, "boto3", "botocore", calls=2_000, rounds=2)


if __name__ == "__main__":
    main()
