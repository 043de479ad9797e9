"""The shim's own check, for any machine: what does a legacy call put on the wire, and what should it?

Each call is made twice, with made-up values: by a legacy client through the shim, and by the successor's real
client with the translated parameters. Both are stopped at botocore's last step before the network.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.session import Session

import chime_shim
from chime_shim._graft.handlers import USER_AGENT_SUFFIX
from chime_shim._models.rehearsal import destinations, is_there, sample
from chime_shim.errors import OperationRetiredError
from chime_shim.events import suspended
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES, Memory, Step
from chime_shim.routes._names import method_name
from chime_shim.settings import LEGACY_REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from botocore.awsrequest import AWSPreparedRequest
    from botocore.model import OperationModel

    from chime_shim.routes import Route

    Params = dict[str, Any]

__all__ = ["Comparison", "compare_all"]

# A resource of each service, for the operations that an ARN decides.
_RESOURCES = {
    "chime-sdk-identity": "app-instance/a",
    "chime-sdk-media-pipelines": "media-pipeline/p",
    "chime-sdk-meetings": "meeting/m",
    "chime-sdk-messaging": "app-instance/a/channel/c",
    "chime-sdk-voice": "vc/v",
}
_VALUES = ("minimal", "full")
_CONFIGURATION = ("AWS_", "BOTO_", "CHIME_SHIM_")
_CREDENTIALS = {"aws_access_key_id": "AKIDSELFCHECK", "aws_secret_access_key": "none"}
# What tells one sending from another; the signature itself is a function of the rest.
_OF_ITS_OWN = frozenset({"amz-sdk-invocation-id", "authorization", "x-amz-date"})

Sent = tuple[str, str, Any, str, dict[str, str]]
"""Method, URL, body, the scope of the signature, and the headers that are the same at each sending."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One call, made both ways.

    Args:
        operation: The legacy operation.
        service: The successor.
        values: ``"minimal"`` or ``"full"`` parameters.
        actual: What the legacy client sent.
        expected: What the successor's client sent.
        problem: Why there is nothing to compare, if there is not.
        dropped: Whether botocore has dropped the successor, after AWS ended the feature: the shim says so.
    """

    operation: str
    service: str
    values: str
    actual: tuple[Sent, ...] = ()
    expected: tuple[Sent, ...] = ()
    problem: str | None = None
    dropped: bool = False

    @property
    def equal(self) -> bool:
        """Whether both sent the same, and anything at all."""
        return self.problem is None and bool(self.expected) and self.actual == self.expected

    @property
    def difference(self) -> str:
        """What is not equal, in plain words; no values."""
        if self.problem is not None:
            return self.problem
        if len(self.actual) != len(self.expected):
            return f"{len(self.actual)} requests, not {len(self.expected)}"
        parts = ("method", "URL", "body", "signature", "headers")
        pairs = zip(self.actual, self.expected, strict=True)
        return ", ".join(
            part for pair in pairs for part, one, other in zip(parts, *pair, strict=True) if one != other
        )


def compare_all() -> list[Comparison]:
    """Make every forwarded operation's call both ways, with the least and with all parameters.

    Of an operation that botocore dropped after AWS ended it, make sure that the call says so.

    Nothing is sent. The machine's settings and AWS configuration play no part, and hooks hear nothing.
    """
    with _plain_environment(), suspended(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bench = _Bench()
        return [
            bench.compare(route, service, values)
            for _, route in sorted(ROUTES.items())
            for service, _ in destinations(route)
            for values in _VALUES
        ]


class _Bench:
    """A legacy client and the successors' clients, none of which reaches the network."""

    def __init__(self) -> None:
        self._session = Session()
        self._legacy = self._stopped(
            chime_shim.client("chime", LEGACY_REGION, session=self._session, **_CREDENTIALS)
        )
        self._successors: dict[str, Any] = {}
        self._sent: list[Sent] = []
        # What a request of that method and URL is answered: the successor's replies, for both.
        self._replies: dict[tuple[str, str], AWSResponse] = {}

    def compare(self, route: Route, service: str, values: str) -> Comparison:
        """Make one call both ways."""
        if not is_there(service, route.successor_operation) and route.compose is None:
            return self._missing(route, service, values)
        params = _params(route, service, every=values == "full")
        # What it learned from other calls would spare requests.
        self._legacy._chime_shim.memory.clear()
        self._replies.clear()
        try:
            expected = self._sent_by(lambda: self._call_directly(route, params))
            actual = self._sent_by(lambda: getattr(self._legacy, method_name(route.operation))(**params))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was to be found out
            # Not its text, which may quote values at length.
            return Comparison(route.operation, service, values, problem=type(error).__name__)
        return Comparison(route.operation, service, values, actual, expected)

    def _missing(self, route: Route, service: str, values: str) -> Comparison:
        problem = f"the installed botocore has no {service}:{route.successor_operation}"
        if route.ended is None:
            return Comparison(route.operation, service, values, problem=problem)
        try:
            getattr(self._legacy, method_name(route.operation))(**_params(route, service, every=False))
        except OperationRetiredError:
            return Comparison(route.operation, service, values, problem=problem, dropped=True)
        except Exception as error:  # noqa: BLE001 - as above
            problem = type(error).__name__
        return Comparison(route.operation, service, values, problem=problem)

    def _sent_by(self, call: Callable[[], Any]) -> tuple[Sent, ...]:
        self._sent = []
        call()
        return tuple(self._sent)

    def _call_directly(self, route: Route, params: Params) -> None:
        if route.compose is None:
            service, operation = route.target(params)
            self._reply(service, Step(operation, route.translate(params)[0]))
            return
        assert route.to is not None
        composition = route.compose(params, Memory())
        reply: Any = None
        try:
            while True:
                following = composition.send(reply)
                if isinstance(following, Step):
                    reply = self._reply(route.to, following)
                else:
                    reply = [self._reply(route.to, step) for step in following]
        except StopIteration:
            return

    def _reply(self, service: str, step: Step) -> Any:
        if service not in self._successors:
            # What a successor newly requires, the service checks, as with the shim.
            config = Config(parameter_validation=False)
            self._successors[service] = self._stopped(
                self._session.create_client(service, LEGACY_REGION, config=config, **_CREDENTIALS),
                # The one thing that is not the same.
                mark=USER_AGENT_SUFFIX,
            )
        return getattr(self._successors[service], method_name(step.operation))(**step.params)

    def _stopped(self, client: Any, *, mark: str = "") -> Any:
        model = client.meta.service_model

        def stop(request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse:
            self._sent.append(_comparable(request, mark))
            place = request.method, request.url
            if place not in self._replies:
                self._replies[place] = _reply_of(model.operation_model(event_name.rpartition(".")[2]))
            return self._replies[place]

        client.meta.events.register("before-send", stop)
        return client


def _params(route: Route, service: str, *, every: bool) -> Params:
    legacy = legacy_model().operation_model(route.operation)
    params: Params = sample(legacy.input_shape, every=every)
    if route.to is None:
        params["ResourceARN"] = f"arn:aws:chime:{LEGACY_REGION}:111122223333:{_RESOURCES[service]}"
    # Otherwise each sending would make up its own.
    for name in legacy.idempotent_members:
        params.setdefault(name, f"<{name}>")
    return params


def _comparable(request: AWSPreparedRequest, mark: str) -> Sent:
    headers = {name.lower(): value for name, value in request.headers.items()}
    texts = {name: _text(value) for name, value in headers.items()}
    # m/... is botocore's list of what a client and its session made use of, in no order.
    # Others add words of their own, before the shim does or after it: Powertools for AWS Lambda is one.
    words = (re.sub(r" m/\S+", "", texts.get("user-agent", "")) + mark).split()
    texts["user-agent"] = " ".join(sorted(words))
    scope = re.sub(r"Credential=\w+/\d+/|Signature=\w+", "", texts.get("authorization", ""))
    body = json.loads(request.body) if request.body else None
    kept = {name: texts[name] for name in sorted(texts.keys() - _OF_ITS_OWN)}
    return request.method, request.url, body, scope, kept


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _reply_of(operation: OperationModel) -> AWSResponse:
    content = json.dumps(sample(operation.output_shape, every=True), default=str).encode()
    response = AWSResponse("", operation.http.get("responseCode", 200), {}, None)
    response._content = content
    return response


@contextmanager
def _plain_environment() -> Iterator[None]:
    """Take what configures boto3 and the shim out of the environment."""
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(_CONFIGURATION)}
    nowhere = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), os.devnull)
    os.environ.update(nowhere)
    try:
        yield
    finally:
        for name in nowhere:
            del os.environ[name]
        os.environ.update(taken)
