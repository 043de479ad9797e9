"""The graft: a real ``chime`` client whose removed operations are sent to their successors.

botocore prepares a call in two steps that know the service: it resolves the endpoint, and it serialises
the parameters. The mixin answers these two with the successor's, for forwarded operations only. All else is
the legacy client's own: its events, hooks, retries, connections, and the parser with the legacy shapes. Calls
that take several requests, or none, part from botocore's way at the step that sends.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim._graft.base import Grafted, WithoutRetries, without_retries
from chime_shim._graft.underway import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botocore.model import OperationModel

    from chime_shim._graft.call import Forwarding
    from chime_shim._graft.compare.candidate import Candidate
    from chime_shim.routes import Step

__all__ = ["GraftedClient"]


class GraftedClient(Grafted):
    """The mixin, in front of botocore's own ``Chime`` class."""

    def _make_api_call(self, operation_name: str, api_params: Any) -> Any:
        route = self._chime_shim.route(operation_name)
        if route is None:
            return super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
        with self._chime_shim.observe(self, route, api_params) as observation:
            try:
                response = super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
            except Exception as error:
                if not observation.falls_back(error):
                    raise
                with observation.second_attempt():
                    response = super()._make_api_call(operation_name, api_params)  # type: ignore[misc]
            observation.answered(response)
        return response

    def _beside(self, candidate: Candidate) -> None:
        from chime_shim._graft.compare.candidate import THREADS

        THREADS.submit(partial(copy_context().run, self._attempt, candidate))

    def _attempt(self, candidate: Candidate) -> None:
        with candidate:
            beside: Any = super(GraftedClient, without_retries(self, WithoutRetries))
            candidate.answered(beside._make_api_call(candidate.route.operation, candidate.params))

    def _resolve_endpoint_ruleset(
        self,
        operation_model: OperationModel,
        params: Any,
        request_context: dict[str, Any],
        ignore_signing_region: bool = False,
    ) -> Any:
        forwarding = self._chime_shim.connect(self, operation_model, params, request_context)
        if forwarding is None or forwarding.destination is None:
            return super()._resolve_endpoint_ruleset(  # type: ignore[misc]
                operation_model, params, request_context, ignore_signing_region
            )
        shim = self._chime_shim
        target = shim.targets.get(forwarding.destination)
        if target is None:
            from chime_shim._graft.target import Target

            service, operation = forwarding.destination
            target = Target.of(shim.successors.client(service), operation, forwarding.route)
            shim.targets[forwarding.destination] = target
        endpoint = target.endpoint.known()
        if endpoint is None:
            handlers = target.endpoint.handlers()
            endpoint = target.client._resolve_endpoint_ruleset(
                target.operation_model, params, request_context, ignore_signing_region
            )
            target.endpoint.resolved(endpoint, handlers)
        return forwarding.addressed(target, endpoint, request_context)

    def _convert_to_request_dict(  # noqa: PLR0913, PLR0917 - botocore's own signature
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
        request = super()._convert_to_request_dict(  # type: ignore[misc]
            api_params, operation_model, endpoint_url, context, headers, set_user_agent_header
        )
        if forwarding is not None:
            forwarding.prepared(request)
        return request

    def _make_request(self, operation_model: OperationModel, request_dict: Any, request_context: Any) -> Any:
        forwarding = self._chime_shim.proved(operation_model.name, request_context)
        if forwarding is None:
            return super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
        if forwarding.direct:
            return super()._make_request(forwarding.sent_as, request_dict, request_context)  # type: ignore[misc]
        if forwarding.answer is not None:
            from chime_shim._graft.replacements import FORWARD, reply_of

            answer = forwarding.answer(self, **forwarding.params)
            if answer is not FORWARD or forwarding.route is not None:
                return reply_of(operation_model, answer)
            forwarding.answer = None  # an operation that chime has: there is nothing to forward
            return super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
        headers = forwarding.hooked_headers(request_dict)
        call = forwarding.composed()
        while call.steps:
            call.feed(self._perform_all(call.steps, forwarding, request_context, headers))
        return forwarding.finished(call, request_context)

    def _perform_all(
        self, steps: Sequence[Step], forwarding: Forwarding, context: Any, headers: Any
    ) -> list[Any]:
        at_once = min(self._chime_shim.settings.parallel_requests, len(steps))
        perform = partial(self._perform, forwarding, headers)
        if at_once > 1:
            # A context and, for the hooks, a set of context variables of its own for each of them.
            contexts = [dict(context) for _ in steps]
            jobs = [
                partial(copy_context().run, perform, own, step)
                for own, step in zip(contexts, steps, strict=True)
            ]
            if (answers := in_threads(jobs, at_once)) is not None:
                forwarding.taken += sum(own.get("retry_quota_capacity", 0) for own in contexts)
                return answers
        return [perform(context, step) for step in steps]

    def _perform(self, forwarding: Forwarding, headers: Any, context: Any, step: Step) -> Any:
        operation_model = forwarding.step(step, context)
        url, endpoint_headers, *_ = forwarding.endpoint
        request = super()._convert_to_request_dict(  # type: ignore[misc]
            step.params, operation_model, url, context, endpoint_headers
        )
        request["headers"].update(headers)
        return super()._make_request(operation_model, request, context)  # type: ignore[misc]


def in_threads(jobs: Sequence[Callable[[], Any]], at_once: int) -> list[Any] | None:
    """Return what ``jobs`` return; None, and nothing is done, if the interpreter starts no more threads."""
    with ThreadPoolExecutor(at_once) as pool:
        try:
            running = [pool.submit(jobs[0])]
        except RuntimeError:
            return None
        running += map(pool.submit, jobs[1:])
        return [each.result() for each in running]
