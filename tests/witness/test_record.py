from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chime_shim.witness._record import principal, seen
from tests.witness.records import ACCOUNT, JAVA, JAVASCRIPT, PYTHON, SHIM, record, role

GO = "aws-sdk-go-v2/1.17.1 os/linux lang/go/1.19 md/GOOS/linux api/chimesdkmeetings/1.2"


@pytest.mark.parametrize(
    ("expected", "name", "agent", "host", "more"),
    [
        ("legacy", "CreateMeeting", PYTHON, "chime.us-east-1.amazonaws.com", {}),
        ("legacy", "CreateMeeting", JAVA, "service.chime.aws.amazon.com", {}),
        ("legacy", "CreateMeeting", PYTHON, "chime.us-east-1.amazonaws.com:443", {}),
        ("legacy", "CreateMeeting", JAVASCRIPT, None, {}),
        ("legacy", "ListChannels", JAVASCRIPT, "messaging-chime.us-east-1.amazonaws.com", {}),
        # Whatever the record lacks: no successor has these.
        ("legacy", "TagMeeting", PYTHON, None, {}),
        ("legacy", "ListMeetings", PYTHON, None, {}),
        ("legacy", "PutAppInstanceStreamingConfigurations", PYTHON, None, {}),
        ("shim", "CreateMeeting", SHIM, "meetings-chime.us-east-1.amazonaws.com", {}),
        ("shim", "PutMessagingStreamingConfigurations", SHIM, None, {}),
        ("successor", "CreateMeeting", PYTHON, "meetings-chime.us-east-1.amazonaws.com", {}),
        ("successor", "CreateVoiceConnector", PYTHON, "voice-chime.eu-west-1.amazonaws.com", {}),
        ("successor", "CreateMeeting", JAVASCRIPT.replace("api/chime#", "api/chime-sdk-meetings#"), None, {}),
        ("successor", "CreateMeeting", GO, None, {}),
        (
            "successor",
            "CreateMediaCapturePipeline",
            PYTHON,
            None,
            {"eventSource": "chime-sdk-media-pipelines.amazonaws.com"},
        ),
        ("unclear", "CreateMeeting", PYTHON, None, {}),
        ("unclear", "ListChannels", PYTHON, "messaging-chime.us-east-1.amazonaws.com", {}),
        ("unclear", "CreateMeeting", PYTHON, "vpce-0a1b.chime.us-east-1.vpce.amazonaws.com", {}),
    ],
)
def test_whose_call_it_was(expected, name, agent, host, more):
    assert seen(record(name, agent, host, **more)).verdict == expected


@pytest.mark.parametrize(
    "other",
    [
        record("ListAccounts"),  # which chime has kept
        record("CreateMeeting", eventSource="s3.amazonaws.com"),
        record("CreateMeeting", eventSource="windchime.amazonaws.com"),
        record("CreateVoiceProfile"),
        record("CreateMeeting", eventName=7),
        {},
    ],
    ids=str,
)
def test_what_is_about_no_operation_that_moved_is_passed_over(other):
    assert seen(other) is None


@pytest.mark.parametrize(
    ("agent", "client"),
    [
        (PYTHON, "Python"),
        ("aws-cli/1.27 Python/3.9 Botocore/1.29", "AWS CLI"),
        (JAVASCRIPT, "JavaScript"),
        ("aws-sdk-nodejs/2.1000.0 linux/v14", "JavaScript"),
        (JAVA, "Java"),
        (GO, "Go"),
        ("APN/1.0 HashiCorp/1.0 Terraform/1.5 aws-sdk-go/1.44", "Terraform"),
        ("aws-sdk-dotnet-coreclr/3.7", ".NET"),
        ("aws-sdk-ruby3/3.170", "Ruby"),
        ("aws-sdk-php/3.200", "PHP"),
        ("console.amazonaws.com", "the console"),
        ("mediaconvert.amazonaws.com", "an AWS service"),
        ("curl/8.0 +12065550100", "another program"),
        (None, "another program"),
    ],
)
def test_the_program_is_told_by_its_kind_alone(agent, client):
    assert seen(record("CreateMeeting", agent)).client == client


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (role("web"), "role/web in ...3333"),
        (
            {"type": "IAMUser", "arn": f"arn:aws:iam::{ACCOUNT}:user/x/ci", "accountId": ACCOUNT},
            "user/ci in ...3333",
        ),
        ({"type": "Root", "arn": f"arn:aws:iam::{ACCOUNT}:root", "accountId": ACCOUNT}, "root in ...3333"),
        ({"type": "AWSService", "invokedBy": "connect.amazonaws.com"}, "service/connect.amazonaws.com"),
        (
            {"type": "SAMLUser", "userName": "jane@example.com", "accountId": ACCOUNT},
            "SAMLUser in ...3333",
        ),
        (
            {"type": "AssumedRole", "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/web/jane@example.com"},
            "role/web in ...3333",
        ),
        (
            {"type": "IAMUser", "arn": f"arn:aws:iam::{ACCOUNT}:user/a\nb"},
            "user/(a name that is not shown) in ...3333",
        ),
        (None, "somebody"),
        ("text", "somebody"),
    ],
)
def test_who_it_was_without_session_and_account(identity, expected):
    assert str(principal(identity)) == expected


def test_nothing_else_of_a_record_is_kept():
    call = seen(record("CreateProxySession", host="chime.us-east-1.amazonaws.com", errorCode="NotFound"))
    text = repr(call)
    for secret in ("+12065550100", ACCOUNT, "somebody@example.com", "203.0.113.7", "ASIAEXAMPLE"):
        assert secret not in text
    assert (call.day, call.failed) == ("2026-11-20", True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(record("CreateMeeting"))), json_values))
def test_a_record_may_have_anything_in_any_field(fields):
    seen({**record("CreateMeeting"), **fields})
