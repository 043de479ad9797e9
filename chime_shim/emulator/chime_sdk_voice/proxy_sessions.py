"""Proxy sessions: two people speak through a number that hides theirs."""

from __future__ import annotations

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator.chime_sdk_voice import exceptions, proxy_numbers
from chime_shim.emulator.chime_sdk_voice.kinds import (
    CONNECTORS,
    NUMBERS,
    PROXY,
    SESSIONS,
    between,
    close,
    dated,
    number_id,
    open_to,
)
from chime_shim.emulator.chime_sdk_voice.numbering import COUNTRIES, e164


class ProxySessions(Backend):
    """Proxy configurations of connectors, and sessions on them."""

    get_voice_connector_proxy = PROXY.getter()
    # Assumption: sessions that are open go on, and only new ones are refused.
    delete_voice_connector_proxy = PROXY.deleter()
    get_proxy_session = SESSIONS.getter()
    list_proxy_sessions = SESSIONS.lister("Status")

    def put_voice_connector_proxy(self, params: Params) -> Item:
        """Set the proxy configuration of a connector, in place of what it had."""
        countries = params["PhoneNumberPoolCountries"]
        unknown = [country for country in countries if country not in COUNTRIES]
        if unknown:
            raise exceptions.no_pool(unknown)
        if params["DefaultSessionExpiryMinutes"] < 1:  # a session's own minutes have this bound by the model
            raise exceptions.not_positive("DefaultSessionExpiryMinutes")
        proxy = {
            "Disabled": False,
            "PhoneNumberCountries": countries,
            **pick(params, "DefaultSessionExpiryMinutes", "Disabled", "FallBackPhoneNumber"),
        }
        return PROXY.put(self, params, proxy)

    def create_proxy_session(self, params: Params) -> Item:
        """Open a session between two phone numbers."""
        proxy = self._enabled_proxy(CONNECTORS.find(self, params))
        owned = NUMBERS.store(self)
        people = frozenset(map(e164, params["ParticipantPhoneNumbers"]))
        number = proxy_numbers.choose(
            params,
            proxy["PhoneNumberCountries"],
            before=SESSIONS.where(self, between, (params[CONNECTORS.key], people)).before(),
            ongoing=[each for person in people for each in SESSIONS.where(self, open_to, person)],
            is_owned=lambda number: number_id(number) in owned,
        )
        session = {
            "ProxySessionId": self.new_uuid(),
            "Status": "Open",
            "ExpiryMinutes": proxy["DefaultSessionExpiryMinutes"],
            **dated(self),
            "Participants": [
                {"PhoneNumber": participant, "ProxyPhoneNumber": number}
                for participant in params["ParticipantPhoneNumbers"]
            ],
            **pick(params, "VoiceConnectorId", "Name", "ExpiryMinutes"),
            **pick(params, "NumberSelectionBehavior", "GeoMatchLevel", "GeoMatchParams"),
            "Capabilities": _capabilities(params),
        }
        return SESSIONS.add(self, session)

    def update_proxy_session(self, params: Params) -> Item:
        """Change what a session can do, and how long it lasts."""
        session = SESSIONS.find(self, params)
        if session["Status"] == "Closed":
            raise exceptions.session_closed(session["ProxySessionId"])
        changes = {**pick(params, "ExpiryMinutes"), "Capabilities": _capabilities(params)}
        return SESSIONS.change(self, session, changes, UpdatedTimestamp=self.now())

    def delete_proxy_session(self, params: Params) -> Item:
        """Close a session. Assumption: closing it again is no error."""
        session = SESSIONS.find(self, params)
        if session["Status"] != "Closed":
            close(self, session, self.now())
        return {}

    def _enabled_proxy(self, connector: Item) -> Item:
        proxy: Item | None = connector.get(PROXY.name)
        if proxy is None:
            raise exceptions.no_proxy(connector["VoiceConnectorId"])
        if proxy["Disabled"]:
            raise exceptions.proxy_disabled(connector["VoiceConnectorId"])
        return proxy


def _capabilities(params: Params) -> list[str]:
    """A set, which AWS gives back in an order of its own."""
    capabilities = sorted(set(params["Capabilities"]))
    if not capabilities:
        raise exceptions.no_capability()
    return capabilities
