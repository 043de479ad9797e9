"""Every way in which old code makes a client leads to one that works, with the arguments it was given."""

from __future__ import annotations

import boto3
import botocore.session
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import NoRegionError

import chime_shim

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
KEYS = ("AKIDGIVEN", "secret", "token-1")
PROFILES = """
[profile work]
region = eu-west-3
aws_access_key_id = AKIDPROFILE
aws_secret_access_key = secret
"""


@pytest.fixture(autouse=True)
def installed():
    with chime_shim.install():
        yield


@pytest.fixture(autouse=True)
def region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-2")


@pytest.fixture
def without_region(monkeypatch):
    monkeypatch.delenv("AWS_DEFAULT_REGION")


@pytest.fixture
def work_profile(monkeypatch, tmp_path):
    (tmp_path / "config").write_text(PROFILES)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))


def with_default_session(url):
    boto3.setup_default_session(aws_access_key_id="AKIDDEFAULT", aws_secret_access_key="secret")
    return boto3.client("chime", endpoint_url=url)


def with_set_credentials(url):
    session = botocore.session.Session()
    session.set_credentials("AKIDSET", "secret", "token-2")
    return session.create_client("chime", endpoint_url=url)


def of_a_profile(url):
    return boto3.Session(profile_name="work").client("chime", endpoint_url=url)


def of_a_profile_of_botocore(url):
    return botocore.session.Session(profile="work").create_client("chime", endpoint_url=url)


# what old code writes, the access key that signs, the session token that is sent
WAYS = {
    "boto3.client": (lambda url: boto3.client("chime", endpoint_url=url), "AKIDEXAMPLE", None),
    "positional region": (
        lambda url: boto3.client("chime", "us-east-1", endpoint_url=url),
        "AKIDEXAMPLE",
        None,
    ),
    "all by position": (
        lambda url: boto3.client("chime", "us-west-2", None, True, None, url, *KEYS, Config()),
        "AKIDGIVEN",
        "token-1",
    ),
    "all by name": (
        lambda url: boto3.client(
            service_name="chime",
            region_name="us-west-2",
            api_version="2018-05-01",
            use_ssl=False,
            verify=False,
            endpoint_url=url,
            aws_access_key_id=KEYS[0],
            aws_secret_access_key=KEYS[1],
            aws_session_token=KEYS[2],
            config=Config(read_timeout=5),
        ),
        "AKIDGIVEN",
        "token-1",
    ),
    "default session": (with_default_session, "AKIDDEFAULT", None),
    "Session with keys": (
        lambda url: boto3.Session(*KEYS, "eu-west-1").client("chime", endpoint_url=url),
        "AKIDGIVEN",
        "token-1",
    ),
    "Session(profile_name=)": (of_a_profile, "AKIDPROFILE", None),
    "botocore": (
        lambda url: botocore.session.get_session().create_client("chime", endpoint_url=url),
        "AKIDEXAMPLE",
        None,
    ),
    "botocore, by position": (
        lambda url: botocore.session.get_session().create_client(
            "chime", "us-east-1", None, True, None, url, *KEYS
        ),
        "AKIDGIVEN",
        "token-1",
    ),
    "botocore, with a profile": (of_a_profile_of_botocore, "AKIDPROFILE", None),
    "botocore, credentials set": (with_set_credentials, "AKIDSET", "token-2"),
    "boto3 around botocore": (
        lambda url: boto3.Session(botocore_session=botocore.session.get_session()).client(
            "chime", endpoint_url=url
        ),
        "AKIDEXAMPLE",
        None,
    ),
}


@pytest.mark.usefixtures("work_profile")
@pytest.mark.parametrize(("make", "key", "token"), WAYS.values(), ids=WAYS)
def test_one_client_makes_removed_and_kept_calls(make, key, token, loopback):
    client = make(loopback.url)

    client.get_proxy_session(**IDS)
    client.list_accounts()
    client.delete_meeting(MeetingId="m")

    assert [request.path for request in loopback.requests] == [
        "/voice-connectors/abc/proxy-sessions/1",
        "/accounts",
        "/meetings/m",
    ]
    for request in loopback.requests:
        assert f"Credential={key}/" in request.headers["authorization"]
        assert request.headers.get("x-amz-security-token") == token
    for removed in (loopback.requests[0], loopback.requests[2]):
        assert "/us-east-1/chime/aws4_request" in removed.headers["authorization"]


@pytest.mark.usefixtures("work_profile")
@pytest.mark.parametrize("method", ["create_proxy_session", "tag_meeting", "list_meetings", "list_accounts"])
@pytest.mark.parametrize(("make", "_key", "_token"), WAYS.values(), ids=WAYS)
def test_the_client_has_the_method(make, _key, _token, method):
    assert callable(getattr(make("http://127.0.0.1:9"), method))


@pytest.mark.usefixtures("without_region")
def test_without_any_region_the_calls_go_to_us_east_1():
    client = boto3.client("chime")

    url = client.generate_presigned_url("get_proxy_session", IDS)

    assert client.meta.region_name == "aws-global"
    assert url.startswith("https://voice-chime.us-east-1.amazonaws.com/voice-connectors/abc/")
    assert "%2Fus-east-1%2Fchime%2Faws4_request" in url


@pytest.mark.usefixtures("without_region")
def test_with_an_endpoint_a_region_is_needed_as_it_always_was(loopback):
    client = boto3.client("chime", endpoint_url=loopback.url)

    with pytest.raises(NoRegionError):
        client.get_proxy_session(**IDS)


@pytest.mark.parametrize("region", ["us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1", "aws-global"])
def test_whatever_the_region_the_calls_go_to_us_east_1(region):
    url = boto3.client("chime", region).generate_presigned_url("get_proxy_session", IDS)

    assert url.startswith("https://voice-chime.us-east-1.amazonaws.com/")


CONFIGS = {
    "user agent": (Config(user_agent_extra="shop/1"), "user-agent", "shop/1"),
    "app id": (Config(user_agent_appid="shop"), "user-agent", "app/shop"),
    "unsigned": (Config(signature_version=UNSIGNED), "authorization", None),
}


@pytest.mark.parametrize(("config", "header", "value"), CONFIGS.values(), ids=CONFIGS)
def test_what_config_says_holds_for_removed_and_kept_calls(config, header, value, loopback):
    client = boto3.client("chime", endpoint_url=loopback.url, config=config)

    client.get_proxy_session(**IDS)
    client.list_accounts()

    for request in loopback.requests:
        assert (value in request.headers[header]) if value else header not in request.headers


def test_a_client_made_before_activation_may_be_used_alongside_one_made_after(loopback):
    for activation in list(chime_shim._activation._activations):
        activation.uninstall()
    before = boto3.client("chime", endpoint_url=loopback.url)
    with chime_shim.install():
        after = boto3.client("chime", endpoint_url=loopback.url)
        for client in (before, after):
            client.get_proxy_session(**IDS)
            client.list_accounts()

    assert len(loopback.requests) == 4


def test_chime_has_no_resource_and_never_had():
    with pytest.raises(boto3.exceptions.ResourceNotExistsError):
        boto3.resource("chime")
    assert "chime" in boto3.Session().get_available_services()
