"""The graft: a real ``chime`` client whose removed operations are sent to their successors.

botocore prepares a call in two steps that know the service: it resolves the endpoint, and it serialises
the parameters. The mixin answers these two with the successor's, for forwarded operations only. All else is
the legacy client's own: its events, hooks, retries, connections, and the parser with the legacy shapes. Calls
that take several requests, or none, part from botocore's way at the step that sends.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from copy import copy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient, ClientCreator, ClientMeta

from chime_shim import settings
from chime_shim._forwarding import KEY, Target, settle
from chime_shim._replacements import FORWARD, reply_of
from chime_shim._restored import LEGACY_SERVICE, Restored
from chime_shim._serializer import Serializer
from chime_shim._successors import Origin, Successors
from chime_shim._switchboard import Switchboard
from chime_shim._user_agent import mark_user_agent
from chime_shim.errors import UnsupportedClientError
from chime_shim.events import arrange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botocore.model import OperationModel

    from chime_shim._forwarding import Forwarding
    from chime_shim._trial import Trial
    from chime_shim.routes import Step

__all__ = [
    "MAX_CONCURRENCY",
    "Grafted",
    "GraftedClient",
    "WithoutRetries",
    "graft",
    "successor",
    "without_retries",
]

# Requests of one composed call that are under way at once; botocore's pool has ten connections.
MAX_CONCURRENCY = 8
_NEEDS_RETRY = "needs-retry."


WATCHERS: list[Callable[[Any, Successors], object]] = []
"""Told of each client that gets the graft, and of its successors: there are none but while somebody asks."""


class Grafted:
    """What every grafted client has, sync or async."""

    meta: ClientMeta
    _chime_shim: Switchboard
    _serializer: Serializer


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

    def _beside(self, trial: Trial) -> None:
        from chime_shim._trial import THREADS

        THREADS.submit(partial(copy_context().run, self._attempt, trial))

    def _attempt(self, trial: Trial) -> None:
        with trial:
            beside: Any = super(GraftedClient, without_retries(self, WithoutRetries))
            trial.answered(beside._make_api_call(trial.route.operation, trial.params))

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
        forwarding: Forwarding | None = request_context.get(KEY)
        if forwarding is None:
            return super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
        if forwarding.direct:
            return forwarding.settled(
                super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
            )
        if forwarding.answer is not None:
            answer = forwarding.answer(self, **forwarding.params)
            if forwarding.route is not None or answer is not FORWARD:
                return reply_of(operation_model, answer)
            return super()._make_request(operation_model, request_dict, request_context)  # type: ignore[misc]
        headers = forwarding.hooked_headers(request_dict)
        call = forwarding.composed()
        while call.steps:
            call.feed(self._perform_all(call.steps, forwarding, request_context, headers))
        return forwarding.finished(call, request_context)

    def _perform_all(
        self, steps: Sequence[Step], forwarding: Forwarding, context: Any, headers: Any
    ) -> list[Any]:
        if len(steps) == 1:
            return [self._perform(steps[0], forwarding, context, headers)]
        with ThreadPoolExecutor(min(len(steps), MAX_CONCURRENCY)) as pool:
            running = [
                pool.submit(copy_context().run, self._perform, step, forwarding, context, headers)
                for step in steps
            ]
            return [each.result() for each in running]

    def _perform(self, step: Step, forwarding: Forwarding, context: Any, headers: Any) -> Any:
        operation_model, context = forwarding.step(step, context)
        url, endpoint_headers, *_ = forwarding.endpoint
        request = super()._convert_to_request_dict(  # type: ignore[misc]
            step.params, operation_model, url, context, endpoint_headers
        )
        request["headers"].update(headers)
        return forwarding.settled(
            super()._make_request(operation_model, request, context)  # type: ignore[misc]
        )


def graft(client: Any, *, enabled: Callable[[], bool], origin: Origin | None = None) -> Any:
    """Return a client like ``client``, sharing its connections and hooks, that has the removed operations.

    Args:
        client: A ``chime`` client of botocore's or aiobotocore's; it is left as it is.
        enabled: Tells, at each call, whether to forward.
        origin: How ``client`` came to be; inferred if not given.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
    """
    if isinstance(client, Grafted):
        return _twin(client, type(client), _chime_shim=replace(client._chime_shim, enabled=enabled))
    successors = successors_of(client, origin)
    arrange(successors.settings)
    if successors.settings.proxy_sessions is not None:
        from chime_shim.proxy_sessions import register

        register()
    for watcher in WATCHERS:
        watcher(client, successors)
    mixin, creator = (GraftedClient, ClientCreator) if not is_async(client) else _async_kind()
    restored = Restored.of(client, creator)
    meta = client.meta
    meta.events.register_first("needs-retry.chime", settle, unique_id="chime_shim")
    meta.events.register_last("request-created.chime", mark_user_agent, unique_id="chime_shim_user_agent")
    endpoint = client._endpoint
    if successors.settings.fast_timestamps:
        from chime_shim._timestamps import with_fast_timestamps

        endpoint = with_fast_timestamps(endpoint)
    return _twin(
        client,
        restored.class_over(type(client), mixin),
        meta=ClientMeta(
            meta.events, meta.config, meta.endpoint_url, restored.model, restored.names, meta.partition
        ),
        _endpoint=endpoint,
        _serializer=Serializer.of(client, restored.checks),
        _chime_shim=Switchboard(
            successors, frozenset(meta.service_model.operation_names), enabled, successors.settings
        ),
    )


def successor(client: Any, service: str) -> Any:
    """Return the real client of ``service`` that stands behind the ``chime`` client ``client``.

    Raises:
        UnsupportedClientError: If ``client`` is not a ``chime`` client.
        SuccessorMissingError: If the installed botocore has no such service.
    """
    successors = client._chime_shim.successors if isinstance(client, Grafted) else successors_of(client)
    return successors.client(service)


def successors_of(client: Any, origin: Origin | None = None) -> Successors:
    """Return the successors of a ``chime`` client that is not grafted."""
    service = getattr(getattr(client, "meta", None), "service_model", None)
    name = getattr(service, "service_name", type(client).__name__)
    if not isinstance(client, BaseClient) or name != LEGACY_SERVICE:
        raise UnsupportedClientError(f'expected a client made by boto3.client("chime"), got: {name}')
    if is_async(client):
        from chime_shim._graft_aio import AioSuccessors, aio_origin

        return AioSuccessors(origin or aio_origin(client), client.meta.endpoint_url, settings.current())
    return Successors(origin or Origin.of(client), client.meta.endpoint_url, settings.current())


def is_async(client: Any) -> bool:
    """Tell whether ``client`` is aiobotocore's, without importing that."""
    module = sys.modules.get("aiobotocore.client")
    return module is not None and isinstance(client, module.AioBaseClient)


def _async_kind() -> tuple[type[Any], type[Any]]:
    from aiobotocore.client import AioClientCreator

    from chime_shim._graft_aio import AioGraftedClient

    return AioGraftedClient, AioClientCreator


class WithoutRetries:
    """An endpoint's events, without the handlers that would have a request sent again.

    Args:
        emitter: The endpoint's own emitter.
    """

    def __init__(self, emitter: Any) -> None:
        self._emitter = emitter

    def emit(self, event_name: str, **kwargs: Any) -> Any:
        """Emit an event."""
        if event_name.startswith(_NEEDS_RETRY):
            settle(**kwargs)
            return []
        return self._emitter.emit(event_name, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._emitter, name)


def without_retries(client: Any, emitter: type[WithoutRetries]) -> Any:
    """Return a client like ``client`` that never tries again.

    Retries would keep others waiting, and use up the quota of retries that ``client`` has for its callers.
    """
    endpoint = copy(client._endpoint)
    endpoint._event_emitter = emitter(endpoint._event_emitter)
    return _twin(client, type(client), _endpoint=endpoint)


def _twin(client: Any, cls: type[Any], **changes: Any) -> Any:
    twin = object.__new__(cls)
    vars(twin).update(vars(client), **changes)
    return twin
