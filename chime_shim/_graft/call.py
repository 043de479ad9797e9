"""One legacy call on its way to its successor, from step to step of botocore's pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import signature
from typing import TYPE_CHECKING, Any

from chime_shim._graft.composed import ComposedCall
from chime_shim._graft.underway import current_observation
from chime_shim._version import __version__
from chime_shim.routes import RETRIED_BY_NAME, Reply, legacy_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.awsrequest import AWSRequest
    from botocore.model import OperationModel

    from chime_shim._graft.target import Target
    from chime_shim.routes import Memory, Route, Step

__all__ = ["KEY", "USER_AGENT_SUFFIX", "Forwarding", "mark_user_agent", "settle"]

KEY = "chime_shim"
"""Where botocore's request context keeps the ``Forwarding``."""

USER_AGENT_SUFFIX = f" chime-shim/{__version__}"
"""What stands at the end of the user agent of forwarded calls, after all that ``Config`` put there."""


@dataclass(slots=True, eq=False, repr=False)
class Forwarding:
    """One call: where it goes, and what became of it so far.

    Args:
        route: Its route; None if the operation has none, but a replacement.
        operation_model: The legacy operation.
        memory: What the client remembers.
        bearer: The ``ChimeBearer`` of calls that have none, or a function that gives it, or None.
        answer: What answers in the place of a service, if anything does.
        destination: The successor service and operation; None if the call is answered here.
        target: The same, once it is known where it is called.
        endpoint: What botocore resolved for it.
        direct: Whether the call is one request to the successor.
        params: The caller's parameters, as hooks left them.
        headers: Those of the request before hooks saw it, if the request is not to be sent as it is.
        contexts: The request contexts of the steps, if the call is composed.
    """

    route: Route | None
    operation_model: OperationModel
    memory: Memory
    bearer: Any = None
    answer: Callable[..., Any] | None = None
    destination: tuple[str, str] | None = None
    target: Target | None = None
    endpoint: tuple[Any, ...] = ()
    direct: bool = False
    params: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    contexts: list[dict[str, Any]] = field(default_factory=list)

    def addressed(
        self, target: Target, endpoint: tuple[Any, ...], context: dict[str, Any]
    ) -> tuple[Any, ...]:
        """Take note of the resolved endpoint, have the request signed for it, and return it."""
        self.target = target
        self.endpoint = endpoint
        self.direct = self.route is not None and self.route.compose is None
        # Always named: without it, the legacy client's signer would use its own region, us-east-1.
        context["signing"] = {**target.signing, **context.get("signing", {})}
        return endpoint

    def request(self, params: dict[str, Any]) -> tuple[dict[str, Any], OperationModel]:
        """Return what to serialise: the translated parameters, or those that hooks should see."""
        self.params = params
        if not self.direct or self.target is None or self.route is None:
            return params, self.operation_model
        if self.bearer is not None:
            params = self._with_bearer(params)
        if not self.route.rules:
            return params, self.target.operation_model
        translated, lost = self.route.translate(params)
        if lost and (observation := current_observation()) is not None:
            observation.lost([rule.text for rule in lost])
        return translated, self.target.operation_model

    def _with_bearer(self, params: dict[str, Any]) -> dict[str, Any]:
        shape = self.operation_model.input_shape
        if "ChimeBearer" in params or shape is None or "ChimeBearer" not in shape.members:
            return params
        bearer = self.bearer(self.operation_model.name, params) if callable(self.bearer) else self.bearer
        return params if bearer is None else {**params, "ChimeBearer": bearer}

    def prepared(self, request: Mapping[str, Any]) -> None:
        """Take note of the request, before hooks see it."""
        if not self.direct:
            self.headers = dict(request["headers"])

    def composed(self) -> ComposedCall:
        """Start the call that takes several requests."""
        assert self.route is not None
        assert self.route.compose is not None
        composition = self.route.compose(self.params, self.memory)
        return ComposedCall(composition, self.operation_model.output_shape)

    def step(self, step: Step, context: Mapping[str, Any]) -> tuple[OperationModel, dict[str, Any]]:
        """Return the operation that a step requests, and a request context of its own."""
        assert self.target is not None
        operation_model = self.target.step(step.operation, self.operation_model)
        own = {name: value for name, value in context.items() if name != "retries"}
        self.contexts.append(own)
        return operation_model, own

    def finished(self, call: ComposedCall, context: dict[str, Any]) -> Any:
        """Return the result of a composed call."""
        # What retries of the steps took from botocore's retry quota, for it to be given back after the call.
        taken = sum(own.get("retry_quota_capacity", 0) for own in self.contexts)
        if taken:
            context["retry_quota_capacity"] = taken
        return call.result

    def settled(self, response: tuple[Any, dict[str, Any]]) -> tuple[Any, dict[str, Any]]:
        """Return the response with its error, if it is one, made the legacy one."""
        http, parsed = response
        if http.status_code >= 300 and self.target is not None:  # noqa: PLR2004 - how botocore tells errors
            legacy_error(parsed, self.target.service)
        return response

    def hooked_headers(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the headers that hooks added or changed."""
        return {name: value for name, value in request["headers"].items() if self.headers.get(name) != value}


def settle(response: Any, request_dict: Mapping[str, Any], **_: Any) -> None:
    """Make a successor's reply the legacy one, before botocore decides whether to try again.

    It is botocore's ``needs-retry`` handler that runs first; it never asks for a retry.
    """
    forwarding: Forwarding | None = request_dict["context"].get(KEY)
    if forwarding is None or forwarding.target is None or forwarding.route is None or response is None:
        return
    http, parsed = response
    if http.status_code >= 300:  # noqa: PLR2004 - how botocore tells errors
        if parsed.get("Error", {}).get("Code") not in RETRIED_BY_NAME:
            forwarding.settled(response)
        return
    legacy_status = forwarding.operation_model.http.get("responseCode", 200)
    if http.status_code == forwarding.target.status != legacy_status and "ResponseMetadata" in parsed:
        parsed["ResponseMetadata"]["HTTPStatusCode"] = legacy_status
    if forwarding.route.reply_rules and forwarding.direct:
        # Read already, by botocore: to read aiobotocore's `content` would take an `await`.
        reply = Reply(parsed, getattr(http, "_content", None) or b"", forwarding.memory)
        for rule in forwarding.route.reply_rules:
            rule(reply)


# botocore inspects each handler that is registered, for each client. What it looks for is here at hand.
settle.__signature__ = signature(settle)  # type: ignore[attr-defined]


def mark_user_agent(request: AWSRequest, **_: Any) -> None:
    """Add the suffix to a forwarded call's user agent.

    It is botocore's ``request-created`` handler that runs last: of late botocore makes the user agent anew
    for each request. The signature of a request does not cover the user agent.
    """
    forwarding = request.context.get(KEY)
    if forwarding is not None and forwarding.target is not None:
        user_agent = request.headers.get("User-Agent")
        if isinstance(user_agent, str):  # a hook may have taken it away, or made it what it likes
            request.headers.replace_header("User-Agent", user_agent + USER_AGENT_SUFFIX)
