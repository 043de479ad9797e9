from __future__ import annotations

import ast
import json
import re
import sys

import pytest
from botocore import xform_name

from chime_shim import cli
from chime_shim.cli import explain
from chime_shim.routes import KEPT_ROUTES, ROUTES
from tests.support.command import run

# What every successor's page has.
SECTIONS = ["Check in your AWS account", "The old call", "The call without the shim", "Source: https"]


@pytest.fixture
def explained(capsys):
    """Explains, and returns what is printed."""

    def explained(*args, code=0):
        assert cli.main(["explain", *args]) == code
        out, err = capsys.readouterr()
        assert not (out and err)
        return out or err

    return explained


def squeezed(text):
    return " ".join(text.split())


@pytest.mark.parametrize("word", ["CreateMeeting", "create_meeting", "createmeeting", "CREATE-MEETING"])
def test_any_spelling(explained, word):
    assert explained(word) == explained("CreateMeeting")


@pytest.mark.parametrize("operation", [*ROUTES, *KEPT_ROUTES])
def test_every_page_is_complete_and_fits_the_screen(explained, operation):
    page = explained(operation)
    assert page.startswith(f"{operation}: ")
    if operation in ROUTES and not ROUTES[operation].retired:
        assert [section for section in SECTIONS if section not in page] == []
    lines = [line for line in page.splitlines() if not line.startswith("Source: ")]
    assert [line for line in lines if len(line) > 100] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("operation", ROUTES)
def test_the_calls_are_python_and_call_what_they_say(explained, operation):
    facts = json.loads(explained(operation, "--json"))
    ast.parse(facts["after"])
    calls = [node for node in ast.walk(ast.parse(facts["before"])) if isinstance(node, ast.Call)]
    assert calls[-1].func.attr == xform_name(operation)


def test_create_meeting(explained):
    page = squeezed(explained("CreateMeeting"))
    for text in (
        "It went to chime-sdk-meetings, under the same name",
        "Host: meetings-chime.us-east-1.amazonaws.com (was chime.us-east-1.amazonaws.com)",
        "IAM policies of the caller allow chime:CreateMeeting (unchanged)",
        "meetings.chime.amazonaws.com (was chime.amazonaws.com)",
        "MediaRegion: required now => MediaRegion is sent as 'us-east-1' unless given",
        "UnauthorizedException: takes the place of UnauthorizedClientException",
        'MediaRegion="us-east-1", # required now',
        'ExternalMeetingId="<ExternalMeetingId>", # required now',
    ):
        assert text in page


def test_a_composed_operation(explained):
    page = squeezed(explained("TagMeeting"))
    assert "It went to chime-sdk-meetings, as TagResource" in page
    assert "in the place of the call it sends GetMeeting, and then TagResource" in page
    assert "allow chime:GetMeeting, chime:TagResource (was chime:TagMeeting)" in page
    assert "meetings.tag_resource( ResourceARN=" in page
    pipelines = squeezed(explained("ListMediaCapturePipelines"))
    assert "ListMediaCapturePipelines, and then GetMediaCapturePipeline for each item" in pipelines


def test_an_operation_whose_members_are_renamed(explained):
    page = squeezed(explained("PutAppInstanceStreamingConfigurations"))
    assert "StreamingConfigurations: required now" in page
    assert 'AppInstanceStreamingConfigurations=[{"AppInstanceDataType": "Channel"' in page
    assert 'StreamingConfigurations=[{"DataType": "Channel", "ResourceArn": "<ResourceArn>"}]' in page
    assert "AWSServiceRoleForChimeSDKMessaging" in page


def test_an_operation_that_the_arn_sends_on(explained):
    page = squeezed(explained("TagResource"))
    assert "The parameter ResourceARN decides where it goes" in page
    for service in ("meetings", "media-pipelines", "voice", "messaging", "identity"):
        assert f"- chime-sdk-{service}, for " in page
        assert f"at {service}-chime.us-east-1.amazonaws.com" in page
    assert "ResourceARN (messaging, identity): minimum 5, was 1" in page


def test_a_retired_operation(explained):
    page = squeezed(explained("ListMeetings"))
    assert "The shim raises OperationRetiredError" in page
    assert ROUTES["ListMeetings"].remedy in page
    assert '@chime_shim.replace("ListMeetings")' in page
    assert 'return {"Meetings": ...}' in page
    assert "IAM" not in page


def test_an_operation_that_ended(explained):
    page = squeezed(explained("CreateProxySession"))
    assert "NOTE AWS ended support on 2026-04-07" in page


def test_a_host_that_stays(explained):
    page = squeezed(explained("SendChannelMessage"))
    assert "Host: messaging-chime.us-east-1.amazonaws.com (unchanged)" in page
    assert 'ChimeBearer="<ChimeBearer>", # required now' in page


def test_what_chime_still_has(explained):
    page = squeezed(explained("GetPhoneNumber"))
    assert page.startswith("GetPhoneNumber: still in chime")
    assert "only after chime_shim.install(forward_phone_numbers=True)" in page
    assert squeezed(explained("create_account")).startswith("CreateAccount: still in chime boto3 did not")
    assert json.loads(explained("create_account", "--json"))["kind"] is None


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("CreatMeeting", "did you mean CreateMeeting"),
        ("tag_meetings", "did you mean TagMeeting"),
        ("xyz", "chime-shim explain lists"),
    ],
)
def test_an_unknown_operation(explained, word, hint):
    message = explained(word, code=2)
    assert f"chime never had an operation {word!r}" in message
    assert hint in message


def test_a_botocore_without_the_successor_is_named(explained, monkeypatch):
    def too_old(service):
        from botocore.exceptions import UnknownServiceError

        raise UnknownServiceError(service_name=service, known_service_names="chime")

    monkeypatch.setattr("chime_shim._models.rehearsal.successor_model", too_old)
    message = explained("TagMeeting", code=2)
    assert "the installed botocore lacks the successor" in message
    assert "chime-sdk-meetings" in message


def test_json_has_a_version_and_what_the_page_has(explained):
    facts = json.loads(explained("CreateMeeting", "--json"))
    assert (facts["version"], facts["operation"], facts["kind"]) == (1, "CreateMeeting", "translated")
    assert facts["iam"]["actions"] == ["chime:CreateMeeting"]
    required = next(each for each in facts["differences"] if each["name"] == "now-required:MediaRegion")
    assert required["answer"] == "MediaRegion is sent as 'us-east-1' unless given"


def test_the_list_has_every_operation_once(explained):
    listing = explained()
    rows = [line.split() for line in listing.splitlines() if re.match(r"  \w", line)]
    assert sorted(row[1] for row in rows) == sorted(ROUTES)
    assert all(row[0] == ROUTES[row[1]].kind for row in rows)
    assert max(map(len, listing.splitlines())) <= 100
    assert "PutAppInstanceStreamingConfigurations -> PutMessagingStreamingConfigurations" in " ".join(
        listing.split()
    )
    assert "CreateProxySession (ended 2026-04-07)" in listing
    for title in ("chime-sdk-voice (55)", "without successor (4)", "the service that the ARN names (3)"):
        assert title in listing


def test_the_list_as_json(explained):
    listing = json.loads(explained("--json"))
    assert listing["version"] == explain.JSON_VERSION
    assert {row["operation"]: row["kind"] for row in listing["operations"]} == {
        name: route.kind for name, route in ROUTES.items()
    }


def test_it_needs_nothing_but_botocore():
    code = """
import sys
before = set(sys.modules)
import botocore.session
allowed = set(sys.modules)
import chime_shim.cli
chime_shim.cli.main(["explain", "TagMeeting"])
more = {name.partition(".")[0] for name in set(sys.modules) - allowed}
print(*more - sys.stdlib_module_names, file=sys.stderr)
"""
    result = run(sys.executable, "-c", code)
    assert (result.returncode, result.stderr.split()) == (0, ["chime_shim"])
