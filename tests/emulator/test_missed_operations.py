"""Operations of voice, meetings and the legacy endpoint that few use: each for the rules that it has."""

import pytest

from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends

KMS = {"KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1"}
EVERYTHING = dict.fromkeys(("Audio", "Video", "Content"), "SendReceive")
NOTHING = dict.fromkeys(EVERYTHING, "None")


@pytest.fixture
def application(voice):
    made = voice.create_sip_media_application(
        AwsRegion="us-east-1",
        Name="x",
        Endpoints=[{"LambdaArn": "arn:aws:lambda:us-east-1:123456789012:function:answer"}],
    )
    return {"SipMediaApplicationId": made["SipMediaApplication"]["SipMediaApplicationId"]}


def test_alexa_skills_have_ended(voice, application, refused):
    skills = {"AlexaSkillStatus": "ACTIVE", "AlexaSkillIds": ["amzn1.application-oa2-client." + "0" * 32]}
    with refused("GoneException", 410, "ended"):
        voice.get_sip_media_application_alexa_skill_configuration(**application)
    with refused("GoneException", 410, "ended"):
        voice.put_sip_media_application_alexa_skill_configuration(
            **application, SipMediaApplicationAlexaSkillConfiguration=skills
        )
    with refused("NotFoundException", 404):
        voice.get_sip_media_application_alexa_skill_configuration(
            SipMediaApplicationId="00000000-0000-4000-8000-000000000000"
        )


def test_a_domain_has_no_profiles(voice, refused):
    made = voice.create_voice_profile_domain(
        Name="x", ServerSideEncryptionConfiguration=KMS, ClientRequestToken="once"
    )["VoiceProfileDomain"]
    again = voice.create_voice_profile_domain(
        Name="x", ServerSideEncryptionConfiguration=KMS, ClientRequestToken="once"
    )["VoiceProfileDomain"]
    assert made == again
    at = {"VoiceProfileDomainId": made["VoiceProfileDomainId"]}
    assert voice.list_voice_profiles(**at)["VoiceProfiles"] == []
    [listed] = voice.list_voice_profile_domains()["VoiceProfileDomains"]
    assert "ServerSideEncryptionConfiguration" not in listed
    with refused("NotFoundException", 404):
        voice.get_voice_profile(VoiceProfileId="x")
    voice.delete_voice_profile_domain(**at)
    with refused("NotFoundException", 404):
        voice.list_voice_profiles(**at)


def test_the_systems_that_a_connector_is_used_with_are_named(voice, connector, refused):
    at = {"VoiceConnectorId": connector}
    with refused("NotFoundException", 404):
        voice.get_voice_connector_external_systems_configuration(**at)
    systems = {"SessionBorderControllerTypes": ["RIBBON_SBC"], "ContactCenterSystemTypes": []}
    put = voice.put_voice_connector_external_systems_configuration(**at, **systems)
    got = voice.get_voice_connector_external_systems_configuration(**at)
    assert put["ExternalSystemsConfiguration"] == got["ExternalSystemsConfiguration"] == systems
    voice.delete_voice_connector_external_systems_configuration(**at)
    with refused("NotFoundException", 404):
        voice.delete_voice_connector_external_systems_configuration(**at)


def test_regions_of_connectors_are_those_of_the_service(voice):
    regions = voice.list_available_voice_connector_regions()["VoiceConnectorRegions"]
    assert {"us-east-1", "us-west-2", "eu-west-2"} <= set(regions)
    assert set(regions) == set(chime_sdk_voice_backends["123456789012"].regions)


@pytest.mark.parametrize(
    ("given", "member"),
    [
        ({"CallingRegions": []}, "CallingRegions"),
        ({"CallingRegions": ["US", "usa"]}, r"CallingRegions\.2"),
        ({"CallingRegions": ["us"]}, r"CallingRegions\.1"),
        ({"CallingRegions": ["U1"]}, r"CallingRegions\.1"),
        ({"CallingRegions": ["US "]}, r"CallingRegions\.1"),
        ({"CidrAllowedList": ["192.0.2.0/24", "192.0.2.1"]}, r"CidrAllowedList\.2"),
        ({"CidrAllowedList": ["192.0.2.1/27"]}, r"CidrAllowedList\.1"),
        ({"CidrAllowedList": ["192.0.2.0/33"]}, r"CidrAllowedList\.1"),
        ({"CidrAllowedList": ["192.0.2/24"]}, r"CidrAllowedList\.1"),
        ({"CidrAllowedList": ["300.0.2.0/24"]}, r"CidrAllowedList\.1"),
        ({"CidrAllowedList": ["sip.example.com"]}, r"CidrAllowedList\.1"),
        ({"CidrAllowedList": [""]}, r"CidrAllowedList\.1"),
    ],
)
def test_malformed_countries_and_networks_of_a_termination_are_refused(
    voice, connector, given, member, refused
):
    with refused("BadRequestException", 400, member):
        voice.put_voice_connector_termination(
            VoiceConnectorId=connector, Termination={"CallingRegions": ["US"], **given}
        )
    with refused("NotFoundException", 404):
        voice.get_voice_connector_termination(VoiceConnectorId=connector)


@pytest.mark.parametrize("network", ["192.0.2.0/27", "198.51.100.7/32", "10.24.34.0/23", "2001:db8::/64"])
def test_networks_of_a_termination_are_taken(voice, connector, network):
    given = {"CallingRegions": ["US", "CA"], "CidrAllowedList": [network]}
    put = voice.put_voice_connector_termination(VoiceConnectorId=connector, Termination=given)
    assert put["Termination"]["CidrAllowedList"] == [network]


@pytest.fixture
def meeting(meetings, new_meeting):
    """A meeting of Ann, Bob and Cy."""
    at = {"MeetingId": new_meeting()["MeetingId"]}
    people = [
        meetings.create_attendee(**at, ExternalUserId=name)["Attendee"]["AttendeeId"]
        for name in ("ann", "bob", "cy")
    ]
    return at, people


def can(meetings, meeting):
    listed = meetings.list_attendees(**meeting)["Attendees"]
    return [each["Capabilities"]["Audio"] for each in listed]


def test_what_one_attendee_can_do_is_changed(meetings, meeting, refused):
    at, (ann, *_) = meeting
    changed = meetings.update_attendee_capabilities(**at, AttendeeId=ann, Capabilities=NOTHING)
    assert changed["Attendee"]["Capabilities"] == NOTHING
    assert can(meetings, at) == ["None", "SendReceive", "SendReceive"]
    with refused("BadRequestException", 400, "Video must be"):
        meetings.update_attendee_capabilities(
            **at, AttendeeId=ann, Capabilities={**NOTHING, "Content": "Receive"}
        )
    with refused("NotFoundException", 404):
        meetings.update_attendee_capabilities(
            **at, AttendeeId="00000000-0000-4000-8000-000000000000", Capabilities=NOTHING
        )


def test_what_all_can_do_is_changed_but_for_some(meetings, meeting, refused):
    at, (ann, *_) = meeting
    excluded = {"ExcludedAttendeeIds": [{"AttendeeId": ann}]}
    meetings.batch_update_attendee_capabilities_except(**at, **excluded, Capabilities=NOTHING)
    assert can(meetings, at) == ["SendReceive", "None", "None"]
    with refused("BadRequestException", 400, "Video must be"):
        meetings.batch_update_attendee_capabilities_except(
            **at, **excluded, Capabilities={**EVERYTHING, "Video": "Send"}
        )
    assert can(meetings, at) == ["SendReceive", "None", "None"]


def test_a_capability_that_the_meeting_lacks_is_refused(meetings, new_meeting, refused):
    made = new_meeting(MeetingFeatures={"Video": {"MaxResolution": "None"}}, ExternalMeetingId="dark")
    at = {"MeetingId": made["MeetingId"]}
    ann = meetings.create_attendee(**at, ExternalUserId="ann")["Attendee"]["AttendeeId"]
    with refused("BadRequestException", 400, "Video"):
        meetings.update_attendee_capabilities(**at, AttendeeId=ann, Capabilities=EVERYTHING)


@pytest.fixture
def dial_out(legacy, voice):
    """What it takes to call somebody into a meeting."""
    voice.create_phone_number_order(
        ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=["+12065550100"]
    )
    meeting = {"MeetingId": legacy.create_meeting()["Meeting"]["MeetingId"]}
    token = legacy.create_attendee(**meeting, ExternalUserId="ann")["Attendee"]["JoinToken"]
    numbers = {"FromPhoneNumber": "+12065550100", "ToPhoneNumber": "+14015550101"}
    return {**meeting, **numbers, "JoinToken": token}


def test_somebody_is_called_into_a_meeting(legacy, dial_out):
    assert legacy.create_meeting_dial_out(**dial_out)["TransactionId"]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"JoinToken": "nonsense"}, "JoinToken"),
        ({"FromPhoneNumber": "+12065550199"}, "FromPhoneNumber"),
        ({"MeetingId": "00000000-0000-4000-8000-000000000000"}, "JoinToken"),
    ],
)
def test_a_call_into_a_meeting_has_a_number_and_an_attendee(legacy, dial_out, wrong, problem, refused):
    with refused("BadRequestException", 400, problem):
        legacy.create_meeting_dial_out(**{**dial_out, **wrong})


def test_accounts_are_made_listed_changed_and_deleted(legacy, clock, refused):
    assert legacy.list_accounts()["Accounts"] == []
    made = legacy.create_account(Name="Sales")["Account"]
    legacy.create_account(Name="Support")
    assert (made["AwsAccountId"], made["AccountType"], made["AccountStatus"]) == (
        "123456789012",
        "Team",
        "Active",
    )
    at = {"AccountId": made["AccountId"]}
    assert legacy.get_account(**at)["Account"] == made

    def names(**given):
        return [each["Name"] for each in legacy.list_accounts(**given)["Accounts"]]

    assert names(Name="Sup") == ["Support"]
    assert names(Name="S") == ["Sales", "Support"]
    assert names(UserEmail="ann@example.com") == []
    token = legacy.list_accounts(MaxResults=1)["NextToken"]
    assert names(MaxResults=1, NextToken=token) == ["Support"]
    assert legacy.update_account(**at, Name="Sales 2")["Account"]["Name"] == "Sales 2"
    legacy.delete_account(**at)
    assert names() == ["Support"]
    with refused("NotFoundException", 404):
        legacy.get_account(**at)
