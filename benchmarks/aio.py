"""What forwarding costs with aiobotocore. Run it as ``python -m benchmarks.aio``, where that is installed."""

from __future__ import annotations

import asyncio
import gc
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

from aiobotocore.awsrequest import AioAWSResponse
from aiobotocore.session import get_session

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS, CREATE, GET, LEGACY, PAGE, SUCCESSOR, answering
from benchmarks._counted import SIDES, Counted
from benchmarks._harness import Row, controlled, run
from benchmarks._server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks._calls import Operation
    from benchmarks._harness import Block

_ARGUMENTS = {name: value for name, value in CLIENT_ARGUMENTS.items() if name != "config"}


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each transport and operation."""
    loop = asyncio.new_event_loop()
    for operation in (GET, CREATE, PAGE):
        with serving(operation.body, operation.status) as url:
            for where, endpoint, clock in (
                ("loopback", url, perf_counter),
                ("cut", None, thread_time),
            ):
                each, turns = (max(1, calls // 10), rounds // 2) if operation is PAGE else (calls, rounds)
                exits = AsyncExitStack()
                clients = [
                    loop.run_until_complete(exits.enter_async_context(make())) for make in _makers(endpoint)
                ]
                if endpoint is None:
                    reply = answering(operation.body, operation.status, AioAWSResponse)
                    for client in clients:
                        client.meta.events.register("before-send", reply)
                blocks = [_timed(loop, client, operation, each, clock) for client in clients]
                shim, control = controlled(*blocks, max(2, turns))
                loop.run_until_complete(exits.aclose())
                yield Row("aio", f"{operation.name}, {where}", shim.ratio, control.ratio, shim.times())
    loop.close()


def counted() -> Iterator[Counted]:
    """Yield what of this is counted."""
    for operation in (GET, CREATE, PAGE):
        yield Counted("aio", f"{operation.name}, aiobotocore", contextmanager(partial(_cut, operation)))


def _cut(operation: Operation, side: str) -> Iterator[Callable[[], Any]]:
    loop = asyncio.new_event_loop()
    exits = AsyncExitStack()
    make = next(each for each, name in zip(_makers(None), SIDES, strict=False) if name == side)
    client = loop.run_until_complete(exits.enter_async_context(make()))
    client.meta.events.register("before-send", answering(operation.body, operation.status, AioAWSResponse))
    method = getattr(client, operation.method)
    yield lambda: loop.run_until_complete(method(**operation.arguments))
    loop.run_until_complete(exits.aclose())
    loop.close()


def _makers(endpoint_url: str | None) -> Iterator[Callable[[], Any]]:
    for make, service in (
        (lambda *a, **k: chime_shim.client(*a, session=get_session(), **k), LEGACY),
        (get_session().create_client, SUCCESSOR),
        (get_session().create_client, SUCCESSOR),
    ):
        yield lambda make=make, service=service: make(service, endpoint_url=endpoint_url, **_ARGUMENTS)


def _timed(
    loop: asyncio.AbstractEventLoop,
    client: Any,
    operation: Operation,
    calls: int,
    clock: Callable[[], float],
) -> Block:
    method = getattr(client, operation.method)

    async def all_calls() -> float:
        await method(**operation.arguments)
        started = clock()
        for _ in range(calls):
            await method(**operation.arguments)
        return (clock() - started) / calls

    def block() -> float:
        gc.collect()
        gc.disable()
        try:
            return loop.run_until_complete(all_calls())
        finally:
            gc.enable()

    return block


def main() -> None:
    run(
        "Compare legacy calls through chime_shim with direct calls, with aiobotocore.",
        measure,
        "aiobotocore",
        "botocore",
        calls=10,
        rounds=100,
    )


if __name__ == "__main__":
    main()
