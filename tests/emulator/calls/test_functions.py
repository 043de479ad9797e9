"""Where the function is: a callable, ``module:handler``, a URL, or moto's Lambda."""

import io
import json
import sys
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import boto3
import pytest
import requests
from moto import mock_aws

from chime_shim.emulator import calls
from tests.emulator.calls.conftest import CALLER, NUMBER, action, respond

HANGUP = respond(action("Hangup", SipResponseCode=486))


@pytest.fixture
def by_name(exchange, voice):
    """A number whose application has a function of this name."""

    def set_up(arn):
        endpoints = [{"LambdaArn": arn}]
        made = voice.create_sip_media_application(AwsRegion="us-east-1", Name="x", Endpoints=endpoints)
        voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=[NUMBER])
        target = {
            "SipMediaApplicationId": made["SipMediaApplication"]["SipMediaApplicationId"],
            "Priority": 1,
            "AwsRegion": "us-east-1",
        }
        voice.create_sip_rule(
            Name="x", TriggerType="ToPhoneNumber", TriggerValue=NUMBER, TargetApplications=[target]
        )

    return set_up


ARN = "arn:aws:lambda:us-east-1:123456789012:function:answer"


@pytest.mark.parametrize("registered", ["answer", ARN])
@pytest.mark.parametrize("qualifier", ["", ":live"])
def test_a_function_is_known_by_name_or_arn(exchange, by_name, registered, qualifier):
    if registered == ARN:
        registered += qualifier
    by_name(ARN + qualifier)
    exchange.functions[registered] = lambda *_: HANGUP
    assert exchange.place(CALLER, NUMBER).legs[0].sip_code == 486


def test_a_function_is_known_by_its_module(exchange, tmp_path, monkeypatch):
    (tmp_path / "my_sma_app.py").write_text(
        f"class App:\n    handler = staticmethod(lambda event, context: {HANGUP})\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    exchange.application("my_sma_app:App.handler", NUMBER)
    assert exchange.place(CALLER, NUMBER).legs[0].sip_code == 486
    sys.modules.pop("my_sma_app")


def test_a_function_that_is_nowhere_fails(exchange, by_name):
    by_name(ARN)
    call = exchange.place(CALLER, NUMBER)
    assert "no function is called answer" in call.ending


@pytest.mark.parametrize("wrong", ["handler", ":handler", "module:", 7, None])
def test_what_is_no_function_is_refused(exchange, wrong):
    with pytest.raises(ValueError, match="module:handler"):
        exchange.application(wrong, NUMBER)


class Answering(BaseHTTPRequestHandler):
    """A function in whatever language."""

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.append(event["InvocationEventType"])
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere():
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        server.told, server.status, server.answer = [], 200, HANGUP
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_function_answers_at_a_url(exchange, elsewhere):
    exchange.application(f"http://127.0.0.1:{elsewhere.server_port}/", NUMBER)
    assert exchange.place(CALLER, NUMBER).legs[0].sip_code == 486
    assert elsewhere.told == ["NEW_INBOUND_CALL", "HANGUP"]


def test_an_error_at_a_url_is_tried_once_more(exchange, elsewhere):
    elsewhere.status = 429
    exchange.application(f"http://127.0.0.1:{elsewhere.server_port}/", NUMBER)
    call = exchange.place(CALLER, NUMBER)
    assert call.invocations[0].attempts == 2
    assert "HTTP Error 429" in call.ending


def test_motos_own_lambda_is_asked(credentials):
    """The one that needs no Docker: it gives the answers that it was told to give."""
    with mock_aws(config={"lambda": {"use_docker": False}}):
        exchange = calls.exchange()
        role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("app.py", "")
        made = boto3.client("lambda").create_function(
            FunctionName="answer",
            Role=role,
            Runtime="python3.12",
            Handler="app.f",
            Code={"ZipFile": code.getvalue()},
        )
        results = {"results": [json.dumps(HANGUP), "null"], "region": "us-east-1"}
        requests.post("http://motoapi.amazonaws.com/moto-api/static/lambda-simple/response", json=results)
        voice = exchange.account.voice()
        application = exchange.application("placeholder:f", NUMBER)
        endpoints = {"SipMediaApplicationId": application, "Endpoints": [{"LambdaArn": made["FunctionArn"]}]}
        voice.update_sip_media_application(endpoints)
        call = exchange.place(CALLER, NUMBER)
        assert call.invocations[0].response == HANGUP
        assert (call.legs[0].sip_code, call.ending) == (486, None)
