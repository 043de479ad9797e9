"""Whom the server answers: programs on this machine, and no web page from elsewhere."""

import http.client
import json
import threading

import pytest
from botocore.config import Config

from chime_shim.emulator._admission import refusal
from chime_shim.emulator._server import bind

SIGNED = "AWS4-HMAC-SHA256 Credential=testing/20260401/us-east-1/chime/aws4_request"
ADDRESS = "203.0.113.5:5000"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:5000",
        "LOCALHOST:5000",
        "127.0.0.1:5000",
        "127.8.8.8",
        "[::1]:5000",
        "emulator.localhost:5000",
        "identity-localhost:5000",
        "messaging-127.0.0.1:5000",
        "identity-chime.localhost",
        ADDRESS,
        "meetings-chime.us-east-1.amazonaws.com",
        "service.chime.aws.amazon.com",
        "bucket.s3.amazonaws.com",
        "",
    ],
)
def test_a_host_that_nobody_else_can_have_is_answered(host):
    assert refusal({"HTTP_HOST": host}) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:5000",
        "localhost.evil.example",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "identity-evil.example",
        "amazonaws.com.evil.example",
        "evilamazonaws.com",
        "meetings-chime.us-east-1.amazonaws.com.evil.example",
        "[::1",
    ],
)
def test_a_foreign_host_is_refused(host):
    assert "Host" in refusal({"HTTP_HOST": host})


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://127.0.0.1", "http://app.localhost"])
def test_a_page_of_this_machine_may_ask(origin):
    assert refusal({"HTTP_HOST": "localhost:5000", "HTTP_ORIGIN": origin}) is None


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://203.0.113.5", "http://localhost.evil.example", "", "file://"],
)
def test_a_foreign_page_is_refused(origin):
    assert "Origin" in refusal({"HTTP_HOST": "localhost:5000", "HTTP_ORIGIN": origin})


def test_a_page_of_the_server_itself_may_ask():
    assert refusal({"HTTP_HOST": ADDRESS, "HTTP_ORIGIN": f"http://{ADDRESS}"}) is None
    assert refusal({"HTTP_HOST": ADDRESS, "HTTP_ORIGIN": "http://203.0.113.6"})


@pytest.mark.parametrize("allowed", [["emulator"], ["*"]])
def test_the_server_can_be_told_otherwise(allowed):
    request = {"HTTP_HOST": "emulator:5000", "HTTP_ORIGIN": "http://emulator:8080"}
    assert refusal(request)
    assert refusal(request, allowed) is None
    assert refusal({"HTTP_HOST": "identity-emulator:5000"}, allowed) is None


@pytest.fixture
def guarded():
    """The port of a guarded server on loopback."""
    server = bind("127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def ask(port, method, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers=headers)
    reply = connection.getresponse()
    return reply.status, reply.read()


def test_a_web_page_cannot_reset_the_server(guarded):
    status, body = ask(guarded, "POST", "/moto-api/reset", Origin="https://evil.example")
    assert (status, json.loads(body)["Code"]) == (403, "Forbidden")
    assert "--allow-host" in json.loads(body)["Message"]
    assert ask(guarded, "POST", "/moto-api/reset", Host="evil.example")[0] == 403
    assert ask(guarded, "POST", "/moto-api/reset")[0] == 200


@pytest.mark.parametrize("host", ["identity-localhost", "identity-127.0.0.1", "identity-x.localhost"])
def test_a_prefix_before_the_host_is_taken(guarded, host):
    """As an SDK asks that injects host prefixes; whether the name resolves is up to the machine."""
    signed = {"Authorization": SIGNED, "Host": f"{host}:{guarded}"}
    assert ask(guarded, "GET", "/app-instances", **signed)[0] == 200


@pytest.mark.parametrize("inject", [True, False])
def test_one_endpoint_serves_an_old_client_that_injects_no_prefix(guarded, inject, new_legacy_client):
    options = {"endpoint_url": f"http://127.0.0.1:{guarded}", "config": Config(inject_host_prefix=inject)}
    client = new_legacy_client(**options)
    if inject:  # the name "identity-127.0.0.1" is not one that resolves
        with pytest.raises(Exception, match=r"identity-127\.0\.0\.1|Could not connect"):
            client.list_app_instances()
    else:
        assert client.list_app_instances()["AppInstances"] == []
