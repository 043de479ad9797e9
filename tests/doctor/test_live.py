"""What the doctor says of AWS, on the emulator: with IAM on and off, closed endpoints, throttling."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count

from chime_shim import settings
from chime_shim.doctor import Operations
from chime_shim.doctor._live import check_live
from chime_shim.emulator import faults
from chime_shim.routes import ROUTES
from tests.support.loopback import Answer

SECRET = "+12065550100"


@pytest.fixture
def aws():
    with mock_aws():
        yield
    faults.clear()


@pytest.fixture
def connector(aws):
    voice = boto3.client("chime-sdk-voice", "us-east-1")
    return voice.create_voice_connector(Name="secret", RequireEncryption=True)["VoiceConnector"]


def told(operations, **options):
    check, *_ = check_live(operations, **options)
    return check, {row[0]: row[2:] for row in check.table[1:]}


def test_all_is_well_where_both_ways_answer_alike(using, connector):
    check, rows = told(using("GetVoiceConnector", "GetMeeting", "ListAppInstances"))

    assert check.level == "ok"
    assert rows == {
        "GetVoiceConnector": ("yes", "yes", "yes"),
        "ListVoiceConnectors": ("yes", "yes", "yes"),
        "GetMeeting": ("yes", "yes", "yes"),
        "ListAppInstances": ("yes", "yes", "yes"),
    }
    assert check.table[0] == ("operation", "of", "reachable", "allowed", "equal")


def test_nothing_that_has_to_be_kept_is_told(using, connector):
    check, _ = told(using("GetVoiceConnector"))
    text = json.dumps([check.text, check.details, check.table])
    for secret in ("secret", *map(str, connector.values()), "testing"):
        if secret not in {"True", "us-east-1"}:
            assert secret not in text


def test_nothing_is_made_or_changed(using, loopback, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    told(using(*ROUTES))
    assert {request.method for request in loopback.requests} == {"GET"}
    assert 10 <= len(loopback.requests) <= 20


def test_where_there_is_nothing_to_ask_for_it_is_said(using, aws):
    _, rows = told(using("GetVoiceConnector"))
    assert rows["GetVoiceConnector"] == ("not asked: nothing to ask for", "-", "-")


def test_what_iam_does_not_allow_is_named(using, aws, monkeypatch):
    iam = boto3.client("iam", "us-east-1")
    iam.create_user(UserName="operator")
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    allowed = {"Effect": "Allow", "Action": "chime:ListVoiceConnectors", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": allowed})
    iam.put_user_policy(UserName="operator", PolicyName="chime", PolicyDocument=policy)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])

    @set_initial_no_auth_action_count(0)
    def asked():
        return told(using("ListVoiceConnectors", "ListSipRules", "GetMeeting"))

    check, rows = asked()
    assert check.level == "warn"
    assert rows == {
        "ListVoiceConnectors": ("yes", "yes", "yes"),
        "ListSipRules": ("yes", "NO: chime:ListSipRules", "yes"),
        "GetMeeting": ("yes", "NO: chime:GetMeeting", "yes"),
    }
    assert key["AccessKeyId"] not in json.dumps(check.table)


def test_a_closed_endpoint_cannot_be_reached(using, monkeypatch, aws):
    monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME_SDK_VOICE", "http://127.0.0.1:1")
    check, rows = told(using("ListVoiceConnectors", "ListAppInstances"))
    assert check.level == "fail"
    assert rows["ListVoiceConnectors"] == ("NO: EndpointConnectionError", "-", "-")
    assert rows["ListAppInstances"] == ("yes", "yes", "yes")


@pytest.mark.parametrize("operation", ["ListVoiceConnectors", "GetMeeting"])
def test_throttling_is_told_apart_from_a_refusal(operation, using, aws):
    faults.inject(operation, "throttle")
    check, rows = told(using(operation))
    assert check.level == "warn"
    assert rows[operation] == ("yes", "NO: throttled, try again later", "-")


def test_another_error_of_the_service_is_named(using, aws):
    faults.inject("ListVoiceConnectors", "error-500")
    check, rows = told(using("ListVoiceConnectors"))
    assert check.level == "warn"
    assert rows["ListVoiceConnectors"] == ("yes", "NO: ServiceFailureException", "yes")


def test_replies_that_differ_are_told_and_not_shown(using, loopback, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    connectors = [{"VoiceConnectorId": "a", "Name": SECRET}]
    loopback.answer(Answer.of({"VoiceConnectors": connectors}), Answer.of({"VoiceConnectors": []}))

    check, rows = told(using("ListVoiceConnectors"))

    assert check.level == "warn"
    assert rows["ListVoiceConnectors"] == ("yes", "yes", "NO")
    assert SECRET not in json.dumps([check.text, check.details, check.table])


def test_a_name_that_is_no_errors_name_is_not_repeated(using, loopback, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    loopback.answer(Answer.error(f"call {SECRET}", 400))
    check, rows = told(using("ListVoiceConnectors"))
    assert rows["ListVoiceConnectors"][1] == "NO: an error without a name"
    assert SECRET not in json.dumps(check.table)


def test_the_callers_name_is_given_where_one_is_needed(using, loopback, monkeypatch):
    bearer = "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/b"
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    monkeypatch.setenv("CHIME_SHIM_CHIME_BEARER", bearer)
    loopback.answer(Answer.of({"ChannelMemberships": []}))

    _, rows = told(using("ListChannelMembershipsForAppInstanceUser"))

    assert rows["ListChannelMembershipsForAppInstanceUser"] == ("yes", "yes", "yes")
    assert [each.headers["x-amz-chime-bearer"] for each in loopback.requests] == [bearer, bearer]


def test_a_rollout_does_not_change_what_is_asked(using, connector, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_ROLLOUT", "legacy")
    assert told(using("ListVoiceConnectors"))[1]["ListVoiceConnectors"] == ("yes", "yes", "yes")


def test_without_credentials_it_is_said_that_nothing_was_asked(using, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    check, _ = told(using("ListVoiceConnectors"))
    assert (check.level, check.text) == ("fail", "no call can be made: NoCredentialsError")


def test_a_dry_run_sends_nothing_and_lists_what_would_be_sent(using, loopback, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    check, rows = told(using("GetVoiceConnector"), dry_run=True)
    assert loopback.requests == []
    assert check.level == "note"
    given = "with VoiceConnectorId from ListVoiceConnectors"
    assert rows == {"ListVoiceConnectors": ("",), "GetVoiceConnector": (given,)}


def test_if_nothing_is_known_of_what_is_in_use_that_is_said(aws):
    assert "which operations are in use is not known" in told(Operations())[0].text


def test_settings_are_those_of_the_command(using, loopback, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", loopback.url)
    settings.set_flags({"region": "us-west-2"})
    told(using("ListVoiceConnectors"))
    assert all("/us-west-2/chime/" in each.headers["authorization"] for each in loopback.requests)
