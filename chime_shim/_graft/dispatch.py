"""What becomes of each call of one client: forwarded, answered here, or left to botocore."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from botocore import __version__ as botocore_version

from chime_shim._graft.call import Forwarding, proved
from chime_shim._graft.observation import PAGE, Observation
from chime_shim._graft.replacements import replacement_of
from chime_shim._graft.underway import KEY, current_observation
from chime_shim.errors import OperationRetiredError, SeamError, TranslationError
from chime_shim.rollout import COMPARE, FORWARDED, LEGACY, REPLACED, plan
from chime_shim.routes import KEPT_ROUTES, ROUTES, Memory, Route
from chime_shim.routes._names import method_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.model import OperationModel

    from chime_shim._graft.successors import Successors
    from chime_shim._graft.target import Target
    from chime_shim._graft.underway import Underway
    from chime_shim.settings import Settings

__all__ = ["Dispatch"]


@dataclass(slots=True, eq=False, repr=False)
class Dispatch:
    """What the shim keeps for one client.

    Args:
        successors: The successor clients, built when first called.
        stock_operations: The operations that the installed botocore itself gives the client.
        enabled: Tells, at each call, whether to forward.
        settings: The settings that were in force when the client was made.
        memory: What replies told that later calls need.
        targets: The successor operations that were called already, by service and name.
        members: The names of the parameters of the operations that were called already.
    """

    successors: Successors
    stock_operations: frozenset[str]
    enabled: Callable[[], bool]
    settings: Settings
    memory: Memory = field(default_factory=Memory)
    targets: dict[tuple[str, str], Target] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)

    def route(self, operation: str) -> Route | None:
        """Return the route of a call to ``operation``, or None to leave the call to botocore.

        Raises:
            AttributeError: If the shim is switched off and the installed botocore lacks the operation. It is
                what a client without the shim raises.
        """
        route = ROUTES.get(operation)
        if route is None and self.settings.forward_phone_numbers:
            route = KEPT_ROUTES.get(operation)
        if route is None or self.enabled():
            return route
        if operation in self.stock_operations:
            return None
        raise AttributeError(f"'Chime' object has no attribute '{method_name(operation)}'")

    def observe(self, client: Any, route: Route, params: Any) -> Observation:
        """Decide which side answers a call of ``client``, and return what watches the call."""
        operation = route.operation
        chosen = REPLACED if replacement_of(operation) is not None else plan(operation, params)
        members = self.members.get(operation)
        if members is None:
            shape = client.meta.service_model.operation_model(operation).input_shape
            members = self.members[operation] = frozenset(shape.members) if shape is not None else frozenset()
        if chosen is FORWARDED or chosen is REPLACED:
            return Observation(members, route, params, chosen)
        token = params.get("NextToken")
        if isinstance(token, str):
            # A page comes from where the one before came from: the other side would not know the token.
            side = self.memory.get(PAGE + token, chosen.side)
            chosen = chosen._replace(side=side, mode=COMPARE if chosen.mode == COMPARE else side)
        observation = Observation(members, route, params, chosen)
        observation.pages = self.memory
        if chosen.mode == COMPARE and token is None:
            from chime_shim._graft.compare.candidate import Candidate

            output_shape = client.meta.service_model.operation_model(operation).output_shape
            candidate = Candidate(route, chosen.side, params, output_shape, client._beside)
            observation.compare = candidate.start
        return observation

    def connect(
        self, client: Any, operation_model: OperationModel, params: Any, context: dict[str, Any]
    ) -> Forwarding | None:
        """Decide what becomes of a call; if it goes to a successor, that is in ``forwarding.destination``.

        Returns:
            The forwarding, which is in ``context`` too, or None to leave the call to botocore.

        Raises:
            ParamValidationError: If the parameters do not fit the legacy shape.
            TranslationError: If the parameters do not tell where the call goes, or if a URL is to be
                presigned for a call that takes several requests.
            OperationRetiredError: If a URL is to be presigned for an operation without successor.
        """
        observation = current_observation()
        # A call that is observed has been routed already; a presigned URL and a kept operation have not.
        if observation is None or observation.route.operation != operation_model.name:
            return self._decide(client, operation_model, params, context, None)
        forwarding = self._decide(client, operation_model, params, context, observation)
        observation.forwarding = forwarding
        observation.sending()
        return forwarding

    def proved(self, operation: str, context: Mapping[str, Any]) -> Forwarding | None:
        """Return the forwarding of a request that is about to be made, or None if it is botocore's own.

        Raises:
            SeamError: If it should not be botocore's own, and did not pass the graft.
        """
        forwarding = proved(operation, context)
        if forwarding is None and replacement_of(operation) is not None and self.enabled():
            observation = current_observation()
            if observation is None or observation.replaceable:
                raise SeamError(f"a call of {operation} passed its replacement by", botocore_version)
        if forwarding is not None:
            forwarding.requested = True
        return forwarding

    def _decide(
        self,
        client: Any,
        operation_model: OperationModel,
        params: Any,
        context: dict[str, Any],
        observation: Underway | None,
    ) -> Forwarding | None:
        operation = operation_model.name
        presigning = context.get("is_presign_request", False)
        route = self.route(operation) if observation is None else observation.route
        replacement = None if presigning else replacement_of(operation)
        if replacement is not None and (
            not self.enabled() or (observation is not None and not observation.replaceable)
        ):
            replacement = None
        if route is None and replacement is None:
            return None
        if route is not None and replacement is None:
            side = plan(operation, params).side if observation is None else observation.side
            if side == LEGACY:
                return None
        forwarding = Forwarding(route, operation_model, self.memory, self.settings.chime_bearer)
        context[KEY] = forwarding
        if replacement is not None:
            forwarding.answer = replacement
        elif route is not None and route.remedy is not None:
            retired = OperationRetiredError(operation, route.remedy)
            if presigning:
                raise retired
            forwarding.answer = partial(_refuse, retired)
        elif route is not None:
            client._serializer.check(params, operation_model)
            forwarding.destination = self._destination(client, route, params)
            if presigning and route.compose is not None:
                raise _bad_request(client, operation, "takes more than one request: no URL can be presigned")
        return forwarding

    def _destination(self, client: Any, route: Route, params: Any) -> tuple[str, str]:
        try:
            service, operation = route.target(params)
        except ValueError as problem:
            raise _bad_request(client, route.operation, str(problem)) from None
        if route.choose is not None and (observation := current_observation()) is not None:
            observation.sent_to(service, operation)
        return service, operation


def _refuse(error: OperationRetiredError, *_: Any, **__: Any) -> Any:
    raise error


def _bad_request(client: Any, operation: str, problem: str) -> TranslationError:
    # Caught as the legacy client's BadRequestException, too.
    legacy = client.exceptions.BadRequestException
    error: TranslationError = type(legacy.__name__, (TranslationError, legacy), {})(operation, problem)
    return error
