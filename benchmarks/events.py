"""What it costs to tell of a call: the call site, the warning, structlog and the ledger.

Run it as ``python -m benchmarks.events``. Measured is what the graft does for a call beyond forwarding it: an
observation, entered and left, which ends with the hooks; after the first one at its line.
"""

from __future__ import annotations

import logging
import tempfile
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any

import structlog

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS, GET
from benchmarks._harness import Comparison, Quartiles, Row, measured, run
from chime_shim.events import StructlogHook, set_hooks
from chime_shim.events._ledger import LedgerHook
from chime_shim.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks._harness import Block

_REPLY = {"ResponseMetadata": {"RequestId": "1", "HTTPStatusCode": 200, "RetryAttempts": 0}}

# As deep as a call is in botocore and boto3 when it is observed.
_AS_BOTOCORE = """
def _api_call(observed):
    return _make_api_call(observed)

def _make_api_call(observed):
    return observed()
"""


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each set of hooks."""
    client = chime_shim.client("chime", **CLIENT_ARGUMENTS)
    route, observe = ROUTES[GET.name], client._chime_shim.observe

    def observed() -> None:
        with observe(client, route, GET.arguments) as observation:
            observation.answered(_REPLY)

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    # The first event of a line is logged, here to nobody.
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    for what, hooks in _hooks():
        with ExitStack() as exits:
            exits.enter_context(set_hooks([make(exits) for make in hooks]))
            found = measured([_block(observed, calls), _block(_nothing, calls)], rounds)
        cost = Comparison(list(zip(*found, strict=True))).difference
        yield Row("events", what, Quartiles(*(value * 1e6 for value in cost)), detail="µs of processor time")


def _hooks() -> Iterator[tuple[str, list[Callable[[ExitStack], Any]]]]:
    yield "call site, event and warning", []
    yield "and structlog, which drops later calls by their level", [lambda _: StructlogHook()]
    yield "and the ledger", [lambda _: StructlogHook(), _ledger]


def _ledger(exits: ExitStack) -> Any:
    directory = exits.enter_context(tempfile.TemporaryDirectory())
    hook = LedgerHook(str(Path(directory) / "ledger.sqlite"))
    exits.callback(hook.close)
    return hook


def _nothing() -> None:
    pass


def _block(observed: Callable[[], None], calls: int) -> Block:
    names: dict[str, Any] = {"__name__": "botocore.client"}
    exec(_AS_BOTOCORE, names)
    through = names["_api_call"]

    def block() -> float:
        through(observed)
        started = thread_time()
        for _ in repeat(None, calls):
            through(observed)
        return (thread_time() - started) / calls

    return block


def main() -> None:
    run("Measure what it costs to tell of a call.", measure, "structlog", calls=500, rounds=100)


if __name__ == "__main__":
    main()
