"""An old script that does everything wrong, and prints what it gets: usage: bad_input.py URL.

It is run twice: on botocore 1.37.1, without the shim, and on today's botocore, with it.
"""

import json
import os
import sys

import boto3
from botocore.config import Config

URL = sys.argv[1]
IDS = {"VoiceConnectorId": "abcdef1ghij2klmno3pqr4", "ProxySessionId": "1"}
SESSION = {
    "VoiceConnectorId": "abcdef1ghij2klmno3pqr4",
    "ParticipantPhoneNumbers": ["+14015550101", "+12065550100"],
    "Capabilities": ["Voice", "SMS"],
}


def make(url=URL, **arguments):
    # The number of tries differs between the two botocores by default.
    config = Config(
        retries={"total_max_attempts": 2, "mode": "standard"},
        connect_timeout=2,
        read_timeout=2,
        **arguments.pop("config", {}),
    )
    return boto3.client("chime", "us-east-1", endpoint_url=url, config=config, **arguments)


def without_credentials():
    del os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    return boto3.Session().client("chime", "us-east-1", endpoint_url=URL).get_proxy_session(**IDS)


CLIENT = make()
CASES = {
    "missing parameter": lambda: CLIENT.create_proxy_session(VoiceConnectorId="a"),
    "no parameters": lambda: CLIENT.create_proxy_session(),
    "unknown parameter": lambda: CLIENT.get_proxy_session(**IDS, Colour="red"),
    "unknown nested parameter": lambda: CLIENT.create_proxy_session(
        **SESSION, GeoMatchParams={"State": "NY"}
    ),
    "positional argument": lambda: CLIENT.get_proxy_session("a"),
    "one participant": lambda: CLIENT.create_proxy_session(
        **{**SESSION, "ParticipantPhoneNumbers": ["+14015550101"]}
    ),
    "malformed number": lambda: CLIENT.create_proxy_session(
        **{**SESSION, "ParticipantPhoneNumbers": ["+14015550101", "call me"]}
    ),
    "number that is a number": lambda: CLIENT.create_proxy_session(
        **{**SESSION, "ParticipantPhoneNumbers": [14015550101, 12065550100]}
    ),
    "text for a list": lambda: CLIENT.create_proxy_session(**{**SESSION, "Capabilities": "Voice"}),
    "text for an integer": lambda: CLIENT.create_proxy_session(**SESSION, ExpiryMinutes="60"),
    "zero minutes": lambda: CLIENT.create_proxy_session(**SESSION, ExpiryMinutes=0),
    "None": lambda: CLIENT.get_proxy_session(VoiceConnectorId=None, ProxySessionId="1"),
    "empty VoiceConnectorId": lambda: CLIENT.get_voice_connector_proxy(VoiceConnectorId=""),
    "empty ids": lambda: CLIENT.delete_proxy_session(VoiceConnectorId="", ProxySessionId=""),
    "no such operation": lambda: CLIENT.create_proxy_sessions(),
    "no paginator": lambda: CLIENT.get_paginator("list_proxy_sessions"),
    "unchecked": lambda: make(config={"parameter_validation": False}).list_proxy_sessions(
        VoiceConnectorId="", MaxResults="a", Colour="red"
    ),
    "unchecked and without an id": lambda: make(config={"parameter_validation": False}).get_proxy_session(),
    "no credentials": without_credentials,
    "half the credentials": lambda: make(aws_access_key_id="AKID").get_proxy_session(**IDS),
    "unreachable endpoint": lambda: make("http://127.0.0.1:9").get_proxy_session(**IDS),
    "no endpoint at all": lambda: make("nonsense").get_proxy_session(**IDS),
}
# What the server answers to get_proxy_session, in this order: see the test.
ANSWERS = ("throttled", "server error", "not JSON", "empty", "HTML error", "no content", "truncated", "ok")


def outcome(action):
    try:
        return {"reply": action()}
    except Exception as error:
        return {
            "class": [cls.__name__ for cls in type(error).__mro__],
            "text": str(error),
            "response": getattr(error, "response", None),
            "caught as client.exceptions": [
                name
                for name in dir(CLIENT.exceptions)
                if name.endswith("Exception") and isinstance(error, getattr(CLIENT.exceptions, name))
            ],
        }


results = {name: outcome(action) for name, action in CASES.items()}
for answer in ANSWERS:
    results[answer] = outcome(lambda: CLIENT.get_proxy_session(**IDS))
print(json.dumps(results, default=str))
