"""Whose calls are answered, with whose credentials, and what the caller is told."""

import logging

import boto3
import pytest
from botocore import xform_name
from botocore.endpoint import Endpoint
from botocore.exceptions import ClientError, ParamValidationError

import chime_shim
from chime_shim import ChimeCompatibilityWarning, proxy_sessions, settings
from chime_shim.events import set_hooks
from chime_shim.proxy_sessions import _installation
from chime_shim.settings import ProxySessionsSetting
from tests.proxy_sessions.conftest import PEOPLE, TABLE
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_CALL_IDS

OTHER = "zzzzzz1zzzzz2zzzzz3zzz"


@pytest.fixture(autouse=True)
def not_registered():
    """As a process that never heard of it; and nothing is left of it."""
    forget()
    yield
    forget()


def forget():
    _installation._State.installed = None
    for function in _installation._State.registered:
        function.undo()
    _installation._State.registered = ()


def create(client, connector, capabilities=("Voice",)):
    return client.create_proxy_session(
        VoiceConnectorId=connector, ParticipantPhoneNumbers=list(PEOPLE), Capabilities=list(capabilities)
    )


def test_unless_switched_on_calls_are_forwarded_as_before(loopback):
    loopback.answer(Answer.of({"ProxySession": {"Status": "Open"}}))
    client = chime_shim.client("chime", endpoint_url=loopback.url)
    create(client, OTHER)
    assert [request.path for request in loopback.requests] == [f"/voice-connectors/{OTHER}/proxy-sessions"]
    assert _installation._State.registered == ()


@pytest.mark.parametrize("way", ["install()", "setting", "environment", "configure()"])
def test_each_way_switches_it_on(way, db, pool, monkeypatch):
    pool("+12065550120")
    text = f"table={TABLE},sms=drop"
    if way == "install()":
        proxy_sessions.install(TABLE)
    elif way == "setting":
        settings.activate(proxy_sessions=text)
    elif way == "environment":
        monkeypatch.setenv("CHIME_SHIM_PROXY_SESSIONS", text)
    else:
        settings.configure(proxy_sessions={"table": TABLE})
    client = chime_shim.client("chime")
    client.put_voice_connector_proxy(
        VoiceConnectorId=OTHER, DefaultSessionExpiryMinutes=5, PhoneNumberPoolCountries=["US"]
    )
    number = create(client, OTHER)["ProxySession"]["Participants"][0]["ProxyPhoneNumber"]
    assert number == "+12065550120"


def test_a_patched_client_has_it_too(db, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_PROXY_SESSIONS", TABLE)
    with chime_shim.install():
        client = boto3.client("chime")
        with pytest.raises(client.exceptions.NotFoundException, match="has no Proxy"):
            client.get_voice_connector_proxy(VoiceConnectorId=OTHER)


def test_it_says_once_that_it_is_experimental(caplog):
    with caplog.at_level(logging.WARNING, "chime_shim"):
        for _ in range(2):
            proxy_sessions.install(TABLE)
    (record,) = [each for each in caplog.records if "proxy sessions" in each.getMessage()]
    assert "experimental" in record.getMessage()
    assert "never run against AWS" in record.getMessage()


def test_connectors_are_chosen_one_by_one(db, loopback):
    loopback.answer(Answer.of({"Proxy": {"Disabled": True}}))
    proxy_sessions.install(TABLE, connectors=[OTHER])
    client = chime_shim.client("chime", endpoint_url=loopback.url)
    theirs = client.get_voice_connector_proxy(VoiceConnectorId="abcdef1ghij2klmno3pqr4")
    assert theirs["Proxy"] == {"Disabled": True}
    assert len(loopback.requests) == 1


def test_after_uninstall_calls_are_forwarded_again(loopback):
    installation = proxy_sessions.install(TABLE)
    installation.uninstall()
    client = chime_shim.client("chime", endpoint_url=loopback.url)
    client.get_voice_connector_proxy(VoiceConnectorId=OTHER)
    assert len(loopback.requests) == 1


def test_dynamodb_has_the_callers_credentials_and_its_own_place(loopback):
    body = Answer(body=b"{}", headers={"Content-Type": "application/x-amz-json-1.0"})
    loopback.answer(body)
    proxy_sessions.install(TABLE, region="eu-west-1", endpoint_url=loopback.url)
    client = chime_shim.client(
        "chime",
        "us-east-1",
        endpoint_url="http://127.0.0.1:9",
        aws_access_key_id="AKIDCALLER",
        aws_secret_access_key="secret",
        aws_session_token="token",
    )
    with pytest.raises(client.exceptions.NotFoundException):
        client.get_voice_connector_proxy(VoiceConnectorId=OTHER)
    (request,) = loopback.requests
    assert "Credential=AKIDCALLER/" in request.headers["authorization"]
    assert "/eu-west-1/dynamodb/aws4_request" in request.headers["authorization"]
    assert request.headers["x-amz-security-token"] == "token"


@pytest.mark.parametrize(
    ("capabilities", "left"), [(["Voice", "SMS"], ["Voice"]), (["SMS"], []), (["SMS", "SMS"], [])]
)
def test_sms_is_refused_or_dropped_with_a_warning(voice, proxied, capabilities, left):
    calls = []
    with set_hooks([calls.append]), pytest.warns(ChimeCompatibilityWarning, match="SMS is not possible"):
        made = create(voice, proxied, capabilities)["ProxySession"]
    assert made["Capabilities"] == left
    assert "SMS is not possible" in calls[0].lost[0]
    proxy_sessions.install(TABLE)
    with pytest.raises(voice.exceptions.BadRequestException, match=r"only Voice.*sms=drop"):
        create(voice, proxied, capabilities)


def test_an_error_has_the_legacy_form(voice, connector):
    with pytest.raises(voice.exceptions.NotFoundException) as caught:
        voice.get_proxy_session(VoiceConnectorId=connector, ProxySessionId="x")
    response = caught.value.response
    assert caught.value.operation_name == "GetProxySession"
    assert response["Error"] == {"Code": "NotFoundException", "Message": "ProxySession x not found"}
    assert (response["Code"], response["Message"]) == ("NotFound", "ProxySession x not found")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_parameters_are_checked_as_they_always_were(voice, connector):
    with pytest.raises(ParamValidationError, match="Capabilities"):
        voice.create_proxy_session(VoiceConnectorId=connector, ParticipantPhoneNumbers=list(PEOPLE))
    with pytest.raises(voice.exceptions.BadRequestException, match=r"'ParticipantPhoneNumbers\.2'"):
        voice.create_proxy_session(
            VoiceConnectorId=connector, ParticipantPhoneNumbers=[PEOPLE[0], "x"], Capabilities=["Voice"]
        )


FAILURES = {
    "ResourceNotFoundException": (500, "ServiceFailureException", "proxy-sessions template"),
    "AccessDeniedException": (403, "ForbiddenException", "--policy application"),
    "ThrottlingException": (429, "ThrottledClientException", "try again"),
    "ValidationException": (500, "ServiceFailureException", "ValidationException"),
}


@pytest.mark.parametrize(("code", "expected"), FAILURES.items(), ids=FAILURES)
def test_what_dynamodb_refuses_is_told_in_legacy_terms_and_without_numbers(
    code, expected, voice, proxied, monkeypatch
):
    def refuse(self, operation_model, request_dict):
        error = {"Error": {"Code": code, "Message": f"the key was CALLER#{PEOPLE[0]}"}}
        raise ClientError(error, operation_model.name)

    monkeypatch.setattr(Endpoint, "make_request", refuse)
    status, name, text = expected
    with pytest.raises(getattr(voice.exceptions, name), match=text) as caught:
        create(voice, proxied)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    shown = caught.value
    while shown is not None:
        assert PEOPLE[0] not in str(shown) or shown.__suppress_context__
        shown = None if shown.__suppress_context__ else shown.__context__


def test_nothing_that_is_told_has_a_number(voice, proxied, new_session, caplog, capsys):
    calls = []
    with caplog.at_level(logging.DEBUG, "chime_shim"), set_hooks([calls.append]):
        for _ in range(6):
            new_session()
        with pytest.raises(voice.exceptions.BadRequestException) as caught:
            new_session()
    told = f"{caplog.text} {calls} {capsys.readouterr()} {caught.value} {caught.value.response}"
    assert "5550" not in told


def test_all_eight_operations_are_replaced():
    assert sorted(map(xform_name, proxy_sessions.OPERATIONS)) == sorted(PROXY_CALL_IDS)


def test_a_setting_is_text_or_a_table():
    parsed = ProxySessionsSetting("my-table", "us-west-2", "http://x", ("a", "b"), "drop")
    for value in (
        "table=my-table,region=us-west-2,endpoint_url=http://x,connectors=a+b,sms=drop",
        "my-table, region=us-west-2, endpoint_url=http://x, connectors=a+b, sms=drop",
        {
            "table": "my-table",
            "region": "us-west-2",
            "endpoint_url": "http://x",
            "connectors": ["a", "b"],
            "sms": "drop",
        },
    ):
        settings.configure(proxy_sessions=value)
        assert settings.current().proxy_sessions == parsed
        assert settings.shown("proxy_sessions", parsed) == str(parsed)
        settings.configure(proxy_sessions=str(parsed))
        assert settings.current().proxy_sessions == parsed


@pytest.mark.parametrize(
    "value",
    ["table=a", "region=us-east-1", "table=my-table,sms=send", "my-table,region=moon", "my-table,x=y", 7],
)
def test_a_wrong_setting_is_refused_with_what_is_expected(value):
    with pytest.raises(chime_shim.SettingsError, match="expected"):
        settings.configure(proxy_sessions=value)
