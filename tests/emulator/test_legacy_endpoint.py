import pytest

from chime_shim.emulator import EmulatorSettings, configure

PEOPLE = ["+12065550192", "+14015550101"]


def test_both_endpoints_show_one_state(legacy, voice, proxied):
    session = legacy.create_proxy_session(
        VoiceConnectorId=proxied, ParticipantPhoneNumbers=PEOPLE, Capabilities=["Voice"]
    )
    assert session["ResponseMetadata"]["HTTPStatusCode"] == 201
    ids = {key: session["ProxySession"][key] for key in ("VoiceConnectorId", "ProxySessionId")}
    assert voice.get_proxy_session(**ids)["ProxySession"] == session["ProxySession"]
    voice.delete_proxy_session(**ids)
    assert legacy.get_proxy_session(**ids)["ProxySession"]["Status"] == "Closed"


def test_every_operation_works_through_the_legacy_endpoint(legacy):
    made = legacy.create_voice_connector(Name="Old", RequireEncryption=False)["VoiceConnector"]
    on = {"VoiceConnectorId": made["VoiceConnectorId"]}
    legacy.update_voice_connector(**on, Name="Older", RequireEncryption=True)
    assert legacy.get_voice_connector(**on)["VoiceConnector"]["Name"] == "Older"
    assert len(legacy.list_voice_connectors()["VoiceConnectors"]) == 1
    legacy.put_voice_connector_proxy(**on, DefaultSessionExpiryMinutes=30, PhoneNumberPoolCountries=["US"])
    assert legacy.get_voice_connector_proxy(**on)["Proxy"]["DefaultSessionExpiryMinutes"] == 30
    session = legacy.create_proxy_session(**on, ParticipantPhoneNumbers=PEOPLE, Capabilities=["SMS"])
    at = {**on, "ProxySessionId": session["ProxySession"]["ProxySessionId"]}
    assert legacy.update_proxy_session(**at, Capabilities=["Voice"])["ProxySession"]["Capabilities"] == [
        "Voice"
    ]
    assert len(legacy.list_proxy_sessions(**on, Status="Open")["ProxySessions"]) == 1
    legacy.delete_proxy_session(**at)
    legacy.delete_voice_connector_proxy(**on)
    legacy.delete_voice_connector(**on)
    assert legacy.list_voice_connectors()["VoiceConnectors"] == []


def test_errors_have_the_members_of_the_legacy_shapes(legacy):
    with pytest.raises(legacy.exceptions.NotFoundException) as caught:
        legacy.get_voice_connector(VoiceConnectorId="a" * 22)
    assert caught.value.response["Code"] == "NotFound"
    assert caught.value.response["Message"] == caught.value.response["Error"]["Message"]


def test_the_legacy_model_has_bounds_of_its_own(legacy, voice, proxied, refused):
    assert voice.list_proxy_sessions(VoiceConnectorId=proxied, MaxResults=100)
    with refused("BadRequestException", 400, "less than or equal to 99"):
        legacy.list_proxy_sessions(VoiceConnectorId=proxied, MaxResults=100)
    with refused("NotFoundException", 404):
        legacy.get_proxy_session(VoiceConnectorId="Any Text", ProxySessionId="x")
    with refused("BadRequestException", 400, "AwsRegion"):
        legacy.create_voice_connector(Name="x", RequireEncryption=True, AwsRegion="eu-west-1")


def test_most_kept_operations_are_not_emulated(legacy, refused):
    with refused("NotImplementedException", 501, "chime has no ListBots yet"):
        legacy.list_bots(AccountId="1")


def test_a_closed_account_is_turned_away_from_the_legacy_endpoint_only(legacy, voice, proxied):
    with configure(EmulatorSettings(legacy_endpoint_closed=True)):
        with pytest.raises(legacy.exceptions.ForbiddenException) as caught:
            legacy.get_voice_connector(VoiceConnectorId=proxied)
        assert voice.get_voice_connector(VoiceConnectorId=proxied)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert caught.value.response["Code"] == "Forbidden"
    assert caught.value.response["Message"] == (
        "Account Id 123456789012 is not authorized to call deprecated Amazon Chime SDK API on the "
        '"chime" endpoint, use one of the "*-chime*" endpoints instead.'
    )
    assert legacy.get_voice_connector(VoiceConnectorId=proxied)


def test_the_host_of_before_2020_answers_too(aws, new_legacy_client):
    old = new_legacy_client(endpoint_url="https://service.chime.aws.amazon.com")
    assert old.list_voice_connectors()["VoiceConnectors"] == []
