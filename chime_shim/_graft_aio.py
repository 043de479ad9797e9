"""The graft for aiobotocore and aioboto3: the same steps, awaited. It decides nothing of its own."""

from __future__ import annotations

import asyncio
import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from aiobotocore.session import AioSession, ClientCreatorContext

from chime_shim._forwarding import KEY, Target
from chime_shim._graft import MAX_CONCURRENCY, Grafted, WithoutRetries, without_retries
from chime_shim._replacements import FORWARD, reply_of
from chime_shim._successors import Origin, Successors
from chime_shim._trial import TASKS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from botocore.model import OperationModel

    from chime_shim._forwarding import Forwarding
    from chime_shim._trial import Trial
    from chime_shim.routes import Step

__all__ = ["AioGraftedClient", "AioSuccessors", "aio_client", "aio_origin"]


class AioGraftedClient(Grafted):
    """The mixin, in front of aiobotocore's own ``Chime`` class."""

    async def _make_api_call(self, operation_name: str, api_params: Any) -> Any:
        route = self._chime_shim.route(operation_name)
        if route is None:
            return await super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
        with self._chime_shim.observe(self, route, api_params) as observation:
            try:
                response = await super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
            except Exception as error:
                if not observation.falls_back(error):
                    raise
                with observation.second_attempt():
                    response = await super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
            observation.answered(response)
        return response

    def _beside(self, trial: Trial) -> None:
        TASKS.submit(partial(self._attempt, trial))

    async def _attempt(self, trial: Trial) -> None:
        with trial:
            beside: Any = super(AioGraftedClient, without_retries(self, AioWithoutRetries))
            trial.answered(await beside._make_api_call(trial.route.operation, trial.params))

    async def _resolve_endpoint_ruleset(
        self,
        operation_model: OperationModel,
        params: Any,
        request_context: dict[str, Any],
        ignore_signing_region: bool = False,
    ) -> Any:
        forwarding = self._chime_shim.connect(self, operation_model, params, request_context)
        if forwarding is None or forwarding.destination is None:
            return await super()._resolve_endpoint_ruleset(  # type: ignore[misc]
                operation_model, params, request_context, ignore_signing_region
            )
        shim = self._chime_shim
        target = shim.targets.get(forwarding.destination)
        if target is None:
            service, operation = forwarding.destination
            target = Target.of(await shim.successors.client(service), operation, forwarding.route)
            shim.targets[forwarding.destination] = target
        endpoint = target.endpoint.known()
        if endpoint is None:
            handlers = target.endpoint.handlers()
            endpoint = await target.client._resolve_endpoint_ruleset(
                target.operation_model, params, request_context, ignore_signing_region
            )
            target.endpoint.resolved(endpoint, handlers)
        return forwarding.addressed(target, endpoint, request_context)

    async def _convert_to_request_dict(  # noqa: PLR0913, PLR0917 - botocore's own signature
        self,
        api_params: Any,
        operation_model: OperationModel,
        endpoint_url: str,
        context: Any = None,
        headers: Any = None,
        set_user_agent_header: bool = True,
    ) -> Any:
        forwarding = (context or {}).get(KEY)
        if forwarding is not None:
            api_params, operation_model = forwarding.request(api_params)
        request = await super()._convert_to_request_dict(  # type: ignore[misc]
            api_params, operation_model, endpoint_url, context, headers, set_user_agent_header
        )
        if forwarding is not None:
            forwarding.prepared(request)
        return request

    async def _make_request(
        self, operation_model: OperationModel, request_dict: Any, request_context: Any
    ) -> Any:
        forwarding: Forwarding | None = request_context.get(KEY)
        if forwarding is None:
            return await super()._make_request(  # type: ignore[misc]
                operation_model, request_dict, request_context
            )
        if forwarding.direct:
            return forwarding.settled(
                await super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
            )
        if forwarding.answer is not None:
            answer = forwarding.answer(self, **forwarding.params)
            answer = await answer if inspect.isawaitable(answer) else answer
            if forwarding.route is not None or answer is not FORWARD:
                return reply_of(operation_model, answer)
            return await super()._make_request(  # type: ignore[misc]
                operation_model, request_dict, request_context
            )
        headers = forwarding.hooked_headers(request_dict)
        call = forwarding.composed()
        while call.steps:
            call.feed(await self._perform_all(call.steps, forwarding, request_context, headers))
        return forwarding.finished(call, request_context)

    async def _perform_all(
        self, steps: Sequence[Step], forwarding: Forwarding, context: Any, headers: Any
    ) -> list[Any]:
        free = asyncio.Semaphore(MAX_CONCURRENCY)

        async def perform(step: Step) -> Any:
            async with free:
                return await self._perform(step, forwarding, context, headers)

        return await asyncio.gather(*map(perform, steps))

    async def _perform(self, step: Step, forwarding: Forwarding, context: Any, headers: Any) -> Any:
        operation_model, context = forwarding.step(step, context)
        url, endpoint_headers, *_ = forwarding.endpoint
        request = await super()._convert_to_request_dict(  # type: ignore[misc]
            step.params, operation_model, url, context, endpoint_headers
        )
        request["headers"].update(headers)
        return forwarding.settled(
            await super()._make_request(operation_model, request, context)  # type: ignore[misc]
        )


class AioWithoutRetries(WithoutRetries):
    """The same for an async endpoint."""

    async def emit(self, event_name: str, **kwargs: Any) -> Any:
        """Emit an event."""
        emitted = super().emit(event_name, **kwargs)
        return await emitted if inspect.isawaitable(emitted) else emitted


class AioSuccessors(Successors):
    """The successor clients of one async client. They are opened by whoever is to send with them."""

    __slots__ = ()

    async def client(self, service: str) -> Any:
        """Return the real client of ``service``, such as ``"chime-sdk-voice"``."""
        if service not in self._clients:
            arguments = self.arguments(service)
            client = await self.origin.session._create_client(service, **arguments)
            if self.lacks_endpoint(client):
                arguments["endpoint_url"] = self.legacy_endpoint
                client = await self.origin.session._create_client(service, **arguments)
            # Another task may have been as quick: all get the same client.
            self._clients.setdefault(service, client)
        return self._clients[service]


def aio_origin(client: Any) -> Origin:
    """Infer how an async client came to be."""
    return Origin.of(client, AioSession(), _Credentials(client._request_signer._credentials))


def aio_client(creating: Awaitable[Any], graft: Callable[[Any], Any]) -> ClientCreatorContext:
    """Return what ``AioSession.create_client`` returns, for a client that is grafted when it is made."""

    async def made() -> Any:
        return graft(await creating)

    return ClientCreatorContext(made())


class _Credentials:
    """A credential provider that answers with a client's own credentials."""

    def __init__(self, credentials: Any) -> None:
        self._credentials = credentials

    async def load_credentials(self) -> Any:
        return self._credentials
