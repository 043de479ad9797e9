"""Handlers of ``creating-client-class.chime``: what they add to the class is there, and sees every call."""

from __future__ import annotations

import boto3
import pytest

import chime_shim

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture(params=["install", "client"])
def make(request, loopback):
    """Make a client of a session with a handler."""

    def made(handler):
        session = boto3.Session(region_name="us-east-1")
        session.events.register("creating-client-class.chime", handler)
        if request.param == "client":
            return chime_shim.client("chime", session=session, endpoint_url=loopback.url)
        with chime_shim.install():
            return chime_shim.wrap(session.client("chime", endpoint_url=loopback.url))

    return made


def test_a_mixin_adds_methods_and_sees_removed_and_kept_calls(make):
    class Audit:
        audited = ()

        def _make_api_call(self, operation_name, api_params):
            self.audited = (*self.audited, operation_name)
            return super()._make_api_call(operation_name, api_params)

        def end_session(self, identifier):
            return self.delete_proxy_session(VoiceConnectorId="abc", ProxySessionId=identifier)

    client = make(lambda base_classes, **_: base_classes.insert(0, Audit))
    client.get_proxy_session(**IDS)
    client.list_accounts()
    client.end_session("2")

    assert isinstance(client, Audit)
    assert client.audited == ("GetProxySession", "ListAccounts", "DeleteProxySession")


def test_a_mixin_may_translate_parameters_and_replies(make, loopback):
    class Defaults:
        def _make_api_call(self, operation_name, api_params):
            reply = super()._make_api_call(operation_name, {"VoiceConnectorId": "default", **api_params})
            return {**reply, "Audited": True}

    client = make(lambda base_classes, **_: base_classes.insert(0, Defaults))

    assert client.get_proxy_session(ProxySessionId="1")["Audited"]
    assert loopback.requests[0].path == "/voice-connectors/default/proxy-sessions/1"


def test_methods_that_a_handler_adds_or_puts_in_the_place_of_botocores_stay(make):
    def handler(class_attributes, **_):
        class_attributes["list_meetings"] = lambda _self: "mine"
        class_attributes["list_accounts"] = lambda _self: "mine too"
        class_attributes["hang_up"] = lambda _self: "added"

    client = make(handler)

    assert (client.list_meetings(), client.list_accounts(), client.hang_up()) == ("mine", "mine too", "added")
    assert client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200
