"""The rules that rows are made of, what they leave alone first; and bad input for each."""

from __future__ import annotations

import copy
import json

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ParamValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

import chime_shim
from chime_shim import TranslationError
from chime_shim.routes import ROUTES, Memory, Reply
from chime_shim.routes._rules import Default, Drop, FillReply, OmitEmptyItems
from chime_shim.routes.tags import RESOURCES as PATTERNS
from tests.support.loopback import Answer
from tests.support.model_params import ARNS, anything, legacy_input

REGION, NAME = ROUTES["CreateMeeting"].rules
HIDE, REMEMBER = ROUTES["CreateMeeting"].reply_rules
TAGS = [{"Key": "k", "Value": "v"}]

LEFT_ALONE = [
    (Default("A", 1), {"A": 2}),
    (Default("A", 1), {"A": None}),
    (Default("A.B", 1), {}),
    (Default("A.B", 1), {"A": {"B": 2}}),
    (Default("A.B", 1), {"A": "not a structure"}),
    (Default("A.B", 1), {"A": None}),
    (Default("A[].B", 1), {"A": []}),
    (Default("A[].B", 1), {"A": [{"B": 2}, {"B": None}]}),
    (Default("A[].B", 1), {"A": "not a list"}),
    (Default("A[].B", 1), {"A": {"B": 2}}),
    (Default("A[].B", 1), {"A": ["not a structure", None]}),
    (Drop("A", "why"), {}),
    (Drop("A", "why"), {"B": {"A": 1}}),
    (Drop("A[].B", "why"), {"A": [{"C": 1}, {}]}),
    (Drop("A[].B", "why"), {"A": None, "B": 1}),
    (REGION, {"MediaRegion": "eu-west-2"}),
    (NAME, {"ExternalMeetingId": "mine", "ClientRequestToken": "t"}),
    (NAME, {"ExternalMeetingId": ""}),
]


def named(value):
    return str(value) if isinstance(value, tuple | dict) else type(value).__name__


@pytest.mark.parametrize(("rule", "params"), LEFT_ALONE, ids=named)
def test_a_rule_with_nothing_to_do_returns_what_it_was_given(rule, params):
    before = copy.deepcopy(params)

    assert rule(params) is params
    assert params == before


CHANGED = [
    (Default("A", 1), {}, {"A": 1}),
    (Default("A", 1), {"B": 2}, {"A": 1, "B": 2}),
    (Default("A.B", False), {"A": {}}, {"A": {"B": False}}),
    (Default("A[].B", 1), {"A": [{"B": 2}, {}]}, {"A": [{"B": 2}, {"B": 1}]}),
    (Default("A[].B", 1), {"A": ({},)}, {"A": [{"B": 1}]}),
    (Default("A[].B.C", 1), {"A": [{"B": {}}, {}]}, {"A": [{"B": {"C": 1}}, {}]}),
    (Drop("A", "why"), {"A": None}, {}),
    (Drop("A.B", "why"), {"A": {"B": 1, "C": 2}}, {"A": {"C": 2}}),
    (Drop("A[].B", "why"), {"A": [{"B": 1}, {"C": 2}, 3]}, {"A": [{}, {"C": 2}, 3]}),
    (REGION, {}, {"MediaRegion": "us-east-1"}),
    (
        NAME,
        {"ClientRequestToken": "t1"},
        {"ClientRequestToken": "t1", "ExternalMeetingId": "chime-shim:t1"},
    ),
    (
        NAME,
        {"ClientRequestToken": "t" * 64},
        {"ClientRequestToken": "t" * 64, "ExternalMeetingId": "chime-shim:" + "t" * 53},
    ),
]


@pytest.mark.parametrize(("rule", "params", "expected"), CHANGED, ids=named)
def test_a_rule_returns_new_parameters_and_leaves_the_callers_as_they_are(rule, params, expected):
    before = copy.deepcopy(params)

    assert rule(params) == expected
    assert params == before


OURS = {"ExternalMeetingId": "chime-shim:t1"}
FILL = FillReply("Groups[].Items[].Rank", 1, "why")
OMIT = OmitEmptyItems("Config.Targets", "why")
# rule, parsed reply, what becomes of it
REPLIES = [
    (FILL, {}, {}),
    (FILL, {"Groups": []}, {"Groups": []}),
    (FILL, {"Groups": [{}, {"Items": []}]}, {"Groups": [{}, {"Items": []}]}),
    (FILL, {"Groups": [{"Items": [{"Rank": 3}]}]}, {"Groups": [{"Items": [{"Rank": 3}]}]}),
    (FILL, {"Groups": [None, {"Items": [None]}]}, {"Groups": [None, {"Items": [None]}]}),
    (FILL, {"Groups": [{"Items": [{}, {"Rank": 3}]}]}, {"Groups": [{"Items": [{"Rank": 1}, {"Rank": 3}]}]}),
    (OMIT, {}, {}),
    (OMIT, {"Config": {}}, {"Config": {}}),
    (OMIT, {"Config": {"Targets": [{"A": 1}]}}, {"Config": {"Targets": [{"A": 1}]}}),
    (OMIT, {"Config": {"Targets": [{}, {"A": 1}, {}]}}, {"Config": {"Targets": [{"A": 1}]}}),
    (HIDE, {}, {}),
    (HIDE, {"Meeting": {}}, {"Meeting": {}}),
    (HIDE, {"Meeting": {"ExternalMeetingId": "mine"}}, {"Meeting": {"ExternalMeetingId": "mine"}}),
    (HIDE, {"Meeting": {**OURS, "MeetingId": "m"}}, {"Meeting": {"MeetingId": "m"}}),
]


@pytest.mark.parametrize(("rule", "parsed", "expected"), REPLIES, ids=named)
def test_a_reply_rule_changes_the_reply_where_it_has_to(rule, parsed, expected):
    rule(Reply(parsed, b"", Memory()))

    assert parsed == expected


@pytest.mark.parametrize(
    ("body", "remembered"),
    [
        (b"", {}),
        (b"no JSON \xff", {}),
        (b"[]", {}),
        (b'{"Meeting": null}', {}),
        (b'{"Meeting": {"MeetingId": "m"}}', {}),
        (b'{"Meeting": {"MeetingId": "m", "MeetingArn": "arn"}}', {"m": "arn"}),
    ],
)
def test_an_arn_is_remembered_if_the_reply_has_one(body, remembered):
    memory = Memory()

    REMEMBER(Reply({}, body, memory))

    assert dict(memory) == remembered


WITH_RULES = sorted(operation for operation, route in ROUTES.items() if route.rules)


@pytest.mark.parametrize("operation", WITH_RULES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_translation_never_changes_its_input_and_once_is_enough(operation, data):
    params = data.draw(anything(legacy_input(operation)))
    before = copy.deepcopy(params)

    translated, lost = ROUTES[operation].translate(params)

    assert params == before
    assert ROUTES[operation].translate(translated) == (translated, [])
    tagged = [params] if operation == "CreateAttendee" else params.get("Attendees", [])
    assert bool(lost) == any("Tags" in each for each in tagged)


@pytest.mark.parametrize(("arn", "service"), ARNS.items(), ids=str)
@pytest.mark.parametrize(
    "prefix", ["arn:aws:chime:us-east-1:1:", "arn:aws:chime::1:", "arn:aws-cn:chime:x:1:"]
)
def test_an_arn_tells_the_service(prefix, arn, service):
    resource = arn.split(":", 5)[5]

    target = ROUTES["TagResource"].target({"ResourceARN": prefix + resource})

    assert target == (service, "TagResource")


def test_the_arns_here_are_of_all_services_that_routes_know():
    assert set(ARNS.values()) == {service for _, service in PATTERNS}


@pytest.fixture(scope="module")
def session():
    return botocore.session.Session()


@pytest.fixture(params=[True, False], ids=["checked", "unchecked"])
def either(request, session, loopback):
    config = Config(parameter_validation=request.param)
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url, config=config)


@pytest.fixture
def legacy(session, loopback):
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)


UNKNOWN_ARNS = [
    "x",
    "meeting/1",
    "arn:aws:s3:::bucket",
    "arn:aws:chime:us-east-1:1:",
    "arn:aws:chime:us-east-1:1:room/1",
    "arn:aws:chime:us-east-1:1:a-meeting/1",
    "arn:aws:chime:us-east-1:1:app-instance/1/neither/2",
    "arn:aws:chime:us-east-1:1:meeting/1\n",
    " arn:aws:chime:us-east-1:1:meeting/1",
]


@pytest.mark.parametrize("arn", UNKNOWN_ARNS)
def test_an_arn_of_no_known_kind_is_refused_and_nothing_is_sent(arn, either, loopback):
    with pytest.raises(TranslationError, match="ResourceARN is not the ARN of a meeting") as caught:
        either.list_tags_for_resource(ResourceARN=arn)

    assert isinstance(caught.value, either.exceptions.BadRequestException)
    assert caught.value.operation_name == "ListTagsForResource"
    assert loopback.requests == []


ATTENDEE = {"MeetingId": "m", "ExternalUserId": "me"}
PUT = "put_app_instance_streaming_configurations"
# method, parameters, the path that the error names
BAD_INPUT = [
    ("tag_resource", {"ResourceARN": "", "Tags": TAGS}, "ResourceARN"),
    ("tag_resource", {"ResourceARN": 5, "Tags": TAGS}, "ResourceARN"),
    ("tag_resource", {"Tags": TAGS}, "ResourceARN"),
    ("tag_resource", {"ResourceARN": "arn", "Tags": []}, "Tags"),
    ("untag_resource", {"ResourceARN": "arn", "TagKeys": []}, "TagKeys"),
    ("create_meeting", {"ClientRequestToken": "t"}, "ClientRequestToken"),
    ("create_meeting", {"ClientRequestToken": 5}, "ClientRequestToken"),
    ("create_meeting", {"ExternalMeetingId": None}, "ExternalMeetingId"),
    ("create_meeting", {"ExternalMeetingId": "x"}, "ExternalMeetingId"),
    ("create_meeting", {"MediaRegion": 1}, "MediaRegion"),
    ("create_meeting_with_attendees", {"Attendees": []}, "Attendees"),
    (
        "create_meeting_with_attendees",
        {"Attendees": [{"ExternalUserId": "me", "Tags": []}]},
        r"Attendees\[0\].Tags",
    ),
    ("batch_create_attendee", {"MeetingId": "m", "Attendees": "x"}, "Attendees"),
    ("batch_create_attendee", {"MeetingId": "m", "Attendees": ["x"]}, r"Attendees\[0\]"),
    ("create_attendee", {**ATTENDEE, "Tags": []}, "Tags"),
    ("create_attendee", {**ATTENDEE, "Tags": "x"}, "Tags"),
    ("tag_meeting", {"MeetingId": "m", "Tags": []}, "Tags"),
    ("untag_meeting", {"MeetingId": "m", "TagKeys": []}, "TagKeys"),
    ("list_meeting_tags", {"MeetingId": 5}, "MeetingId"),
    ("list_media_capture_pipelines", {"MaxResults": "x"}, "MaxResults"),
    (PUT, {"AppInstanceArn": "arn:a", "AppInstanceStreamingConfigurations": []}, "Configurations"),
    (PUT, {"AppInstanceArn": "arn:a", "AppInstanceStreamingConfigurations": [{}]}, r"Configurations\[0\]"),
    (
        "put_voice_connector_streaming_configuration",
        {"VoiceConnectorId": "v", "StreamingConfiguration": []},
        "StreamingConfiguration",
    ),
    (
        "put_voice_connector_streaming_configuration",
        {"VoiceConnectorId": "v", "StreamingConfiguration": {"DataRetentionInHours": "x"}},
        "StreamingConfiguration.DataRetentionInHours",
    ),
]


@pytest.mark.parametrize(("method", "params", "path"), BAD_INPUT)
def test_bad_input_is_refused_by_the_legacy_rules_and_nothing_is_sent(method, params, path, legacy, loopback):
    with pytest.raises(ParamValidationError, match=path):
        getattr(legacy, method)(**params)

    assert loopback.requests == []


def test_a_token_that_is_too_long_is_the_services_to_refuse_as_ever(legacy, loopback):
    legacy.create_meeting(ClientRequestToken="t" * 65)

    (request,) = loopback.requests
    assert json.loads(request.body)["ClientRequestToken"] == "t" * 65
    assert len(json.loads(request.body)["ExternalMeetingId"]) == 64


# What a client that checks nothing sent, and the service refused.
UNCHECKED = [
    ("create_meeting", {"ClientRequestToken": 5}),
    ("create_attendee", {**ATTENDEE, "Tags": "x"}),
    ("put_voice_connector_streaming_configuration", {"VoiceConnectorId": "v"}),
    ("tag_meeting", {"MeetingId": "m"}),
    ("untag_meeting", {"MeetingId": "m"}),
    (PUT, {"AppInstanceArn": "arn:a"}),
]


@pytest.mark.filterwarnings("ignore::chime_shim.events.ChimeCompatibilityWarning")
@pytest.mark.parametrize("either", [False], indirect=True, ids=["unchecked"])
@pytest.mark.parametrize(("method", "params"), UNCHECKED)
def test_what_nobody_checks_goes_out_for_the_service_to_refuse(method, params, either, loopback):
    refused = Answer.error("BadRequestException", 400)
    meeting = Answer.of({"Meeting": {"MeetingArn": "arn"}})
    loopback.answer(*([meeting, refused] if "tag" in method else [refused]))

    with pytest.raises(either.exceptions.BadRequestException):
        getattr(either, method)(**params)
