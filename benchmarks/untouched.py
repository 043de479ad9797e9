"""What the shim costs those who do not use it: an ``s3`` client, made and called with the shim and without.

Run it as ``python -m benchmarks.untouched``.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING, Any

import boto3
from botocore.awsrequest import AWSResponse

import chime_shim
from benchmarks._calls import CLIENT_ARGUMENTS
from benchmarks._harness import Row, controlled, run, timed
from benchmarks.creation import block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from benchmarks._harness import Block

_CONTEXTS = (chime_shim.install, nullcontext, nullcontext)


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for making a client, and one for calling it."""
    session = boto3.Session()
    create = partial(session.client, "s3", **CLIENT_ARGUMENTS)
    shim, control = controlled(
        *(block(max(1, calls // 4), context, lambda: create) for context in _CONTEXTS), rounds
    )
    yield Row("untouched", 'boto3.client("s3")', shim.ratio, control.ratio, shim.times())
    call = _answered(create()).list_buckets
    shim, control = controlled(
        *(within(context, timed(call, calls, thread_time)) for context in _CONTEXTS), rounds
    )
    yield Row("untouched", "s3.list_buckets(), short-circuited", shim.ratio, control.ratio, shim.times())


def within(context: Callable[[], AbstractContextManager[Any]], inner: Block) -> Block:
    """Make a block that runs another within a context, which is not measured."""

    def measured() -> float:
        with context():
            return inner()

    return measured


def _answered(client: Any) -> Any:
    def reply(request: Any, **_: Any) -> AWSResponse:
        response = AWSResponse(request.url, 200, {"Content-Type": "application/xml"}, None)
        response._content = b"<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>"
        return response

    client.meta.events.register("before-send", reply)
    return client


def main() -> None:
    run("Compare a client that is not ours.", measure, "boto3", "botocore", "wrapt", calls=20, rounds=100)


if __name__ == "__main__":
    main()
