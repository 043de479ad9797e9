from __future__ import annotations

import shlex

import pytest
from botocore import xform_name

from chime_shim._models.rehearsal import successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.places import commands_in, rewritten
from chime_shim.routes import ROUTES

ARN = "arn:aws:chime:us-east-1:111122223333:meeting/m"


def new(text):
    (command,) = commands_in(text)
    return rewritten(command)


EXACT = {
    "aws chime delete-meeting --meeting-id m": (
        "aws chime-sdk-meetings delete-meeting --region us-east-1 --meeting-id m"
    ),
    # The old namespace went to us-east-1, whatever it was told.
    "aws --region eu-west-1 chime list-sip-rules": "aws --region us-east-1 chime-sdk-voice list-sip-rules",
    "aws chime list-sip-rules --region eu-west-1": "aws chime-sdk-voice list-sip-rules --region us-east-1",
    "aws chime create-meeting --client-request-token abc": (
        "aws chime-sdk-meetings create-meeting --region us-east-1 --client-request-token abc "
        "--external-meeting-id abc --media-region us-east-1"
    ),
    "aws chime create-meeting --external-meeting-id a --media-region eu-west-1": (
        "aws chime-sdk-meetings create-meeting --region us-east-1 --external-meeting-id a "
        "--media-region eu-west-1"
    ),
    "aws chime create-meeting-with-attendees --external-meeting-id a": (
        "aws chime-sdk-meetings create-meeting --region us-east-1 --external-meeting-id a "
        "--media-region us-east-1"
    ),
    "aws chime tag-meeting --meeting-id m --tags Key=a,Value=b": (
        'aws chime-sdk-meetings tag-resource --region us-east-1 --resource-arn "$(aws chime-sdk-meetings '
        'get-meeting --region us-east-1 --meeting-id m --query Meeting.MeetingArn --output text)" '
        "--tags Key=a,Value=b"
    ),
    f"aws chime list-tags-for-resource --resource-arn {ARN}": (
        f"aws chime-sdk-meetings list-tags-for-resource --region us-east-1 --resource-arn {ARN}"
    ),
    "aws chime put-voice-connector-streaming-configuration --voice-connector-id v "
    "--streaming-configuration DataRetentionInHours=24": (
        "aws chime-sdk-voice put-voice-connector-streaming-configuration --region us-east-1 "
        "--voice-connector-id v --streaming-configuration DataRetentionInHours=24,Disabled=false"
    ),
    "aws chime delete-app-instance-streaming-configurations --app-instance-arn a": (
        "aws chime-sdk-messaging delete-messaging-streaming-configurations --region us-east-1 "
        "--app-instance-arn a"
    ),
}


@pytest.mark.parametrize(("old", "expected"), EXACT.items())
def test_the_new_command_does_what_the_old_one_did(old, expected):
    assert new(old) == (expected, True, ())


INEXACT = {
    "aws chime create-meeting": ("--external-meeting-id EXTERNAL_MEETING_ID", "is required now"),
    "aws chime list-channels --app-instance-arn a": ("--chime-bearer CHIME_BEARER", "is required now"),
    "aws chime create-attendee --meeting-id m --external-user-id u --tags Key=a,Value=b": (
        "--external-user-id u",
        "Tags is dropped",
    ),
    "aws chime put-app-instance-streaming-configurations --app-instance-arn a "
    "--app-instance-streaming-configurations AppInstanceDataType=Channel,ResourceArn=r": (
        "--streaming-configurations DataType=Channel,ResourceArn=r",
        "its reply has StreamingConfigurations",
    ),
    "aws chime list-media-capture-pipelines": ("list-media-capture-pipelines", "it lists ids and ARNs"),
    "aws chime create-meeting --cli-input-json file://m.json": ("--cli-input-json", "come from a file"),
    'CMD ["aws", "chime", "delete-meeting"]': ('chime-sdk-meetings", "delete-meeting', "were not read"),
}


@pytest.mark.parametrize(("old", "expected"), INEXACT.items())
def test_what_has_to_be_given_or_known_is_said(old, expected):
    text, exact, notes = new(old)
    assert not exact
    assert expected[0] in text
    assert any(expected[1] in note for note in notes)


def test_what_is_no_literal_is_shown_and_not_exact():
    text, exact, notes = new('aws chime delete-meeting --meeting-id "$ID"')
    assert (exact, notes) == (False, ())
    assert text == 'aws chime-sdk-meetings delete-meeting --region us-east-1 --meeting-id "$ID"'


def test_what_has_no_successor_has_a_remedy():
    text, exact, (note,) = new("aws chime list-meetings")
    assert (text, exact) == (None, False)
    assert "keep the ids of the meetings" in note


def test_an_arn_that_is_not_known_leaves_the_choice():
    text, _, (note,) = new('aws chime tag-resource --resource-arn "$ARN" --tags Key=a,Value=b')
    assert text is None
    assert "aws chime-sdk-voice tag-resource" in note


def test_that_a_feature_ended_is_said():
    assert any(
        "2026-04-07" in note for note in new("aws chime list-proxy-sessions --voice-connector-id v").notes
    )


@pytest.mark.parametrize(
    "operation", [name for name, route in ROUTES.items() if not route.retired and route.to]
)
def test_each_new_command_has_all_that_is_required(operation):
    """What is required now is added to what the old one required."""
    shape = legacy_model().operation_model(operation).input_shape
    required = shape.required_members if shape is not None else []
    given = " ".join(f"--{xform_name(member, '-')} x" for member in required)
    text, _, _ = new(f"aws chime {xform_name(operation, '-')} {given}")

    words = shlex.split(text.replace("$(", "").replace(")", ""))
    service, name = words[1:3]
    model = successor_model(service)
    target = next(each for each in model.operation_names if xform_name(each, "-") == name)
    members = model.operation_model(target).input_shape
    needed = {
        f"--{xform_name(member, '-')}" for member in (members.required_members if members is not None else [])
    }
    assert needed <= {word for word in words if word.startswith("--")}
