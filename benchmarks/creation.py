"""What making clients costs: ``boto3.client("chime")`` with the shim, beside the same without it.

Run it as ``python -m benchmarks.creation``. Garbage collection is off while it is measured.
"""

from __future__ import annotations

import gc
import random
from contextlib import contextmanager, nullcontext
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING, Any

import boto3

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS
from benchmarks._counted import SHIM, Counted
from benchmarks._harness import Comparison, Row, controlled, run
from benchmarks._processes import run_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from benchmarks._harness import Block

_FIRST = """
import boto3
{}
started = time.process_time()
boto3.client("chime", "us-east-1")
print(time.process_time() - started)
"""
_STOCK, _SHIM = _FIRST.format(""), _FIRST.format("import chime_shim; chime_shim.install()")


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for the first client, and for later ones."""
    shim, control = first_clients(max(2, rounds // 6))
    yield Row("creation", "the first client of a process", shim.ratio, control.ratio, shim.times())
    for what, prepare, number in (
        ("the first client of a session", new_session, max(1, calls // 4)),
        ("later clients of a session", partial(one_session, boto3.Session()), calls),
    ):
        blocks = [
            block(number, context, prepare) for context in (chime_shim.install, nullcontext, nullcontext)
        ]
        shim, control = controlled(*blocks, rounds)
        yield Row("creation", what, shim.ratio, control.ratio, shim.times())


def counted() -> Iterator[Counted]:
    """Yield what of this is counted, with the other clients of the process made before."""
    yield Counted("creation", "the first client of a session", contextmanager(_of_sessions))
    yield Counted("creation", "later clients of a session", contextmanager(_of_one_session))


def counted_once() -> Iterator[Counted]:
    """Yield what of this is counted in a process of its own."""
    yield Counted("creation", "the first client of a process", contextmanager(_of_process), once=True)


def _of_process(side: str) -> Iterator[Callable[[], Any]]:
    with _context(side)():
        yield partial(boto3.client, "chime", **CLIENT_ARGUMENTS)


def _of_sessions(side: str) -> Iterator[Callable[[], Any]]:
    with _context(side)():
        prepared = [new_session() for _ in range(20)]

        def next_session() -> Any:
            return prepared.pop()()

        yield next_session


def _of_one_session(side: str) -> Iterator[Callable[[], Any]]:
    with _context(side)():
        yield one_session(boto3.Session())


def _context(side: str) -> Callable[[], AbstractContextManager[Any]]:
    return chime_shim.install if side == SHIM else nullcontext


def first_clients(rounds: int) -> tuple[Comparison, Comparison]:
    """Compare the first clients of new processes."""
    found: list[list[float]] = [[], [], []]
    for _ in range(rounds):
        for index in random.sample(range(3), 3):
            found[index] += run_alone((_SHIM, _STOCK, _STOCK)[index])
    return Comparison(list(zip(found[0], found[1], strict=True))), Comparison(
        list(zip(found[2], found[1], strict=True))
    )


def new_session() -> Callable[[], Any]:
    session = boto3.Session()
    session.get_available_services()  # which lists directories: of that a process pays once
    return partial(session.client, "chime", **CLIENT_ARGUMENTS)


def one_session(session: boto3.Session) -> Callable[[], Any]:
    return partial(session.client, "chime", **CLIENT_ARGUMENTS)


def block(
    calls: int,
    context: Callable[[], AbstractContextManager[Any]],
    prepare: Callable[[], Callable[[], Any]],
) -> Block:
    """Make a block that makes clients, in a context that is not measured.

    One client more than is measured: patching a class makes Python forget what it knew of it.
    """

    def measured() -> float:
        with context():
            prepared = [prepare() for _ in range(calls)]
            gc.collect()
            gc.disable()
            prepare()()
            started = thread_time()
            clients = [create() for create in prepared]
            took = thread_time() - started
            gc.enable()
        for client in clients:
            client.close()
        return took / calls

    return measured


def main() -> None:
    run("Compare the making of clients.", measure, "boto3", "botocore", "wrapt", calls=12, rounds=60)


if __name__ == "__main__":
    main()
