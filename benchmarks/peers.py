"""What others cost that put themselves between an application and botocore, measured in the same way.

Run it as ``python -m benchmarks.peers``, where they are installed: ``make bench`` sees to that.
Each is measured in a process of its own, in the way of use that its documentation names first, with what it
records thrown away at the end. Between blocks its patches are taken out and put back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

import boto3
import botocore.client
import botocore.endpoint
import botocore.parsers

from benchmarks._calls import GET, SUCCESSOR, answering, loopback, short_circuited
from benchmarks._harness import Quartiles, Row, compare, run, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks._harness import Block

# What any of them patches: the dictionaries of these are compared.
_PATCHED: tuple[Any, ...] = (
    botocore.client.BaseClient,
    botocore.endpoint.Endpoint,
    botocore.parsers.ResponseParser,
)


def open_telemetry() -> Callable[[Callable[[], object]], object]:
    from opentelemetry import trace
    from opentelemetry.instrumentation.botocore import BotocoreInstrumentor
    from opentelemetry.sdk.trace import TracerProvider

    trace.set_tracer_provider(TracerProvider())
    BotocoreInstrumentor().instrument()
    return lambda call: call()


def x_ray() -> Callable[[Callable[[], object]], object]:
    from aws_xray_sdk.core import patch, xray_recorder

    xray_recorder.configure(sampling=False, context_missing="LOG_ERROR")
    xray_recorder.emitter = _Nowhere()
    patch(["botocore"])

    def within_segment(call: Callable[[], object]) -> object:
        with xray_recorder.in_segment("benchmark"):
            return call()

    return within_segment


def datadog() -> Callable[[Callable[[], object]], object]:
    from ddtrace import patch
    from ddtrace.trace import TraceFilter, tracer

    class DropAll(TraceFilter):  # type: ignore[misc]
        def process_trace(self, trace: Any) -> None:
            return None

    tracer.configure(trace_processors=[DropAll()])
    patch(botocore=True)
    return lambda call: call()


class _Nowhere:
    def send_entity(self, entity: Any) -> None:
        pass


# distribution, what puts it in place
PEERS: Mapping[str, Callable[[], Callable[[Callable[[], object]], object]]] = {
    "opentelemetry-instrumentation-botocore": open_telemetry,
    "aws-xray-sdk": x_ray,
    "ddtrace": datadog,
}
_QUIET = {
    "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false",
    "DD_REMOTE_CONFIGURATION_ENABLED": "false",
    "DD_TRACE_STARTUP_LOGS": "false",
    "AWS_XRAY_SDK_ENABLED": "true",
}


def measure(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each peer and transport; of one that is not installed, nothing."""
    for name in PEERS:
        try:
            version(name)
        except PackageNotFoundError:
            continue
        command = [sys.executable, "-m", "benchmarks.peers", "--of", name, str(calls), str(rounds)]
        done = subprocess.run(
            command,
            env={**os.environ, **_QUIET},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        for row in json.loads(done.stdout.splitlines()[-1]):
            goal, what, figure, _, detail = row
            yield Row(goal, what, Quartiles(*figure), detail=detail)
    yield from in_process(calls, rounds)


def measure_one(name: str, calls: int, rounds: int) -> Iterator[Row]:
    """Yield the rows of one peer, which then is in place for the rest of the process."""
    plain = [dict(vars(owner)) for owner in _PATCHED]
    around = PEERS[name]()
    patched = [
        {key: value for key, value in vars(owner).items() if before.get(key) is not value}
        for owner, before in zip(_PATCHED, plain, strict=True)
    ]

    def with_patches(inner: Block, *, on: bool) -> Block:
        def block() -> float:
            for owner, before, after in zip(_PATCHED, plain, patched, strict=True):
                for key, value in after.items():
                    if on or key in before:
                        setattr(owner, key, value if on else before[key])
                    elif key in vars(owner):
                        delattr(owner, key)
            return inner()

        return block

    for goal, transport, clock in (
        ("loopback", loopback, perf_counter),
        ("python", short_circuited, thread_time),
    ):
        with transport(GET) as connect:
            method = getattr(connect(boto3.client, SUCCESSOR), GET.method)
            call = partial(method, **GET.arguments)
            found = compare(
                with_patches(timed(partial(around, call), calls, clock), on=True),
                with_patches(timed(call, calls, clock), on=False),
                rounds,
            )
        what = f"{name}: direct call with / without, {transport.__name__.replace('_', '-')}"
        yield Row(goal, what, found.ratio, detail=found.times())


def in_process(calls: int, rounds: int) -> Iterator[Row]:
    """Yield a row for moto, which answers in the process; beside an answer that costs nothing."""
    from moto import mock_aws
    from moto.core.models import botocore_stubber

    import chime_shim.emulator  # noqa: F401 - moto then has Chime

    with ExitStack() as exits:
        exits.enter_context(mock_aws())
        emulated, answered = (boto3.client(SUCCESSOR, "us-east-1") for _ in range(2))
        made = emulated.create_voice_connector(Name="benchmark", RequireEncryption=True)["VoiceConnector"]
        answered.meta.events.unregister("before-send", botocore_stubber)
        reply = {key: value for key, value in made.items() if not key.endswith("Timestamp")}
        answered.meta.events.register("before-send", answering({"VoiceConnector": reply}))
        blocks = (
            timed(
                partial(client.get_voice_connector, VoiceConnectorId=made["VoiceConnectorId"]),
                calls,
                thread_time,
            )
            for client in (emulated, answered)
        )
        found = compare(*blocks, rounds)
    yield Row(
        "python", "moto: GetVoiceConnector emulated in process / answered", found.ratio, detail=found.times()
    )


def main() -> None:
    if sys.argv[1:2] == ["--of"]:
        name, calls, rounds = sys.argv[2:]
        print(json.dumps(list(measure_one(name, int(calls), int(rounds)))))
        return
    installed = [name for name in PEERS if _is_installed(name)]
    run("Measure peers.", measure, "boto3", "botocore", "moto", *installed, calls=10, rounds=100)


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    main()
