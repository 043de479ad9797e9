import pytest


@pytest.fixture
def put(voice, connector):
    def put(**options):
        options = {"DefaultSessionExpiryMinutes": 60, "PhoneNumberPoolCountries": ["US"], **options}
        return voice.put_voice_connector_proxy(VoiceConnectorId=connector, **options)["Proxy"]

    return put


def test_what_is_put_is_got(voice, connector, put):
    proxy = put(PhoneNumberPoolCountries=["US", "CA"], FallBackPhoneNumber="+12065550100", Disabled=True)
    assert proxy == {
        "DefaultSessionExpiryMinutes": 60,
        "Disabled": True,
        "FallBackPhoneNumber": "+12065550100",
        "PhoneNumberCountries": ["US", "CA"],
    }
    assert voice.get_voice_connector_proxy(VoiceConnectorId=connector)["Proxy"] == proxy


def test_a_second_put_replaces_the_first(put):
    put(FallBackPhoneNumber="+12065550100", Disabled=True)
    assert put(DefaultSessionExpiryMinutes=5) == {
        "DefaultSessionExpiryMinutes": 5,
        "Disabled": False,
        "PhoneNumberCountries": ["US"],
    }


def test_a_connector_without_one_has_none_to_get_or_delete(voice, connector, refused):
    with refused("NotFoundException", 404, "has no Proxy"):
        voice.get_voice_connector_proxy(VoiceConnectorId=connector)
    with refused("NotFoundException", 404, "has no Proxy"):
        voice.delete_voice_connector_proxy(VoiceConnectorId=connector)


def test_a_deleted_one_stops_new_sessions_only(voice, proxied, new_session, refused):
    session = new_session()["ProxySessionId"]
    reply = voice.delete_voice_connector_proxy(VoiceConnectorId=proxied)
    assert reply["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("NotFoundException", 404):
        voice.get_voice_connector_proxy(VoiceConnectorId=proxied)
    with refused("BadRequestException", 400, "no proxy configuration"):
        new_session()
    open_session = voice.get_proxy_session(VoiceConnectorId=proxied, ProxySessionId=session)
    assert open_session["ProxySession"]["Status"] == "Open"


def test_a_disabled_one_stops_new_sessions(put, connector, new_session, refused):
    put(Disabled=True)
    with refused("ForbiddenException", 403, "disabled"):
        new_session()
    put()
    assert new_session()["Status"] == "Open"


@pytest.mark.parametrize(
    "wrong",
    [
        {"DefaultSessionExpiryMinutes": 0},
        {"DefaultSessionExpiryMinutes": -5},
        {"PhoneNumberPoolCountries": ["us"]},
        {"PhoneNumberPoolCountries": ["USA"]},
        {"PhoneNumberPoolCountries": ["ZZ"]},
        {"PhoneNumberPoolCountries": [""]},
        {"PhoneNumberPoolCountries": ["US"] * 101},
        {"FallBackPhoneNumber": "911-1"},
        {"FallBackPhoneNumber": "+0123"},
    ],
)
def test_bad_input_is_refused(put, refused, wrong):
    with refused("BadRequestException", 400):
        put(**wrong)
