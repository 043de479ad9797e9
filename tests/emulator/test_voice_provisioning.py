"""The usual script, from the search of a number to the last delete, whichever client runs it."""

import boto3
import pytest
from botocore import xform_name

import chime_shim
from chime_shim.emulator.chime_sdk_voice.models import ChimeSDKVoiceBackend
from chime_shim.routes import KEPT_ROUTES, ROUTES

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:answer"


def number_from(client, product, **wanted):
    """Search for a number, order it, and wait for it."""
    [number] = client.search_available_phone_numbers(**wanted, MaxResults=1)["E164PhoneNumbers"]
    order = client.create_phone_number_order(ProductType=product, E164PhoneNumbers=[number])[
        "PhoneNumberOrder"
    ]
    while order["Status"] == "Processing":
        at = {"PhoneNumberOrderId": order["PhoneNumberOrderId"]}
        order = client.get_phone_number_order(**at)["PhoneNumberOrder"]
    assert order["Status"] == "Successful"
    return number


def provision(client):
    number = number_from(client, "VoiceConnector", AreaCode="206")
    dial_in = number_from(client, "SipMediaApplicationDialIn", TollFreePrefix="844")
    connector = client.create_voice_connector(Name="Front desk", RequireEncryption=True)["VoiceConnector"]
    at = {"VoiceConnectorId": connector["VoiceConnectorId"]}
    client.put_voice_connector_termination(
        **at, Termination={"CallingRegions": ["US"], "CidrAllowedList": ["203.0.113.0/28"]}
    )
    client.put_voice_connector_termination_credentials(
        **at, Credentials=[{"Username": "pbx", "Password": "secret"}]
    )
    client.put_voice_connector_origination(
        **at, Origination={"Routes": [{"Host": "203.0.113.1", "Protocol": "TCP", "Priority": 1, "Weight": 1}]}
    )
    client.put_voice_connector_streaming_configuration(
        **at, StreamingConfiguration={"DataRetentionInHours": 24, "Disabled": False}
    )
    failed = client.associate_phone_numbers_with_voice_connector(**at, E164PhoneNumbers=[number])
    assert failed["PhoneNumberErrors"] == []
    application = client.create_sip_media_application(
        AwsRegion="us-east-1", Name="Menu", Endpoints=[{"LambdaArn": FUNCTION}]
    )["SipMediaApplication"]["SipMediaApplicationId"]
    rules = [
        client.create_sip_rule(
            Name=kind,
            TriggerType=kind,
            TriggerValue=value,
            TargetApplications=[
                {"SipMediaApplicationId": application, "Priority": 1, "AwsRegion": "us-east-1"}
            ],
        )["SipRule"]["SipRuleId"]
        for kind, value in (
            ("ToPhoneNumber", dial_in),
            ("RequestUriHostname", connector["OutboundHostName"]),
        )
    ]
    call = {"FromPhoneNumber": dial_in, "ToPhoneNumber": "+14015550101"}
    assert client.create_sip_media_application_call(SipMediaApplicationId=application, **call)
    return at, [number, dial_in], application, rules


def tear_down(client, at, numbers, application, rules):
    for rule in rules:
        client.update_sip_rule(SipRuleId=rule, Name="x", Disabled=True)
        client.delete_sip_rule(SipRuleId=rule)
    client.delete_sip_media_application(SipMediaApplicationId=application)
    failed = client.disassociate_phone_numbers_from_voice_connector(**at, E164PhoneNumbers=numbers[:1])
    assert failed["PhoneNumberErrors"] == []
    client.delete_voice_connector_termination_credentials(**at, Usernames=["pbx"])
    client.delete_voice_connector_termination(**at)
    client.delete_voice_connector_origination(**at)
    client.delete_voice_connector(**at)
    client.delete_phone_number(PhoneNumberId=numbers[0])
    assert client.batch_delete_phone_number(PhoneNumberIds=numbers[1:])["PhoneNumberErrors"] == []


@pytest.fixture(params=["successor", "whole legacy client", "shim", "shim, phone numbers too"])
def client(request, aws, voice, legacy, monkeypatch):
    if request.param == "successor":
        return voice
    if request.param == "whole legacy client":
        return legacy
    if request.param == "shim, phone numbers too":
        monkeypatch.setenv("CHIME_SHIM_FORWARD_PHONE_NUMBERS", "1")
    return chime_shim.client("chime", "us-east-1")


def test_the_script_runs_from_end_to_end(client, voice):
    made = provision(client)
    numbers = voice.list_phone_numbers()["PhoneNumbers"]
    assert [number["Status"] for number in numbers] == ["Assigned", "Assigned"]
    assert [number["Associations"][0]["Name"] for number in numbers] == ["VoiceConnectorId", "SipRuleId"]
    tear_down(client, *made)
    for operation, name in (
        ("list_voice_connectors", "VoiceConnectors"),
        ("list_sip_media_applications", "SipMediaApplications"),
        ("list_sip_rules", "SipRules"),
    ):
        assert getattr(voice, operation)()[name] == []
    numbers = voice.list_phone_numbers()["PhoneNumbers"]
    assert [number["Status"] for number in numbers] == ["ReleaseInProgress"] * 2


@pytest.mark.parametrize("forwarded", [False, True])
def test_phone_numbers_go_where_the_setting_says(aws, monkeypatch, forwarded):
    hosts = []
    monkeypatch.setenv("CHIME_SHIM_FORWARD_PHONE_NUMBERS", str(int(forwarded)))
    client = chime_shim.client("chime", "us-east-1")
    client.meta.events.register(
        "before-send.chime", lambda request, **_: hosts.append(request.url.split("/")[2])
    )
    client.list_phone_numbers()
    client.list_voice_connectors()
    voice = "voice-chime.us-east-1.amazonaws.com"
    assert hosts == [voice if forwarded else "chime.us-east-1.amazonaws.com", voice]


def test_every_operation_that_is_forwarded_here_is_here():
    here = {
        xform_name(route.successor_operation)
        for route in (*ROUTES.values(), *KEPT_ROUTES.values())
        if route.to == "chime-sdk-voice"
    }
    assert len(here) == 55 + 16
    assert here <= set(dir(ChimeSDKVoiceBackend))


def test_groups_and_rules_span_regions(voice, connector, refused):
    west = boto3.client("chime-sdk-voice", region_name="us-west-2")
    group = west.create_voice_connector_group(
        Name="x", VoiceConnectorItems=[{"VoiceConnectorId": connector, "Priority": 1}]
    )["VoiceConnectorGroup"]
    assert [item["VoiceConnectorId"] for item in group["VoiceConnectorItems"]] == [connector]
    with refused("ConflictException", 409, "VoiceConnectorGroup"):
        voice.delete_voice_connector(VoiceConnectorId=connector)
    application = voice.create_sip_media_application(
        AwsRegion="us-east-1", Name="x", Endpoints=[{"LambdaArn": FUNCTION}]
    )["SipMediaApplication"]["SipMediaApplicationId"]
    west.create_sip_rule(
        Name="x",
        TriggerType="RequestUriHostname",
        TriggerValue=f"{connector}.voiceconnector.chime.aws",
        TargetApplications=[{"SipMediaApplicationId": application, "Priority": 1}],
    )
    with refused("ConflictException", 409, "SipRule"):
        voice.delete_sip_media_application(SipMediaApplicationId=application)


def test_two_accounts_do_not_see_each_other(voice, monkeypatch):
    provision(voice)
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
    other = boto3.client("chime-sdk-voice")
    assert other.list_phone_numbers()["PhoneNumbers"] == []
    assert "CallingName" not in other.get_phone_number_settings()
