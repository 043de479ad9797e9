"""Calls over HTTP, for tests in other languages: moto's own API has three more paths."""

import boto3
import pytest
import requests

from tests.emulator.calls.conftest import CALLER, NUMBER, PEER
from tests.emulator.calls.test_functions import elsewhere  # noqa: F401 - a fixture

ARN = "arn:aws:lambda:us-east-1:123456789012:function:answer"


@pytest.fixture
def api(server):
    """Asks the server, and gives status and body."""

    def ask(method, path, body=None, **options):
        reply = requests.request(method, f"{server}/moto-api/{path}", json=body, timeout=10, **options)
        return reply.status_code, reply.json()

    return ask


@pytest.fixture
def voice_there(server):
    """A client of the server's, with a number whose application has the function ``answer``."""
    voice = boto3.client("chime-sdk-voice", region_name="us-east-1", endpoint_url=server)
    made = voice.create_sip_media_application(
        AwsRegion="us-east-1", Name="x", Endpoints=[{"LambdaArn": ARN}]
    )["SipMediaApplication"]
    voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=[NUMBER])
    target = {"SipMediaApplicationId": made["SipMediaApplicationId"], "Priority": 1, "AwsRegion": "us-east-1"}
    voice.create_sip_rule(
        Name="x", TriggerType="ToPhoneNumber", TriggerValue=NUMBER, TargetApplications=[target]
    )
    voice.application = made["SipMediaApplicationId"]
    return voice


@pytest.fixture
def answering(api, elsewhere, voice_there):  # noqa: F811 - a fixture
    """The function ``answer``, in another process for all that the server knows: its answers can be set."""
    url = f"http://127.0.0.1:{elsewhere.server_port}/"
    assert api("POST", "chime-functions", {"answer": url}) == (200, {"answer": url})
    return elsewhere


def test_a_call_is_placed_and_read(api, answering):
    status, call = api("POST", "chime-calls", {"caller": CALLER, "to": NUMBER})
    assert (status, call["events"], call["over"]) == (201, ["NEW_INBOUND_CALL", "HANGUP"], True)
    (leg,) = call["legs"]
    assert (leg["from"], leg["to"], leg["sip_code"], leg["ended_by"]) == (CALLER, NUMBER, 486, "function")
    assert call["invocations"][0]["event"]["CallDetails"]["TransactionId"] == call["transaction_id"]
    assert [(each["type"], each["outcome"]) for each in call["actions"]] == [("Hangup", "successful")]
    assert api("GET", "chime-calls") == (200, {"calls": [call]})
    assert api("GET", f"chime-calls?transaction_id={call['transaction_id']}") == (200, {"calls": [call]})
    assert api("GET", "chime-calls?transaction_id=another") == (200, {"calls": []})


def test_an_outbound_call_is_read_and_steered(api, answering, voice_there):
    answering.answer = {"SchemaVersion": "1.0", "Actions": []}
    made = voice_there.create_sip_media_application_call(
        FromPhoneNumber=NUMBER, ToPhoneNumber=PEER, SipMediaApplicationId=voice_there.application
    )["SipMediaApplicationCall"]
    (call,) = api("GET", "chime-calls")[1]["calls"]
    assert call["transaction_id"] == made["TransactionId"]
    assert [(each["number"], each["caller_id"], each["outcome"]) for each in call["rang"]] == [
        (PEER, NUMBER, "answered")
    ]
    assert call["connected"] == ["LEG-A"]
    steer = {"transaction_id": call["transaction_id"]}
    assert api("POST", "chime-calls", {**steer, "press": "1#"})[0] == 200
    assert api("POST", "chime-calls", {**steer, "play": 5})[0] == 200
    status, call = api("POST", "chime-calls", {**steer, "hang_up": True, "leg": "LEG-A"})
    assert (status, call["over"], call["events"][-1]) == (200, True, "HANGUP")


def test_phones_are_set_shown_and_taken_away(api, answering, voice_there):
    status, phones = api("POST", "chime-phones", {PEER: {"refuses": 486}})
    assert (status, phones[PEER]["refuses"]) == (200, 486)
    voice_there.create_sip_media_application_call(
        FromPhoneNumber=NUMBER, ToPhoneNumber=PEER, SipMediaApplicationId=voice_there.application
    )
    assert api("GET", "chime-calls")[1]["calls"][0]["rang"][0]["outcome"] == "busy"
    assert api("DELETE", "chime-phones") == (200, {})
    assert api("GET", "chime-phones") == (200, {})


def test_a_body_needs_no_content_type(server, answering):
    """As curl sends it."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f'{{"caller": "{CALLER}", "to": "{NUMBER}"}}'
    reply = requests.post(f"{server}/moto-api/chime-calls", data=body, headers=form, timeout=10)
    assert reply.status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("chime-calls", {"to": NUMBER}, "a call has a caller"),
        ("chime-calls", {"caller": CALLER, "to": "5550100"}, "starts with +"),
        ("chime-calls", {"caller": CALLER, "to": NUMBER, "hang_up": 5}, "there is no 'hang_up' here"),
        ("chime-calls", {"caller": CALLER, "to": NUMBER, "hangs_up": True}, "hangs_up has the wrong type"),
        ("chime-calls", {"caller": CALLER, "to": NUMBER, "hangs_up": -1}, "hangs_up is 0 or more"),
        ("chime-calls", {"caller": CALLER, "to": NUMBER, "presses": ["x"]}, "digits"),
        ("chime-calls", {"transaction_id": "none", "play": 1}, "there is no call"),
        ("chime-calls", [], "not a JSON object"),
        ("chime-phones", {PEER: "busy"}, "a phone is a JSON object"),
        ("chime-phones", {PEER: {"busy": True}}, "a phone has no busy"),
        ("chime-phones", {"14155550123": {}}, "starts with +"),
        ("chime-functions", {"answer": "os:system"}, "the URL on this machine"),
        ("chime-functions", {"answer": "http://example.com/"}, "the URL on this machine"),
        ("chime-functions", {"answer": "file:///etc/passwd"}, "the URL on this machine"),
        ("chime-functions", {"answer": None}, "the URL on this machine"),
    ],
)
def test_what_makes_no_sense_is_refused(api, path, body, message):
    status, reply = api("POST", path, body)
    assert status == 400
    assert message in reply["Error"]
    assert CALLER not in reply["Error"]


def test_text_that_is_no_json_is_refused(server):
    reply = requests.post(f"{server}/moto-api/chime-calls", data="{", timeout=10)
    assert reply.status_code == 400


def test_other_methods_are_refused(api):
    assert api("DELETE", "chime-calls")[0] == 405


def test_an_action_that_is_not_emulated_is_said(api, answering):
    answering.answer = {"SchemaVersion": "1.0", "Actions": [{"Type": "StartBotConversation"}]}
    status, reply = api("POST", "chime-calls", {"caller": CALLER, "to": NUMBER})
    assert (status, reply) == (501, {"Error": "the action StartBotConversation is not emulated"})


def test_a_reset_forgets_calls(api, server, answering):
    api("POST", "chime-calls", {"caller": CALLER, "to": NUMBER})
    requests.post(f"{server}/moto-api/reset", timeout=5)
    assert api("GET", "chime-calls") == (200, {"calls": []})
    assert api("GET", "chime-functions") == (200, {})


def test_what_the_api_was_asked_for_is_not_among_the_shown_data(server, answering, voice_there):
    answering.answer = {"SchemaVersion": "1.0", "Actions": []}
    voice_there.create_sip_media_application_call(
        FromPhoneNumber=NUMBER, ToPhoneNumber=PEER, SipMediaApplicationId=voice_there.application
    )
    shown = requests.get(f"{server}/moto-api/data.json", timeout=5).json()["chime-sdk-voice"]
    assert [sorted(each) for each in shown["SipMediaApplicationCall"]] == [
        ["SipMediaApplicationId", "TransactionId"]
    ]
