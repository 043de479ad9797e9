from __future__ import annotations

import logging
import threading

import boto3
import botocore.session
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import UnknownServiceError

import chime_shim
from chime_shim import UnsupportedClientError
from chime_shim._graft.validation import validates
from tests.support.versions import BOTOCORE, since

VOICE = "chime-sdk-voice"
AWS = "https://voice-chime.us-east-1.amazonaws.com"


def endpoint(client):
    return chime_shim.successor(client, VOICE).meta.endpoint_url


@pytest.mark.parametrize("region", [None, "us-east-1", "eu-west-3", "aws-global"])
def test_successors_are_called_in_us_east_1_whatever_region_the_client_was_given(region):
    client = chime_shim.client("chime", region)

    assert chime_shim.successor(client, VOICE).meta.region_name == "us-east-1"
    assert endpoint(client) == AWS


def test_the_region_of_the_profile_is_not_that_of_the_successors(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-2")

    assert endpoint(chime_shim.client()) == AWS


@pytest.mark.parametrize(
    "url",
    [
        "https://service.chime.aws.amazon.com",
        "https://service.chime.aws.amazon.com/console",
        "https://chime.us-east-1.amazonaws.com",
        "https://messaging-chime.us-east-1.amazonaws.com",
        "http://chime.us-east-1.amazonaws.com:80",
    ],
)
def test_an_aws_host_of_the_old_namespace_is_not_passed_on_and_one_warning_says_so(url, caplog):
    client = chime_shim.client("chime", "us-east-1", endpoint_url=url)

    assert endpoint(client) == AWS
    chime_shim.successor(client, "chime-sdk-meetings")

    (record,) = [record for record in caplog.records if record.name == "chime_shim"]
    assert record.levelno == logging.WARNING
    assert "does not use endpoint_url" in record.getMessage()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5000",
        "https://chime.internal.example",
        "https://vpce-0a1b-2c3d.voice-chime.us-east-1.vpce.amazonaws.com",
    ],
)
def test_any_other_endpoint_is_passed_on(url, caplog):
    assert endpoint(chime_shim.client("chime", "us-east-1", endpoint_url=url)) == url
    assert caplog.records == []


@since("1.31.0", "AWS_ENDPOINT_URL")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"AWS_ENDPOINT_URL": "http://all:1"}, "http://all:1"),
        ({"AWS_ENDPOINT_URL_CHIME_SDK_VOICE": "http://voice:1"}, "http://voice:1"),
        ({"AWS_ENDPOINT_URL_CHIME": "http://chime:1"}, "http://chime:1"),
        (
            {
                "AWS_ENDPOINT_URL_CHIME": "http://chime:1",
                "AWS_ENDPOINT_URL_CHIME_SDK_VOICE": "http://voice:1",
            },
            "http://voice:1",
        ),
        ({"AWS_ENDPOINT_URL": "http://all:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, AWS),
    ],
)
def test_endpoints_from_the_environment_work_as_boto3_documents(environment, expected, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert endpoint(chime_shim.client("chime", "us-east-1")) == expected


def test_without_ssl_the_successor_is_called_without_it():
    assert endpoint(chime_shim.client("chime", use_ssl=False)) == AWS.replace("https", "http")


def test_an_api_version_of_the_old_namespace_is_not_asked_of_successors():
    assert endpoint(chime_shim.client("chime", api_version="2018-05-01")) == AWS


MADE = {
    "chime_shim.client": lambda **arguments: chime_shim.client("chime", "us-east-1", **arguments),
    "chime_shim.wrap": lambda **arguments: chime_shim.wrap(boto3.client("chime", "us-east-1", **arguments)),
    "no shim at all": lambda **arguments: boto3.client("chime", "us-east-1", **arguments),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_a_successor_has_the_credentials_and_config_of_the_legacy_client(make, tmp_path):
    config = Config(
        connect_timeout=3,
        read_timeout=4,
        max_pool_connections=5,
        proxies={"https": "http://proxy:1"},
        retries={"total_max_attempts": 7, "mode": "standard"},
        user_agent_extra="app/1",
        parameter_validation=False,
    )
    client = make(
        aws_access_key_id="AKIDOTHER",
        aws_secret_access_key="s",
        aws_session_token="t",
        config=config,
        verify=str(tmp_path / "ca.pem"),
        endpoint_url="https://localhost:1",
    )

    successor = chime_shim.successor(client, VOICE)

    credentials = successor._request_signer._credentials.get_frozen_credentials()
    assert tuple(credentials)[:3] == ("AKIDOTHER", "s", "t")
    for name in ("connect_timeout", "read_timeout", "max_pool_connections", "proxies", "retries"):
        assert getattr(successor.meta.config, name) == getattr(client.meta.config, name)
    if BOTOCORE >= (1, 30):  # before, a client did not keep it: a legacy one sends it all the same
        assert successor.meta.config.user_agent_extra == "app/1"
    assert successor._endpoint.http_session._verify == str(tmp_path / "ca.pem")
    assert not validates(successor)
    assert successor.meta.endpoint_url == "https://localhost:1"
    assert type(successor).__name__ == "ChimeSDKVoice"


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_unsigned_stays_unsigned(make):
    client = make(config=Config(signature_version=UNSIGNED))

    assert chime_shim.successor(client, VOICE).meta.config.signature_version is UNSIGNED


def test_credentials_that_refresh_go_on_refreshing(loopback):
    from datetime import datetime, timedelta, timezone

    keys = iter(["first", "second", "third"])

    def refresh():
        expiry = datetime.now(timezone.utc) + timedelta(seconds=1)
        return {
            "access_key": next(keys),
            "secret_key": "s",
            "token": "t",
            "expiry_time": expiry.isoformat(),
        }

    session = botocore.session.get_session()
    session._credentials = RefreshableCredentials.create_from_metadata(refresh(), refresh, "test")
    client = chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)

    for _ in range(2):
        client.get_voice_connector_proxy(VoiceConnectorId="a")

    used = [request.headers["authorization"].split("Credential=")[1][:5] for request in loopback.requests]
    assert used == ["secon", "third"]


def test_a_profile_is_that_of_the_session(monkeypatch, tmp_path):
    profiles = tmp_path / "credentials"
    profiles.write_text("[old-app]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = s\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(profiles))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    client = chime_shim.client(session=boto3.Session(profile_name="old-app"))

    credentials = chime_shim.successor(client, VOICE)._request_signer._credentials
    assert credentials.access_key == "AKIDPROFILE"


def test_a_successor_is_made_once_and_only_when_needed(monkeypatch):
    made = []
    create_client = botocore.session.Session.create_client

    def count(session, service_name, *args, **kwargs):
        made.append(service_name)
        return create_client(session, service_name, *args, **kwargs)

    monkeypatch.setattr(botocore.session.Session, "create_client", count)
    client = chime_shim.client(endpoint_url="http://127.0.0.1:1", region_name="us-east-1")
    assert made == ["chime"]

    start = threading.Barrier(16)
    got = []

    def ask():
        start.wait()
        got.append(chime_shim.successor(client, VOICE))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == ["chime", VOICE]
    assert len(set(map(id, got))) == 1


def test_a_service_that_does_not_exist_is_named():
    with pytest.raises(UnknownServiceError, match="chime-sdk-fax"):
        chime_shim.successor(chime_shim.client(), "chime-sdk-fax")


@pytest.mark.parametrize("thing", [None, "chime", 5, boto3.Session()], ids=str)
def test_what_is_no_chime_client_is_refused(thing):
    with pytest.raises(UnsupportedClientError, match="expected a client made by"):
        chime_shim.successor(thing, VOICE)


def test_a_client_of_another_service_is_refused():
    with pytest.raises(TypeError, match="got: s3"):
        chime_shim.wrap(boto3.client("s3"))


def test_a_client_that_was_given_no_endpoint_is_not_told_to_remove_it(caplog):
    assert endpoint(boto3.client("chime")) == AWS
    assert endpoint(chime_shim.wrap(boto3.client("chime"))) == AWS

    assert caplog.records == []
