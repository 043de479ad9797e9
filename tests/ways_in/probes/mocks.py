"""What tests of old code do with a client. A function is an observation."""

from __future__ import annotations

import contextlib
from unittest import mock

from botocore.client import BaseClient
from botocore.stub import Stubber

from tests.ways_in.probes.common import IDS, status, tried


def stubbing(client):
    results = []
    with Stubber(client) as stubber:
        stubber.add_response("get_proxy_session", {"ProxySession": {"ProxySessionId": "1"}}, IDS)
        results.append(client.get_proxy_session(**IDS))
        stubber.add_response("list_meetings", {"Meetings": []})
        results.append(tried(client.list_meetings))
        stubber.add_response("tag_meeting", {}, {"MeetingId": "m", "Tags": [{"Key": "k", "Value": "v"}]})
        results.append(tried(lambda: client.tag_meeting(MeetingId="m", Tags=[{"Key": "k", "Value": "v"}])))
        stubber.add_client_error("get_proxy_session", "NotFoundException", "gone", 404)
        results.append(tried(lambda: client.get_proxy_session(**IDS)))
        stubber.add_response("get_proxy_session", {}, {**IDS, "ProxySessionId": "2"})
        results.append(tried(lambda: client.get_proxy_session(**IDS)))
        results.append(tried(stubber.assert_no_pending_responses))
        results.append(tried(client.list_accounts))
        results.append(tried(lambda: stubber.add_response("get_proxy_session", {"Novelty": 1})))
        results.append(tried(lambda: stubber.add_response("no_such_operation", {})))
    return [*results, status(client)]


def patching_a_method(client):
    with mock.patch.object(client, "create_meeting", return_value={"Meeting": {}}) as patched:
        result = client.create_meeting(ClientRequestToken="t")
    return [result, patched.call_count, callable(client.create_meeting), "create_meeting" in vars(client)]


def patching_a_method_strictly(client):
    with mock.patch.object(client, "create_meeting", autospec=True) as patched:
        patched.return_value = 1
        return [client.create_meeting(ClientRequestToken="t"), tried(lambda: patched.no_such)[0]]


def patching_a_lost_name(client):
    with contextlib.ExitStack() as stack:
        return tried(lambda: stack.enter_context(mock.patch.object(client, "no_such")))[0]


def patching_the_api_call(client):
    calls = []

    def answer(self, operation_name, kwarg):
        calls.append([type(self).__name__, operation_name, kwarg])
        return {"answered": operation_name}

    with mock.patch("botocore.client.BaseClient._make_api_call", new=answer):
        replies = [
            client.get_proxy_session(**IDS),
            client.list_meetings(),
            client.tag_meeting(MeetingId="m", Tags=[]),
            client.list_accounts(),
            client.create_meeting(),
        ]
    return [calls, replies]


def specs(client):
    double = mock.create_autospec(client)
    double.create_proxy_session.return_value = {"ProxySession": {}}
    return [
        double.create_proxy_session(VoiceConnectorId="v"),
        tried(lambda: double.no_such_operation)[0],
        isinstance(double, BaseClient),
        tried(lambda: mock.Mock(spec=client).no_such)[0],
    ]
