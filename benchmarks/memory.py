"""What the shim adds to the memory of a process. Run it as ``python -m benchmarks.memory`` (Linux).

Each figure is the median over new processes of what a step adds to the resident set, less what the same step
adds without the shim.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks._harness import Quartiles, Row, run
from benchmarks._processes import run_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = """
import boto3
from benchmarks._calls import CLIENT_ARGUMENTS, GET, answering

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

def step(before):
    after = resident()
    print(after - before)
    return after

# What any process has that makes clients: sessions, TLS, endpoints.
boto3.client("s3", **CLIENT_ARGUMENTS)
now = resident()
{install}
now = step(now)
chime = boto3.client("chime", **CLIENT_ARGUMENTS)
now = step(now)
{voice}
reply = answering(GET.body)
(chime if {shim} else voice).meta.events.register("before-send", reply)
getattr(chime if {shim} else voice, GET.method)(**GET.arguments)
step(now)
"""
_SHIM = _STEPS.format(install="import chime_shim; chime_shim.install()", voice="", shim=True)
_STOCK = _STEPS.format(
    install="", voice='voice = boto3.client("chime-sdk-voice", **CLIENT_ARGUMENTS)', shim=False
)
_NAMES = ("shim installed", "first legacy client", "first call to one successor")


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each step."""
    found: dict[str, list[list[float]]] = {_SHIM: [], _STOCK: []}
    for _ in range(rounds):
        for script in random.sample((_SHIM, _STOCK), 2):
            found[script].append(run_alone(script))
    for index, name in enumerate(_NAMES):
        shim, stock = (Quartiles.of([steps[index] for steps in found[script]]) for script in (_SHIM, _STOCK))
        added = [one[index] - other[index] for one, other in zip(found[_SHIM], found[_STOCK], strict=True)]
        yield Row(
            "memory",
            name,
            Quartiles.of(added),
            detail=f"MB more than without the shim ({shim.median:.2f} / {stock.median:.2f})",
        )


def main() -> None:
    run("Measure resident memory.", measure, "boto3", "botocore", "wrapt", "structlog", calls=1, rounds=10)


if __name__ == "__main__":
    main()
