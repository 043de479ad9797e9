"""The graft for aiobotocore and aioboto3: the same steps, awaited. It decides nothing of its own."""

from __future__ import annotations

import asyncio
import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim._graft.base import Grafted, WithoutRetries, without_retries
from chime_shim._graft.underway import KEY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from botocore.model import OperationModel

    from chime_shim._graft.call import Forwarding
    from chime_shim._graft.compare.candidate import Candidate
    from chime_shim.routes import Step

__all__ = ["AioGraftedClient", "AioWithoutRetries"]


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

    def _beside(self, candidate: Candidate) -> None:
        from chime_shim._graft.compare.candidate import TASKS

        TASKS.submit(partial(self._attempt, candidate))

    async def _attempt(self, candidate: Candidate) -> None:
        with candidate:
            beside: Any = super(AioGraftedClient, without_retries(self, AioWithoutRetries))
            candidate.answered(await beside._make_api_call(candidate.route.operation, candidate.params))

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
            from chime_shim._graft.target import Target

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
        forwarding = self._chime_shim.proved(operation_model.name, request_context)
        if forwarding is None:
            return await super()._make_request(  # type: ignore[misc]
                operation_model, request_dict, request_context
            )
        if forwarding.direct:
            return await super()._make_request(  # type: ignore[misc]
                forwarding.sent_as, request_dict, request_context
            )
        if forwarding.answer is not None:
            from chime_shim._graft.replacements import FORWARD, reply_of

            answer = forwarding.answer(self, **forwarding.params)
            answer = await answer if inspect.isawaitable(answer) else answer
            if answer is not FORWARD or forwarding.route is not None:
                return reply_of(operation_model, answer)
            forwarding.answer = None  # an operation that chime has: there is nothing to forward
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
        at_once = min(self._chime_shim.settings.parallel_requests, len(steps))
        perform = partial(self._perform, forwarding, headers)
        if at_once <= 1:
            return [await perform(context, step) for step in steps]
        contexts = [dict(context) for _ in steps]
        answers = await at_once_of(
            [partial(perform, own, step) for own, step in zip(contexts, steps, strict=True)], at_once
        )
        forwarding.taken += sum(own.get("retry_quota_capacity", 0) for own in contexts)
        return answers

    async def _perform(self, forwarding: Forwarding, headers: Any, context: Any, step: Step) -> Any:
        operation_model = forwarding.step(step, context)
        url, endpoint_headers, *_ = forwarding.endpoint
        request = await super()._convert_to_request_dict(  # type: ignore[misc]
            step.params, operation_model, url, context, endpoint_headers
        )
        request["headers"].update(headers)
        return await super()._make_request(operation_model, request, context)  # type: ignore[misc]


async def at_once_of(jobs: Sequence[Callable[[], Awaitable[Any]]], limit: int) -> list[Any]:
    """Return what ``jobs`` return, ``limit`` of them under way at once. If one fails, the others end, too."""
    answers: list[Any] = [None] * len(jobs)
    waiting = iter(enumerate(jobs))

    async def work() -> None:
        for number, job in waiting:
            answers[number] = await job()

    tasks = [asyncio.ensure_future(work()) for _ in range(limit)]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    return answers


class AioWithoutRetries(WithoutRetries):
    """The same for an async endpoint."""

    async def emit(self, event_name: str, **kwargs: Any) -> Any:
        """Emit an event."""
        emitted = super().emit(event_name, **kwargs)
        return await emitted if inspect.isawaitable(emitted) else emitted
