"""Requests as no well-behaved client sends them."""

import json
import string

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

import chime_shim.emulator  # noqa: F401 - registers the backends

CONNECTORS = "https://voice-chime.us-east-1.amazonaws.com/voice-connectors"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("body", [b"{", b"nonsense", b"\xff\xfe", b"[]", b"1", b'"x"', b"null"])
def test_a_body_that_is_no_json_object_is_refused(aws, body):
    reply = requests.post(CONNECTORS, data=body, headers=JSON, timeout=5)
    assert reply.status_code == 400
    assert reply.headers["x-amzn-ErrorType"] == "BadRequestException"
    assert reply.json()["Code"] == "BadRequest"
    assert reply.json()["Message"]


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({}, "Name"),
        ({"Name": "x"}, "RequireEncryption"),
        ({"Name": "x", "RequireEncryption": None}, "RequireEncryption"),
        ({"Name": "x", "RequireEncryption": "yes"}, "RequireEncryption"),
        ({"Name": 1, "RequireEncryption": True}, "Name"),
        ({"Name": "", "RequireEncryption": True}, "Name"),
        ({"Name": "a" * 257, "RequireEncryption": True}, "Name"),
        ({"Name": "semi;colon", "RequireEncryption": True}, "Name"),
        ({"Name": "x", "RequireEncryption": True, "AwsRegion": "mars-east-1"}, "AwsRegion"),
        ({"Name": "x", "RequireEncryption": True, "Tags": [{"Key": "k"}]}, "Tags.1.Value"),
        ({"Name": "x", "RequireEncryption": True, "Tags": []}, "Tags"),
    ],
)
def test_a_member_that_breaks_the_model_is_named(aws, body, member):
    reply = requests.post(CONNECTORS, data=json.dumps(body), headers=JSON, timeout=5)
    assert reply.status_code == 400
    assert f"'{member}'" in reply.json()["Message"]


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_boolean_may_be_text_as_cloudformation_makes_it(aws, text):
    body = {"Name": "x", "RequireEncryption": text}
    reply = requests.post(CONNECTORS, data=json.dumps(body), headers=JSON, timeout=5)
    assert reply.json()["VoiceConnector"]["RequireEncryption"] is (text == "true")


def test_all_that_is_wrong_is_told_at_once(aws):
    reply = requests.post(CONNECTORS, data="{}", headers=JSON, timeout=5)
    assert reply.json()["Message"].startswith("2 validation errors detected: ")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PATCH", "/voice-connectors"), ("GET", "/nothing"), ("DELETE", "/voice-connectors")],
)
def test_an_unknown_path_is_not_found(aws, method, path):
    reply = requests.request(method, CONNECTORS.removesuffix("/voice-connectors") + path, timeout=5)
    assert reply.status_code == 404
    if path:
        assert reply.json()["Code"] == "UnknownOperation"


def test_an_operation_that_is_not_emulated_says_so(voice, refused):
    with refused("NotImplementedException", 501, "has no CreateVoiceProfile yet"):
        voice.create_voice_profile(SpeakerSearchTaskId="1")


def test_a_region_without_the_service_says_so(aws, refused):
    url = CONNECTORS.replace("us-east-1", "mars-east-1")
    reply = requests.get(url, timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (400, "BadRequest")
    assert "not offered in mars-east-1" in reply.json()["Message"]


@pytest.mark.parametrize("path", ["//proxy-sessions", "/%2F", "/%20/proxy-sessions/1"])
def test_an_id_that_cannot_be_one_is_refused(aws, path):
    reply = requests.get(CONNECTORS + path, timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (400, "BadRequest")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(string.printable),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
members = st.sampled_from(["Name", "RequireEncryption", "Tags", "AwsRegion", "Capabilities", "ExpiryMinutes"])


@settings(deadline=None, max_examples=60)
@given(body=st.dictionaries(members, json_values), path=st.sampled_from(["", f"/{'a' * 22}/proxy-sessions"]))
def test_no_body_breaks_the_emulator(body, path):
    with mock_aws():
        reply = requests.post(CONNECTORS + path, data=json.dumps(body), headers=JSON, timeout=5)
    assert reply.status_code in {201, 400, 404}
    assert "Message" in reply.json() or "VoiceConnector" in reply.json()
