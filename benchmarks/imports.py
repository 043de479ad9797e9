"""What importing and installing cost. Run it as ``python -m benchmarks.imports``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks._harness import Quartiles, Row, run
from benchmarks._processes import run_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOTO3 = "import boto3\n"
# The processor's time, as of that other processes take less away.
_TIMED = "started = time.process_time()\n{}\nprint((time.process_time() - started) * 1e3)\n"

# goal, what, what comes before, what is timed
_CASES = (
    ("import", "import chime_shim, after boto3", _BOTO3, "import chime_shim"),
    ("import", "import chime_shim, without boto3", "", "import chime_shim"),
    ("import", "chime_shim.install(), after boto3", _BOTO3 + "import chime_shim", "chime_shim.install()"),
    ("", "for comparison: import boto3", "", _BOTO3),
)


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each thing to import."""
    found: dict[str, list[float]] = {what: [] for _, what, _, _ in _CASES}
    for _ in range(rounds):
        for _, what, before, script in _CASES:
            found[what] += run_alone(f"{before}\n{_TIMED.format(script)}")
    for goal, what, _, _ in _CASES:
        yield Row(goal, what, Quartiles.of(found[what]), detail="ms of CPU time")


def main() -> None:
    run("Measure imports.", measure, "boto3", "wrapt", calls=1, rounds=15)


if __name__ == "__main__":
    main()
