"""Over HTTP on loopback, where every Chime service comes in by one host."""

from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
import requests
from botocore.config import Config

from chime_shim.emulator import EmulatorSettings, configure
from chime_shim.emulator.chime_sdk_voice import chime_sdk_voice_backends

PEOPLE = ["+12065550192", "+14015550101"]


@pytest.fixture
def new_voice_client(server):
    def new_client(path="", region="us-east-1", **options):
        return boto3.client("chime-sdk-voice", region_name=region, endpoint_url=server + path, **options)

    return new_client


@pytest.mark.parametrize("path", ["", "/chime"])
def test_a_legacy_client_and_its_successor_meet(server, new_legacy_client, new_voice_client, path):
    legacy, voice = new_legacy_client(endpoint_url=server + path), new_voice_client()
    made = legacy.create_voice_connector(Name="x", RequireEncryption=True)
    connector = made["VoiceConnector"]["VoiceConnectorId"]
    legacy.put_voice_connector_proxy(
        VoiceConnectorId=connector, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"]
    )
    session = legacy.create_proxy_session(
        VoiceConnectorId=connector, ParticipantPhoneNumbers=PEOPLE, Capabilities=["Voice"]
    )
    listed = voice.list_proxy_sessions(VoiceConnectorId=connector)["ProxySessions"]
    assert listed == [session["ProxySession"]]
    with pytest.raises(legacy.exceptions.NotFoundException):
        legacy.get_proxy_session(VoiceConnectorId=connector, ProxySessionId="none")


def test_a_path_names_the_service(server, new_legacy_client, new_voice_client, refused):
    with configure(EmulatorSettings(legacy_endpoint_closed=True)):
        with refused("ForbiddenException", 403, "deprecated"):
            new_legacy_client(endpoint_url=f"{server}/chime").list_voice_connectors()
        assert new_voice_client("/chime-sdk-voice").list_voice_connectors()["VoiceConnectors"] == []
        assert new_voice_client().list_voice_connectors()["VoiceConnectors"] == []


def test_a_path_that_only_the_legacy_model_has_goes_there(server, new_legacy_client, refused):
    with refused("NotImplementedException", 501, "emulator of chime has no ListBots"):
        new_legacy_client(endpoint_url=server).list_bots(AccountId="1")


def test_regions_are_kept_apart(new_voice_client):
    new_voice_client(region="eu-west-2").create_voice_connector(Name="x", RequireEncryption=True)
    assert new_voice_client().list_voice_connectors()["VoiceConnectors"] == []
    assert len(new_voice_client(region="eu-west-2").list_voice_connectors()["VoiceConnectors"]) == 1


def test_a_reset_over_http_forgets(server, new_voice_client):
    new_voice_client().create_voice_connector(Name="x", RequireEncryption=True)
    requests.post(f"{server}/moto-api/reset", timeout=5)
    assert new_voice_client().list_voice_connectors()["VoiceConnectors"] == []


def test_moto_serves_its_own_as_before(server):
    identity = boto3.client("sts", endpoint_url=server).get_caller_identity()
    assert identity["Account"] == "123456789012"
    storage = boto3.client("s3", endpoint_url=server)
    storage.create_bucket(Bucket="chime-recordings")
    assert [bucket["Name"] for bucket in storage.list_buckets()["Buckets"]] == ["chime-recordings"]


@pytest.mark.parametrize("path", ["/nothing", "/chime", "/chime/nothing", "/chime-sdk-voice/nothing"])
def test_an_unknown_path_is_not_found(server, path):
    authorization = "AWS4-HMAC-SHA256 Credential=testing/20260401/us-east-1/chime/aws4_request"
    reply = requests.get(server + path, headers={"Authorization": authorization}, timeout=5)
    assert (reply.status_code, reply.json()["Code"]) == (404, "UnknownOperation")


def test_sessions_opened_at_once_get_numbers_of_their_own(new_voice_client):
    voice = new_voice_client(config=Config(max_pool_connections=8))
    connector = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
    at = {"VoiceConnectorId": connector["VoiceConnectorId"]}
    voice.put_voice_connector_proxy(**at, DefaultSessionExpiryMinutes=60, PhoneNumberPoolCountries=["US"])

    def open_session(_):
        opened = voice.create_proxy_session(**at, ParticipantPhoneNumbers=PEOPLE, Capabilities=["SMS"])
        return opened["ProxySession"]["Participants"][0]["ProxyPhoneNumber"]

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(open_session, range(24)))
    assert len(set(numbers)) == 24
    assert len(chime_sdk_voice_backends["123456789012"]["us-east-1"].proxy_sessions) == 24
