"""Which calls are answered from a table: ``install()`` says so, or the setting ``proxy_sessions``."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from chime_shim._graft.replacements import FORWARD, replace
from chime_shim._graft.underway import current_observation
from chime_shim.legacy_api._constraints import problems as constraint_problems
from chime_shim.proxy_sessions._backend import backend_of
from chime_shim.proxy_sessions._problems import STATUS, ServiceProblem, failed
from chime_shim.proxy_sessions._requests import Refused, perform, perform_async
from chime_shim.settings import ProxySessionsSetting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chime_shim.proxy_sessions._backend import Backend

OPERATIONS = (
    "PutVoiceConnectorProxy",
    "GetVoiceConnectorProxy",
    "DeleteVoiceConnectorProxy",
    "CreateProxySession",
    "GetProxySession",
    "ListProxySessions",
    "UpdateProxySession",
    "DeleteProxySession",
)

_NO_SMS = "Capabilities: SMS is not possible, only Voice"
_logger = logging.getLogger("chime_shim")
_lock = threading.Lock()
if hasattr(os, "register_at_fork"):  # a thread that held it is not there in the child to release it
    os.register_at_fork(after_in_child=_lock._at_fork_reinit)  # type: ignore[attr-defined]


class _State:
    installed: ProxySessionsSetting | None = None
    registered: tuple[Callable[..., Any], ...] = ()


@dataclass(frozen=True)
class Installation:
    """What ``install()`` did."""

    setting: ProxySessionsSetting

    def uninstall(self) -> None:
        """Forward the operations again, where the setting ``proxy_sessions`` does not say otherwise."""
        if _State.installed is self.setting:
            _State.installed = None


def install(
    table: str,
    *,
    region: str = "us-east-1",
    endpoint_url: str | None = None,
    connectors: Iterable[str] = (),
    sms: str = "refuse",
) -> Installation:
    """Experimental: answer the eight proxy-session operations from a DynamoDB table, for the whole process.

    It is for clients that have the shim, and goes before the setting ``proxy_sessions``. The table is used
    with the credentials of the client that is called. None of it was ever run against AWS.

    Args:
        table: The name of the table, as ``chime-shim proxy-sessions template`` makes it.
        region: The region of the table.
        endpoint_url: Where DynamoDB is called, if not where boto3 would call it.
        connectors: The ids of the voice connectors whose calls are answered; all of them unless given. Calls
            that name others are forwarded as before.
        sms: What becomes of the capability SMS, which does not exist here: ``"refuse"``, with a
            ``BadRequestException``, or ``"drop"``, with a ``ChimeCompatibilityWarning``.

    Returns:
        What has an ``uninstall()``.

    Raises:
        ValueError: If something of it cannot be.
    """
    _State.installed = ProxySessionsSetting(table, region, endpoint_url, tuple(connectors), sms)
    register()
    return Installation(_State.installed)


def register() -> None:
    """Register the eight replacements, once for the process; settings choose whom they answer."""
    with _lock:
        if _State.registered:
            return
        _State.registered = tuple(replace(operation)(_answer(operation)) for operation in OPERATIONS)
    _logger.warning(
        "chime_shim answers proxy sessions from a DynamoDB table: this is experimental, for voice only, and "
        "was never run against AWS. See 'Proxy sessions after their end' in docs/proxy_sessions.md."
    )


def _answer(operation: str) -> Callable[..., Any]:
    def answer(client: Any, **params: Any) -> Any:
        setting = _State.installed or client._chime_shim.settings.proxy_sessions
        connector = params["VoiceConnectorId"]
        if setting is None or (setting.connectors and connector not in setting.connectors):
            return FORWARD
        call = _Call(client, operation, backend_of(client, setting))
        return call.made_async(params) if call.backend.asynchronous else call.made(params)

    return answer


@dataclass(frozen=True)
class _Call:
    client: Any
    operation: str
    backend: Backend

    def made(self, params: dict[str, Any]) -> Any:
        with self._legacy_errors():
            return perform(self._steps(params), self.backend.send)

    async def made_async(self, params: dict[str, Any]) -> Any:
        with self._legacy_errors():
            return await perform_async(self._steps(params), self.backend.send_async)

    def _steps(self, params: dict[str, Any]) -> Any:
        shape = self.client.meta.service_model.operation_model(self.operation).input_shape
        if wrong := constraint_problems(params, shape):
            raise ServiceProblem(wrong)
        if "Capabilities" in params:
            params = {**params, "Capabilities": self._capabilities(params["Capabilities"])}
        return getattr(self.backend.service, xform_name(self.operation))(params)

    def _capabilities(self, wanted: list[str]) -> list[str]:
        if not wanted:
            raise ServiceProblem("Capabilities must have at least one of Voice and SMS")
        left = [each for each in wanted if each != "SMS"]
        if left != wanted and self.backend.setting.sms == "refuse":
            raise ServiceProblem(
                f"{_NO_SMS}. Leave SMS out; or have it dropped, with a warning: sms=drop in the setting "
                "proxy_sessions"
            )
        if left != wanted and (observation := current_observation()) is not None:
            observation.lost([_NO_SMS if left else f"{_NO_SMS}: the session connects nobody"])
        return left

    @contextmanager
    def _legacy_errors(self) -> Iterator[None]:
        try:
            yield
        except (ServiceProblem, Refused) as problem:
            table = self.backend.setting.table
            shown = failed(problem.code, table) if isinstance(problem, Refused) else problem
            message, (status, code) = str(shown), STATUS[shown.name]
            response = {
                "Error": {"Code": shown.name, "Message": message},
                "Code": code,
                "Message": message,
                "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0},
            }
            # DynamoDB's own error may hold items, so nothing is chained.
            raise getattr(self.client.exceptions, shown.name)(response, self.operation) from None
