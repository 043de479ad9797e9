"""The eight operations, each a generator of requests to DynamoDB that returns the reply of the old API."""

from __future__ import annotations

from chime_shim.proxy_sessions import _items as items
from chime_shim.proxy_sessions import _problems as problems
from chime_shim.proxy_sessions import _writes as writes
from chime_shim.proxy_sessions._creation import Creation
from chime_shim.proxy_sessions._lists import Pages, pool
from chime_shim.proxy_sessions._problems import ServiceProblem
from chime_shim.proxy_sessions._requests import TRIES, Refused, Request, Service, condition

MAX_MINUTES = 10 * 366 * 24 * 60


class ProxySessions(Service):
    """The operations on one table. The methods are named after the client's."""

    def put_voice_connector_proxy(self, params: items.Item) -> items.Steps:
        """Set the proxy configuration of a connector, in place of what it had."""
        minutes, countries = params["DefaultSessionExpiryMinutes"], params["PhoneNumberPoolCountries"]
        _check_minutes("DefaultSessionExpiryMinutes", minutes)
        numbers = yield from pool()
        if not any(number["country"] in countries and number["state"] == "active" for number in numbers):
            raise problems.no_numbers(countries)
        fallback = params.get("FallBackPhoneNumber")
        if fallback and items.e164(fallback) in map(items.id_of, numbers):
            raise ServiceProblem("FallBackPhoneNumber must not be a number of the pool: calls would loop")
        configuration = {
            **items.configuration_key(params["VoiceConnectorId"]),
            "minutes": minutes,
            "countries": countries,
            "disabled": params.get("Disabled", False),
            **({"fallback": fallback} if fallback else {}),
        }
        yield Request("put_item", {"Item": items.wired(configuration)})
        return {"Proxy": items.configuration_reply(configuration)}

    def get_voice_connector_proxy(self, params: items.Item) -> items.Steps:
        """Show the proxy configuration of a connector."""
        connector = params["VoiceConnectorId"]
        missing = f"VoiceConnector {connector} has no Proxy"
        configuration = yield from _item(items.configuration_key(connector), missing)
        return {"Proxy": items.configuration_reply(configuration)}

    def delete_voice_connector_proxy(self, params: items.Item) -> items.Steps:
        """Delete the proxy configuration of a connector; open sessions go on."""
        connector = params["VoiceConnectorId"]
        key = {"Key": items.wired(items.configuration_key(connector))}
        try:
            yield Request("delete_item", {**key, **condition({}, Condition="attribute_exists(#pk)")})
        except Refused as refused:
            if not refused.conditional:
                raise
            raise ServiceProblem(f"VoiceConnector {connector} has no Proxy", "NotFoundException") from None

    def create_proxy_session(self, params: items.Item) -> items.Steps:
        """Open a session between two phone numbers."""
        _check_minutes("ExpiryMinutes", params.get("ExpiryMinutes"))
        first, second = map(items.e164, params["ParticipantPhoneNumbers"])
        if first == second:
            raise ServiceProblem("ParticipantPhoneNumbers must be two different numbers")
        session = yield from Creation(params, (first, second), self.new_id(), self).steps()
        return {"ProxySession": items.session_reply(session, session["created"])}

    def get_proxy_session(self, params: items.Item) -> items.Steps:
        """Show a session."""
        session = yield from self._session(params)
        return {"ProxySession": items.session_reply(session, self.clock())}

    def list_proxy_sessions(self, params: items.Item) -> items.Steps:
        """List sessions: all and closed ones in the order of creation, open ones in that of their end."""
        return (yield from Pages(params, self.clock()).steps())

    def update_proxy_session(self, params: items.Item) -> items.Steps:
        """Change what a session can do, and how long it lasts, counted from its creation."""
        minutes, capabilities = params.get("ExpiryMinutes"), sorted(set(params["Capabilities"]))
        _check_minutes("ExpiryMinutes", minutes)
        for _ in range(TRIES):
            session = yield from self._session(params)
            now = self.clock()
            if items.status(session, now) == "Closed":
                raise ServiceProblem(f"ProxySession {params['ProxySessionId']} is closed")
            if (yield from self.applied(writes.updated(session, capabilities, minutes, now))):
                session = yield from self._session(params)
                return {"ProxySession": items.session_reply(session, now)}
        raise problems.contended()

    def delete_proxy_session(self, params: items.Item) -> items.Steps:
        """Close a session. To close it again is no error."""
        for _ in range(TRIES):
            session = yield from self._session(params)
            now = self.clock()
            if items.status(session, now) == "Closed":
                return
            if (yield from self.applied(writes.deleted(session, now))):
                return
        raise problems.contended()

    def _session(self, params: items.Item) -> items.Steps:
        session_id = params["ProxySessionId"]
        key = items.session_key(params["VoiceConnectorId"], session_id)
        return (yield from _item(key, f"ProxySession {session_id} not found"))


def _item(key: items.Item, missing: str) -> items.Steps:
    reply = yield Request("get_item", {"Key": items.wired(key), "ConsistentRead": True})
    if not reply.get("Item"):
        raise ServiceProblem(missing, "NotFoundException")
    return items.plain(reply["Item"])


def _check_minutes(member: str, minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= MAX_MINUTES:
        raise ServiceProblem(f"{member} must be greater than or equal to 1, and at most {MAX_MINUTES}")
