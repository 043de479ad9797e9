import re

import pytest

from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends

UNKNOWN = "a" * 22


def test_a_new_connector_looks_like_one_of_aws(voice, clock):
    reply = voice.create_voice_connector(Name="Front desk", RequireEncryption=True)
    connector = reply["VoiceConnector"]
    id_ = connector["VoiceConnectorId"]
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert re.fullmatch("[a-z0-9]{22}", id_)
    assert connector == {
        "VoiceConnectorId": id_,
        "VoiceConnectorArn": f"arn:aws:chime:us-east-1:123456789012:vc/{id_}",
        "AwsRegion": "us-east-1",
        "Name": "Front desk",
        "OutboundHostName": f"{id_}.voiceconnector.chime.aws",
        "RequireEncryption": True,
        "CreatedTimestamp": clock(),
        "UpdatedTimestamp": clock(),
    }


def test_a_connector_keeps_what_it_is_given(voice, new_connector):
    given = {"AwsRegion": "us-west-2", "RequireEncryption": False}
    connector = new_connector(**given, Tags=[{"Key": "team", "Value": "desk"}])
    shown = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]
    assert given.items() <= shown.items()
    assert "Tags" not in shown


def test_an_update_changes_name_and_encryption(voice, connector, clock):
    made = clock()
    clock.forward(minutes=5)
    changed = voice.update_voice_connector(VoiceConnectorId=connector, Name="New", RequireEncryption=False)
    shown = voice.get_voice_connector(VoiceConnectorId=connector)["VoiceConnector"]
    assert changed["VoiceConnector"] == shown
    assert (shown["Name"], shown["RequireEncryption"]) == ("New", False)
    assert (shown["CreatedTimestamp"], shown["UpdatedTimestamp"]) == (made, clock())


def test_connectors_are_listed_in_the_order_they_were_made(voice, new_connector):
    made = [new_connector() for _ in range(3)]
    listed = voice.list_voice_connectors()
    assert [each["VoiceConnectorId"] for each in listed["VoiceConnectors"]] == made
    assert "NextToken" not in listed


def test_a_deleted_connector_is_gone_and_its_sessions_with_it(voice, proxied, new_session, refused):
    session = new_session()
    voice.delete_proxy_session(VoiceConnectorId=proxied, ProxySessionId=session["ProxySessionId"])
    reply = voice.delete_voice_connector(VoiceConnectorId=proxied)
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert voice.list_voice_connectors()["VoiceConnectors"] == []
    with refused("NotFoundException", 404):
        voice.get_voice_connector(VoiceConnectorId=proxied)
    assert not chime_sdk_voice_backends["123456789012"]["us-east-1"].proxy_sessions


def test_a_deleted_connector_leaves_the_sessions_of_others(voice, new_session, new_connector):
    session = new_session()
    voice.delete_voice_connector(VoiceConnectorId=new_connector())
    assert session["ProxySessionId"] in chime_sdk_voice_backends["123456789012"]["us-east-1"].proxy_sessions


def test_a_connector_in_use_is_not_deleted(voice, proxied, new_session, refused):
    new_session()
    with refused("ConflictException", 409, "in use"):
        voice.delete_voice_connector(VoiceConnectorId=proxied)
    assert voice.get_voice_connector(VoiceConnectorId=proxied)


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("get_voice_connector", {}),
        ("update_voice_connector", {"Name": "x", "RequireEncryption": True}),
        ("delete_voice_connector", {}),
        (
            "put_voice_connector_proxy",
            {"DefaultSessionExpiryMinutes": 1, "PhoneNumberPoolCountries": ["US"]},
        ),
        ("get_voice_connector_proxy", {}),
        ("delete_voice_connector_proxy", {}),
        (
            "create_proxy_session",
            {"ParticipantPhoneNumbers": ["+12065550192", "+14015550101"], "Capabilities": ["SMS"]},
        ),
        ("get_proxy_session", {"ProxySessionId": "x"}),
        ("list_proxy_sessions", {}),
        ("update_proxy_session", {"ProxySessionId": "x", "Capabilities": ["SMS"]}),
        ("delete_proxy_session", {"ProxySessionId": "x"}),
    ],
)
def test_an_unknown_connector_is_not_found(voice, refused, operation, params):
    with refused("NotFoundException", 404, f"VoiceConnector {UNKNOWN} not found"):
        getattr(voice, operation)(VoiceConnectorId=UNKNOWN, **params)
