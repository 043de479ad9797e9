"""What forwarding costs: the legacy call through the shim, beside the direct call of the successor.

Run it as ``python -m benchmarks.forwarding``. The control compares the direct call with itself,
on two clients: how far that is from 1, and how wide it spreads, is how far the figures are to be trusted.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

import chime_shim
from benchmarks._harness import compare, environment, options, table, timed
from benchmarks._server import json_answer, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    # Makes a client of a service by boto3.client or chime_shim.client, connected to a transport.
    Connect: TypeAlias = Callable[[Callable[..., Any], str], Any]

_LEGACY, _SUCCESSOR = "chime", "chime-sdk-voice"
_CLIENT_ARGUMENTS = {
    "region_name": "us-east-1",
    "aws_access_key_id": "benchmark",
    "aws_secret_access_key": "benchmark",
    # Whatever proxy the environment names is not on the way.
    "config": Config(proxies={}),
}

_VOICE_CONNECTOR = "abcdef1ghij2klmno3pqr4"
_PROXY_SESSION = {
    "VoiceConnectorId": _VOICE_CONNECTOR,
    "ProxySessionId": "123a4bc5-67d8-901e-2f3g-h4ghjk56789l",
    "Name": "Support",
    "Status": "Open",
    "ExpiryMinutes": 60,
    "Capabilities": ["SMS", "Voice"],
    "CreatedTimestamp": "2020-04-15T16:10:10.288Z",
    "UpdatedTimestamp": "2020-04-15T16:10:10.288Z",
    "Participants": [
        {"PhoneNumber": "+12065550100", "ProxyPhoneNumber": "+19135550199"},
        {"PhoneNumber": "+14015550101", "ProxyPhoneNumber": "+19135550199"},
    ],
}


class Operation(NamedTuple):
    """A call, and what the service answers."""

    name: str
    method: str
    arguments: Mapping[str, Any]
    body: Any
    status: int = 200


OPERATIONS = (
    Operation(
        "GetProxySession",
        "get_proxy_session",
        {"VoiceConnectorId": _VOICE_CONNECTOR, "ProxySessionId": _PROXY_SESSION["ProxySessionId"]},
        {"ProxySession": _PROXY_SESSION},
    ),
    Operation(
        "CreateProxySession",
        "create_proxy_session",
        {
            "VoiceConnectorId": _VOICE_CONNECTOR,
            "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
            "Name": "Support",
            "ExpiryMinutes": 60,
            "Capabilities": ["Voice", "SMS"],
        },
        {"ProxySession": _PROXY_SESSION},
        201,
    ),
    Operation(
        "ListProxySessions, 100 of them",
        "list_proxy_sessions",
        {"VoiceConnectorId": _VOICE_CONNECTOR, "MaxResults": 100},
        {"ProxySessions": [_PROXY_SESSION] * 100},
    ),
)


@contextmanager
def loopback(operation: Operation) -> Iterator[Connect]:
    """HTTP to a server process on this machine."""
    with serving(operation.body, operation.status) as url:
        yield lambda make, service: make(service, endpoint_url=url, **_CLIENT_ARGUMENTS)


@contextmanager
def short_circuited(operation: Operation) -> Iterator[Connect]:
    """No network: a ``before-send`` handler answers, after the request was signed."""
    answer = json_answer(operation.body, operation.status)

    def reply(request: Any, **_: Any) -> AWSResponse:
        response = AWSResponse(request.url, answer.status, answer.headers, None)
        # What it keeps once it has read its socket.
        response._content = answer.content
        return response

    def connect(make: Callable[..., Any], service: str) -> Any:
        client = make(service, **_CLIENT_ARGUMENTS)
        client.meta.events.register("before-send", reply)
        return client

    yield connect


# transport, what to aim at
TRANSPORTS = ((loopback, 1.01), (short_circuited, 1.05))


def measure(calls: int, rounds: int) -> Iterator[Sequence[str]]:
    """Yield a row of the table for each transport and operation."""
    for transport, goal in TRANSPORTS:
        for operation in OPERATIONS:
            with transport(operation) as connect:
                legacy, direct, twin = (
                    partial(getattr(connect(make, service), operation.method), **operation.arguments)
                    for make, service in (
                        (chime_shim.client, _LEGACY),
                        (boto3.client, _SUCCESSOR),
                        (boto3.client, _SUCCESSOR),
                    )
                )
                assert legacy() == direct(), f"{operation.name}: the two replies differ"
                shim = compare(timed(legacy, calls), timed(direct, calls), rounds)
                control = compare(timed(twin, calls), timed(direct, calls), rounds)
            yield (
                transport.__name__.replace("_", "-"),
                operation.name,
                str(shim.ratio),
                f"{goal:.2f}",
                str(control.ratio),
                f"{shim.candidate * 1e6:.0f}",
                f"{shim.baseline * 1e6:.0f}",
                f"{(shim.candidate - shim.baseline) * 1e6:+.0f}",
            )


def main() -> None:
    given = options("Compare legacy calls through chime_shim with direct calls.", calls=10, rounds=150)
    header = (
        "network",
        "operation",
        "shim / direct",
        "goal",
        "control: direct / direct",
        "shim µs",
        "direct µs",
        "difference µs",
    )
    print(table(header, measure(given.calls, given.rounds), given.format))
    versions = environment("botocore", "boto3", "wrapt", "structlog")
    print(
        f"\nRatios: median (quartiles) of {given.rounds} pairs of blocks of {given.calls} calls, the two of "
        "a pair in random order. Times: medians.\nGarbage is collected before each block, and not within "
        f"one. Hooks and warning filters: as by default.\n{versions}."
    )


if __name__ == "__main__":
    main()
