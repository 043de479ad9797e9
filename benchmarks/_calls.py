"""The calls that are measured, what is answered to them, and the two ways to get an answer."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.awsrequest import AWSResponse
from botocore.config import Config

from benchmarks._server import json_answer, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    # Makes a client of a service by boto3.client or chime_shim.client, connected to a transport.
    Connect: TypeAlias = Callable[[Callable[..., Any], str], Any]

LEGACY, SUCCESSOR = "chime", "chime-sdk-voice"
CLIENT_ARGUMENTS = {
    "region_name": "us-east-1",
    "aws_access_key_id": "benchmark",
    "aws_secret_access_key": "benchmark",
    # Whatever proxy the environment names is not on the way.
    "config": Config(proxies={}, max_pool_connections=64),
}

VOICE_CONNECTOR = "abcdef1ghij2klmno3pqr4"
PROXY_SESSION = {
    "VoiceConnectorId": VOICE_CONNECTOR,
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


GET = Operation(
    "GetProxySession",
    "get_proxy_session",
    {"VoiceConnectorId": VOICE_CONNECTOR, "ProxySessionId": PROXY_SESSION["ProxySessionId"]},
    {"ProxySession": PROXY_SESSION},
)
CREATE = Operation(
    "CreateProxySession",
    "create_proxy_session",
    {
        "VoiceConnectorId": VOICE_CONNECTOR,
        "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
        "Name": "Support",
        "ExpiryMinutes": 60,
        "Capabilities": ["Voice", "SMS"],
    },
    {"ProxySession": PROXY_SESSION},
    201,
)
PAGE = Operation(
    "ListProxySessions, 100 of them",
    "list_proxy_sessions",
    {"VoiceConnectorId": VOICE_CONNECTOR, "MaxResults": 100},
    {"ProxySessions": [PROXY_SESSION] * 100},
)


@contextmanager
def loopback(operation: Operation) -> Iterator[Connect]:
    """HTTP to a server process on this machine."""
    with serving(operation.body, operation.status) as url:
        yield lambda make, service: make(service, endpoint_url=url, **CLIENT_ARGUMENTS)


@contextmanager
def short_circuited(operation: Operation) -> Iterator[Connect]:
    """No network: a ``before-send`` handler answers, after the request was signed."""
    reply = answering(operation.body, operation.status)

    def connect(make: Callable[..., Any], service: str) -> Any:
        client = make(service, **CLIENT_ARGUMENTS)
        client.meta.events.register("before-send", reply)
        return client

    yield connect


def answering(
    body: Any, status: int = 200, kind: type[AWSResponse] = AWSResponse
) -> Callable[..., AWSResponse]:
    """Make a ``before-send`` handler that answers in the place of the network."""
    answer = json_answer(body, status)

    def reply(request: Any, **_: Any) -> AWSResponse:
        response = kind(request.url, answer.status, answer.headers, None)
        # What it keeps once it has read its socket.
        response._content = answer.content
        return response

    return reply
