import re
import string
import uuid

import boto3
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from chime_shim.emulator.chime_sdk_meetings import chime_sdk_meetings_backends
from chime_shim.emulator.chime_sdk_meetings.media import REGIONS

UNKNOWN = "0a8be2e4-96f7-4b34-9ae7-d6d3c1a3a8a8"
NAMED = {"MediaRegion": "us-east-1", "ExternalMeetingId": "daily"}
ENGLISH = {"EngineTranscribeSettings": {"LanguageCode": "en-US"}}


def state():
    return chime_sdk_meetings_backends["123456789012"]["us-east-1"]


def test_a_new_meeting_looks_like_one_of_aws(meetings):
    reply = meetings.create_meeting(MediaRegion="eu-central-1", ExternalMeetingId="daily")
    meeting = reply["Meeting"]
    id_ = meeting["MeetingId"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert uuid.UUID(id_).version == 4
    places = meeting.pop("MediaPlacement")
    assert meeting == {
        "MeetingId": id_,
        "MeetingArn": f"arn:aws:chime:us-east-1:123456789012:meeting/{id_}",
        "ExternalMeetingId": "daily",
        "MediaRegion": "eu-central-1",
    }
    assert re.fullmatch(r"[a-z0-9]{32}\.k\.m1\.ec1\.app\.chime\.aws:3478", places.pop("AudioHostUrl"))
    assert places == {
        "AudioFallbackUrl": f"wss://wss.k.m1.ec1.app.chime.aws:443/calls/{id_}",
        "ScreenDataUrl": f"wss://bitpw.m1.ec1.app.chime.aws:443/v2/screen/{id_}",
        "ScreenSharingUrl": f"wss://bitpw.m1.ec1.app.chime.aws:443/v2/screen/{id_}",
        "ScreenViewingUrl": "wss://bitpw.m1.ec1.app.chime.aws:443/ws/connect"
        f"?passcode=null&viewer_uuid=null&X-BitHub-Call-Id={id_}",
        "SignalingUrl": f"wss://signal.m1.ec1.app.chime.aws/control/{id_}",
        "TurnControlUrl": f"https://{id_}.cell.us-east-1.meetings.chime.aws/v2/turn_sessions",
        "EventIngestionUrl": "https://data.svc.ec1.ingest.chime.aws/v1/client-events",
    }


def test_a_meeting_keeps_what_it_is_given(meetings, new_meeting):
    given = {
        "MeetingHostId": "host",
        "MeetingFeatures": {"Audio": {"EchoReduction": "AVAILABLE"}},
        "PrimaryMeetingId": UNKNOWN,
        "TenantIds": ["tenant"],
    }
    meeting = new_meeting(**given, Tags=[{"Key": "team", "Value": "desk"}])
    assert given.items() <= meeting.items()
    assert "Tags" not in meeting
    assert meetings.get_meeting(MeetingId=meeting["MeetingId"])["Meeting"] == meeting
    assert state().meetings[meeting["MeetingId"]]["TenantIds"] == ["tenant"]


@pytest.mark.parametrize("region", [region for region in REGIONS if "gov" not in region])
def test_every_media_region_has_a_place_of_its_own(new_meeting, region):
    assert f".{REGIONS[region]}." in new_meeting(MediaRegion=region)["MediaPlacement"]["SignalingUrl"]


def test_govcloud_has_media_regions_of_its_own(aws, meetings, refused):
    gov = boto3.client("chime-sdk-meetings", region_name="us-gov-west-1")
    made = gov.create_meeting(**{**NAMED, "MediaRegion": "us-gov-east-1"})["Meeting"]
    assert made["MeetingArn"].startswith("arn:aws-us-gov:chime:us-gov-west-1:")
    with refused("BadRequestException", 400, "'us-east-1' is not available"):
        gov.create_meeting(**NAMED)
    with refused("BadRequestException", 400, "'us-gov-east-1' is not available"):
        meetings.create_meeting(**{**NAMED, "MediaRegion": "us-gov-east-1"})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"MediaRegion": "mars-east-1"}, "MediaRegion"),
        ({"ExternalMeetingId": "x" * 65}, "ExternalMeetingId"),
        ({"ExternalMeetingId": "aws:mine"}, "ExternalMeetingId"),
        ({"ExternalMeetingId": "AWS:mine"}, "ExternalMeetingId"),
        ({"ExternalMeetingId": "half;half"}, "ExternalMeetingId"),
        ({"ClientRequestToken": "not a token"}, "ClientRequestToken"),
        ({"Tags": [{"Key": "aws:team", "Value": "x"}]}, "reserved"),
        ({"Tags": [{"Key": "two words", "Value": "x"}]}, "Tags.1.Key"),
        ({"MeetingFeatures": {"Video": {"MaxResolution": "FHD"}}}, "at most 25"),
        (
            {"MeetingFeatures": {"Content": {"MaxResolution": "UHD"}, "Attendee": {"MaxCount": 26}}},
            "at most 25",
        ),
        ({"MeetingFeatures": {"Attendee": {"MaxCount": 251}}}, "MaxCount"),
    ],
)
def test_bad_input_is_refused(meetings, refused, wrong, message):
    with refused("BadRequestException", 400, message):
        meetings.create_meeting(**{**NAMED, **wrong})
    assert not state().meetings


def test_an_external_id_may_have_what_awss_text_allows(new_meeting):
    name = "Ä-_&@+=,(){}[]/«».:|'\"# 9"
    assert new_meeting(ExternalMeetingId=name)["ExternalMeetingId"] == name


def test_the_same_request_makes_one_meeting(meetings):
    first = meetings.create_meeting(**NAMED, ClientRequestToken="token")["Meeting"]
    again = meetings.create_meeting(**NAMED, ClientRequestToken="token")["Meeting"]
    other = meetings.create_meeting(**NAMED, ClientRequestToken="other")["Meeting"]
    assert first == again
    assert other["MeetingId"] != first["MeetingId"]
    assert len(state().meetings) == 2


@pytest.mark.parametrize(
    "other", [{"ExternalMeetingId": "weekly"}, {"MediaRegion": "us-west-2"}, {"MeetingHostId": "host"}]
)
def test_a_token_is_good_for_one_request(meetings, other):
    meetings.create_meeting(**NAMED, ClientRequestToken="token")
    with pytest.raises(meetings.exceptions.ConflictException) as caught:
        meetings.create_meeting(**{**NAMED, **other}, ClientRequestToken="token")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_errors_have_the_members_of_this_services_shapes(meetings):
    with pytest.raises(meetings.exceptions.NotFoundException) as caught:
        meetings.get_meeting(MeetingId=UNKNOWN)
    reply = caught.value.response
    assert reply["Code"] == "NotFound"
    assert reply["Message"] == f"Meeting {UNKNOWN} not found"
    assert reply["RequestId"] == reply["ResponseMetadata"]["RequestId"]


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_meeting", {}),
        ("delete_meeting", {}),
        ("create_attendee", {"ExternalUserId": "ann"}),
        ("batch_create_attendee", {"Attendees": [{"ExternalUserId": "ann"}]}),
        ("get_attendee", {"AttendeeId": UNKNOWN}),
        ("list_attendees", {}),
        ("delete_attendee", {"AttendeeId": UNKNOWN}),
        ("start_meeting_transcription", {"TranscriptionConfiguration": ENGLISH}),
        ("stop_meeting_transcription", {}),
    ],
)
def test_an_unknown_meeting_is_not_found(meetings, refused, operation, params):
    with refused("NotFoundException", 404, f"Meeting {UNKNOWN} not found"):
        getattr(meetings, operation)(MeetingId=UNKNOWN, **params)


def test_a_deleted_meeting_is_gone_and_its_attendees_with_it(meetings, new_meeting, refused):
    meeting, kept = (new_meeting()["MeetingId"] for _ in range(2))
    attendees = [
        meetings.create_attendee(MeetingId=each, ExternalUserId="ann")["Attendee"]["AttendeeId"]
        for each in (meeting, kept)
    ]
    assert meetings.delete_meeting(MeetingId=meeting)["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("NotFoundException", 404):
        meetings.get_meeting(MeetingId=meeting)
    assert set(state().attendees) == {attendees[1]}


def transcribe(meetings, meeting, **configuration):
    return meetings.start_meeting_transcription(
        MeetingId=meeting["MeetingId"], TranscriptionConfiguration=configuration
    )


def test_a_transcription_is_started_and_stopped(meetings, new_meeting, refused):
    meeting = new_meeting()
    for _ in range(2):
        assert transcribe(meetings, meeting, **ENGLISH)["ResponseMetadata"]["HTTPStatusCode"] == 200
        with refused("UnprocessableEntityException", 422, "already"):
            transcribe(meetings, meeting, **ENGLISH)
        meetings.stop_meeting_transcription(MeetingId=meeting["MeetingId"])
        with refused("UnprocessableEntityException", 422, "not being"):
            meetings.stop_meeting_transcription(MeetingId=meeting["MeetingId"])


@pytest.mark.parametrize(
    "right",
    [
        {"IdentifyLanguage": True},
        {"IdentifyLanguage": True, "LanguageOptions": "en-US,de-DE", "PreferredLanguage": "en-US"},
        {"LanguageCode": "en-US", "ContentRedactionType": "PII", "PiiEntityTypes": "EMAIL,NAME"},
        {"LanguageCode": "en-US", "LanguageModelName": "mine", "IdentifyLanguage": False},
    ],
)
def test_settings_that_go_together(meetings, new_meeting, right):
    assert transcribe(meetings, new_meeting(), EngineTranscribeSettings=right)


def test_the_medical_engine_has_settings_of_its_own(meetings, new_meeting):
    settings = {"LanguageCode": "en-US", "Specialty": "PRIMARYCARE", "Type": "DICTATION"}
    assert transcribe(meetings, new_meeting(), EngineTranscribeMedicalSettings=settings)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "settings of one engine"),
        (
            {
                **ENGLISH,
                "EngineTranscribeMedicalSettings": {
                    "LanguageCode": "en-US",
                    "Specialty": "PRIMARYCARE",
                    "Type": "DICTATION",
                },
            },
            "settings of one engine",
        ),
        ({"EngineTranscribeSettings": {}}, "either LanguageCode or IdentifyLanguage"),
        (
            {"EngineTranscribeSettings": {"IdentifyLanguage": False}},
            "either LanguageCode or IdentifyLanguage",
        ),
        (
            {"EngineTranscribeSettings": {"LanguageCode": "en-US", "IdentifyLanguage": True}},
            "either LanguageCode or IdentifyLanguage",
        ),
        (
            {
                "EngineTranscribeSettings": {
                    "LanguageCode": "en-US",
                    "ContentIdentificationType": "PII",
                    "ContentRedactionType": "PII",
                }
            },
            "cannot both",
        ),
        (
            {"EngineTranscribeSettings": {"LanguageCode": "en-US", "PiiEntityTypes": "ALL"}},
            "PiiEntityTypes needs",
        ),
        (
            {"EngineTranscribeSettings": {"LanguageCode": "en-US", "LanguageOptions": "en-US,de-DE"}},
            "needs Iden",
        ),
        (
            {"EngineTranscribeSettings": {"IdentifyLanguage": True, "PreferredLanguage": "en-US"}},
            "LanguageOptions",
        ),
        (
            {"EngineTranscribeSettings": {"IdentifyLanguage": True, "LanguageModelName": "x"}},
            "cannot be combined",
        ),
        ({"EngineTranscribeSettings": {"LanguageCode": "tlh"}}, "enum value set"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(meetings, new_meeting, refused, wrong, message):
    meeting = new_meeting()
    with refused("BadRequestException", 400, message):
        transcribe(meetings, meeting, **wrong)
    with refused("UnprocessableEntityException", 422):
        meetings.stop_meeting_transcription(MeetingId=meeting["MeetingId"])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(string.printable),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = (
    *("ClientRequestToken", "MediaRegion", "ExternalMeetingId", "MeetingFeatures", "Attendees", "Tags"),
    *("ExternalUserId", "Capabilities", "TranscriptionConfiguration", "ResourceARN", "TagKeys"),
)
PATHS = (
    *("/meetings", "/meetings?operation=create-attendees", "/tags?operation=tag-resource"),
    *(f"/meetings/{UNKNOWN}/attendees", f"/meetings/{UNKNOWN}/transcription?operation=start"),
)


@settings(deadline=None, max_examples=60)
@given(body=st.dictionaries(st.sampled_from(MEMBERS), json_values), path=st.sampled_from(PATHS))
def test_no_body_breaks_the_emulator(body, path):
    valid = {**NAMED, "ClientRequestToken": "token", "ExternalUserId": "ann"}
    for given_body in (body, {**valid, **body}):
        with mock_aws():
            url = f"https://meetings-chime.us-east-1.amazonaws.com{path}"
            reply = requests.post(url, json=given_body, timeout=5)
        assert reply.status_code in {200, 400, 404}
        assert "Message" in reply.json() or "Meeting" in reply.json()
