"""One legacy call on its way to its successor, from step to step of botocore's pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore import __version__ as botocore_version

from chime_shim._graft.composed import ComposedCall
from chime_shim._graft.underway import KEY, REFUSED_AS, current_observation
from chime_shim.errors import SeamError
from chime_shim.rollout import FORWARD
from chime_shim.routes import RENAMED, Reply, legacy_error, refused_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from botocore.model import OperationModel

    from chime_shim._graft.target import Target
    from chime_shim.routes import Memory, Route, Step

__all__ = ["Forwarding", "proved"]

_ERROR = 300  # and above: how botocore tells errors
_ERROR_TYPE = "x-amzn-errortype"


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
        converted: Whether the request was prepared.
        requested: Whether it came to the step that sends it.
        taken: What retries of earlier steps took from botocore's retry quota, if the call is composed.
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
    converted: bool = False
    requested: bool = False
    taken: int = 0

    def addressed(
        self, target: Target, endpoint: tuple[Any, ...], context: dict[str, Any]
    ) -> tuple[Any, ...]:
        """Keep the resolved endpoint, have the request signed for it, and return it."""
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
        """Keep what the request is like before hooks see it."""
        self.converted = True
        if not self.direct:
            self.headers = dict(request["headers"])

    def composed(self) -> ComposedCall:
        """Start the call that takes several requests."""
        assert self.route is not None
        assert self.route.compose is not None
        composition = self.route.compose(self.params, self.memory)
        return ComposedCall(composition, self.operation_model)

    def step(self, step: Step, context: dict[str, Any]) -> OperationModel:
        """Return the operation that a step requests, with the context as if it were the first one."""
        assert self.target is not None
        context.pop("retries", None)
        self.taken += context.pop("retry_quota_capacity", 0)
        return self.target.step(step.operation, self.operation_model)

    def finished(self, call: ComposedCall, context: dict[str, Any]) -> Any:
        """Return the result of a composed call."""
        # botocore gives this back to the retry quota after the call.
        self.taken += context.pop("retry_quota_capacity", 0)
        if self.taken:
            context["retry_quota_capacity"] = self.taken
        return call.result

    @property
    def sent_as(self) -> OperationModel:
        """The operation whose errors tell botocore what to try again; in all else it is the legacy one."""
        return self.operation_model if self.target is None else self.target.answered_as(self.operation_model)

    def settle_response(self, response: dict[str, Any]) -> None:
        """Give a response the legacy status, and its error the legacy name."""
        assert self.target is not None
        if response["status_code"] < _ERROR:
            response["status_code"] = self.status_of(response["status_code"])
            return
        name, separator, rest = response["headers"].get(_ERROR_TYPE, "").partition(":")
        legacy = RENAMED.get(self.target.service, {}).get(name)
        if legacy is not None:
            response["headers"][_ERROR_TYPE] = f"{legacy}{separator}{rest}"

    def settle_reply(
        self, parsed: dict[str, Any], response: dict[str, Any], context: MutableMapping[str, Any]
    ) -> None:
        """Make a parsed reply the legacy one, error or not, and ``response``, which has it as it came."""
        assert self.target is not None
        if response["status_code"] >= _ERROR:
            legacy_error(parsed, self.target.service)
            context[REFUSED_AS] = refused_as(parsed.get("Error", {}).get("Code"), self.target.service)
            self.settle_response(response)
            return
        status = self.status_of(response["status_code"])
        if status != response["status_code"]:
            response["status_code"] = status
            if "ResponseMetadata" in parsed:
                parsed["ResponseMetadata"]["HTTPStatusCode"] = status
        if self.direct and self.route is not None and self.route.reply_rules:
            reply = Reply(parsed, response.get("body") or b"", self.memory)
            for rule in self.route.reply_rules:
                rule(reply)

    def status_of(self, status: int) -> int:
        """Return the status that the legacy operation had where its successor answers ``status``."""
        if self.target is None or status != self.target.status:
            return status
        legacy: int = self.operation_model.http.get("responseCode", 200)
        return legacy

    def hooked_headers(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the headers that hooks added or changed."""
        return {name: value for name, value in request["headers"].items() if self.headers.get(name) != value}


def proved(operation: str, context: Mapping[str, Any]) -> Forwarding | None:
    """Return the forwarding of a request that is about to be sent, or None if it is not to be forwarded.

    Raises:
        SeamError: If the request should be forwarded, and did not pass all of the graft's steps.
    """
    forwarding: Forwarding | None = context.get(KEY)
    if forwarding is None:
        observation = current_observation()
        if observation is None or observation.side != FORWARD or observation.route.operation != operation:
            return None
        missed = "_resolve_endpoint_ruleset"
    elif forwarding.destination is not None and forwarding.target is None:
        missed = "_resolve_endpoint_ruleset"
    elif not forwarding.converted:
        missed = "_convert_to_request_dict"
    else:
        return forwarding
    raise SeamError(f"a call of {operation} did not pass {missed}, and was not sent", botocore_version)
