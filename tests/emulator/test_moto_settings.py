"""moto's own settings and servers, with Chime in them."""

import json
import re
import subprocess
import sys
from contextlib import suppress

import boto3
import pytest
import requests
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted

from chime_shim.emulator import SERVICES
from tests.support.command import plain_environment

NAMES = sorted(service.replace("-", "") for service in SERVICES)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_let_in_by_the_name_of_its_client_without_hyphens(credentials, name):
    service = next(each for each in SERVICES if each.replace("-", "") == name)
    url = {
        "chime": "https://chime.us-east-1.amazonaws.com/voice-connectors",
    }.get(service, f"https://{service.removeprefix('chime-sdk-')}-chime.us-east-1.amazonaws.com/")
    client = boto3.client("chime-sdk-voice", region_name="us-east-1", endpoint_url=url)
    with (
        mock_aws(config={"core": {"service_whitelist": ["s3"]}}),
        pytest.raises(ServiceNotWhitelisted),
    ):
        client.list_voice_connectors()
    has_no_such_path = suppress(client.exceptions.ClientError)  # the answer of most of the emulated services
    with mock_aws(config={"core": {"service_whitelist": [name]}}), has_no_such_path:
        client.list_voice_connectors()


def test_a_service_passes_through_to_the_network_by_the_same_name(credentials, server):
    services = ["chimesdkvoice"]
    client = boto3.client("chime-sdk-voice", region_name="us-east-1")
    sent = []

    def stop(request, **_):
        sent.append(request.url)
        raise ConnectionRefusedError

    with mock_aws(config={"core": {"passthrough": {"services": services}}}):
        client.meta.events.register_last("before-send", stop)  # moto's own handler has let it pass
        with pytest.raises(ConnectionRefusedError):
            client.list_voice_connectors()
        meetings = boto3.client("chime-sdk-meetings", region_name="us-east-1")
        made = meetings.create_meeting(MediaRegion="us-east-1", ExternalMeetingId="daily")
        assert made["Meeting"]["MeetingId"]
    assert len(sent) == 1


def keys_of(user, *actions):
    """Make a user who may do these, and no more."""
    iam = boto3.client("iam", region_name="us-east-1")
    iam.create_user(UserName=user)
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=policy)
    made = iam.create_access_key(UserName=user)["AccessKey"]
    return {
        "aws_access_key_id": made["AccessKeyId"],
        "aws_secret_access_key": made["SecretAccessKey"],
        "aws_session_token": None,
    }


@pytest.mark.parametrize(
    ("service", "operation", "params"),
    [
        ("chime-sdk-voice", "list_voice_connectors", {}),
        ("chime-sdk-voice", "list_voice_connectors", {"MaxResults": 5}),
        ("chime-sdk-voice", "list_phone_numbers", {"Status": "Unassigned", "MaxResults": 5}),
        ("chime-sdk-identity", "list_app_instances", {}),
        (
            "chime-sdk-identity",
            "list_app_instance_users",
            {"AppInstanceArn": "arn:aws:chime:us-east-1:123456789012:app-instance/x y"},
        ),
        (
            "chime-sdk-identity",
            "delete_app_instance",
            {"AppInstanceArn": "arn:aws:chime:us-east-1:123456789012:app-instance/x"},
        ),
        ("chime-sdk-meetings", "create_meeting", {"MediaRegion": "us-east-1", "ExternalMeetingId": "daily"}),
        ("chime-sdk-meetings", "delete_meeting", {"MeetingId": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}),
    ],
)
@pytest.mark.filterwarnings("ignore:datetime")
def test_iam_lets_an_allowed_user_do_what_has_a_body_and_what_has_none(aws, service, operation, params):
    allowed, other = keys_of("allowed", "chime:*"), keys_of("other", "s3:*")

    @set_initial_no_auth_action_count(0)
    def check():
        wrong = {**allowed, "aws_secret_access_key": "wrong"}
        for keys, refusal in ((other, r"not authorized"), (wrong, r"signature"), (allowed, None)):
            client = boto3.session.Session().client(service, **keys)
            try:
                getattr(client, operation)(**params)
                refused = None
            except client.exceptions.ClientError as error:
                refused = None if error.response["Error"]["Code"] == "NotFoundException" else str(error)
            assert (refused is None) == (refusal is None), refused
            assert refusal is None or refusal in refused

    check()


STOCK = 'import chime_shim.emulator, sys; from moto.server import main; main(["--port", "0"])'


def test_a_stock_moto_server_has_chime_after_one_import(credentials):
    """The line is the one of docs/emulator.md, with any free port."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-W", "ignore", "-c", STOCK],
        env=plain_environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stderr:
            if found := re.search(r"Running on (http://\S+)", line):
                break
        client = boto3.client("chime-sdk-voice", region_name="us-east-1", endpoint_url=found[1])
        assert client.list_voice_connectors()["VoiceConnectors"] == []
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.parametrize(
    "content_type", [None, "application/x-www-form-urlencoded", "text/plain", "application/json"]
)
def test_faults_are_injected_whatever_the_content_type(server, content_type):
    """``curl -d`` says that everything is a form."""
    body = '{"operation": "CreateMeeting", "kind": "reset", "times": 1}'
    headers = {"Content-Type": content_type} if content_type else {}
    reply = requests.post(f"{server}/moto-api/chime-faults", data=body, headers=headers, timeout=5)
    assert (reply.status_code, reply.json()["faults"][0]["operation"]) == (200, "CreateMeeting")
    requests.delete(f"{server}/moto-api/chime-faults", timeout=5)


@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded", "text/plain"])
def test_a_request_is_read_whatever_the_content_type(server, content_type):
    headers = {"Authorization": "AWS4-HMAC-SHA256 Credential=x/20260401/us-east-1/chime/aws4_request"}
    if content_type:
        headers["Content-Type"] = content_type
    body = {"ExternalMeetingId": "a=b&c=+d", "MediaRegion": "us-east-1", "ClientRequestToken": "xy"}
    made = requests.post(f"{server}/meetings", json.dumps(body), headers=headers, timeout=5)
    assert made.status_code == 200, made.text
    assert made.json()["Meeting"]["ExternalMeetingId"] == body["ExternalMeetingId"]
