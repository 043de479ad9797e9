"""No request goes to a host that a client of the same profile, made today, would not use."""

from __future__ import annotations

import gc

import boto3
import botocore.session
import pytest

import chime_shim
from chime_shim import ProfileUnknownError, _activation
from tests.support.versions import since

CONFIG = """
[default]
region = us-east-1
endpoint_url = http://default.example
aws_access_key_id = DEFAULT
aws_secret_access_key = x
[profile local]
region = us-east-1
services = s
aws_access_key_id = LOCAL
aws_secret_access_key = x
[services s]
chime_sdk_voice =
  endpoint_url = http://voice.example
chime_sdk_meetings =
  endpoint_url = http://meetings.example
[profile prod]
region = eu-west-1
aws_access_key_id = PROD
aws_secret_access_key = x
[profile twin]
region = us-east-1
aws_access_key_id = PROD
aws_secret_access_key = x
[profile same-key]
region = us-east-1
endpoint_url = http://same.example
aws_access_key_id = LOCAL2
aws_secret_access_key = x
[profile same-key-2]
region = us-east-1
aws_access_key_id = LOCAL2
aws_secret_access_key = x
"""
SERVICES = ("chime-sdk-voice", "chime-sdk-meetings", "chime-sdk-identity")
pytestmark = since("1.31.0", "endpoints in the AWS config")


@pytest.fixture(autouse=True)
def config(monkeypatch, tmp_path):
    file = tmp_path / "config"
    file.write_text(CONFIG)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(file))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    yield file
    for activation in list(_activation._activations):
        activation.uninstall()


def stock(profile, **arguments):
    """A client whose session is gone."""
    client = boto3.Session(profile_name=profile).client("chime", **arguments)
    gc.collect()
    return client


def hosts(client):
    return [chime_shim.successor(client, service).meta.endpoint_url for service in SERVICES]


def of_today(profile):
    session = boto3.Session(profile_name=profile)
    return [session.client(service, "us-east-1").meta.endpoint_url for service in SERVICES]


def grafted(client, way):
    if way == "wrapped":
        return chime_shim.wrap(client)
    if way == "early":
        chime_shim.install()
    return client


each_way = pytest.mark.parametrize("way", ["early", "wrapped", "successor() alone"])


@each_way
@pytest.mark.parametrize("profile", ["default", "local", "prod", "twin"])
def test_the_credentials_tell_the_profile_of_a_client_whose_session_is_gone(profile, way):
    assert hosts(grafted(stock(profile), way)) == of_today(profile)


@each_way
@pytest.mark.parametrize("profile", ["default", "local", "prod", "same-key", "same-key-2"])
def test_a_session_that_is_still_there_tells_it(profile, way):
    session = boto3.Session(profile_name=profile)

    assert hosts(grafted(session.client("chime"), way)) == of_today(profile)


@each_way
def test_where_it_is_not_known_and_matters_nothing_is_sent(way):
    client = grafted(stock("same-key"), way)

    with pytest.raises(ProfileUnknownError, match=r"same-key, same-key-2.*session=session") as caught:
        hosts(client)
    assert caught.value.profiles == ("same-key", "same-key-2")


@each_way
def test_credentials_of_its_own_tell_nothing(way):
    client = stock("prod", aws_access_key_id="OTHER", aws_secret_access_key="s")

    with pytest.raises(ProfileUnknownError):
        hosts(grafted(client, way))


@pytest.mark.parametrize("profile", ["same-key", "same-key-2"])
@pytest.mark.parametrize("before", ["stock", "early"])
def test_wrap_takes_the_session(profile, before):
    client = stock(profile)
    if before == "early":
        chime_shim.install()

    wrapped = chime_shim.wrap(client, session=boto3.Session(profile_name=profile))

    assert hosts(wrapped) == of_today(profile)


def test_the_session_given_is_left_as_it_is():
    session = botocore.session.Session(profile="prod")
    client = stock("same-key", aws_access_key_id="OTHER", aws_secret_access_key="s")

    wrapped = chime_shim.wrap(client, session=session)

    credentials = chime_shim.successor(wrapped, "chime-sdk-voice")._request_signer._credentials
    assert credentials.access_key == "OTHER"
    assert session.get_credentials().access_key == "PROD"


@each_way
def test_an_endpoint_that_the_client_was_given_settles_it(way):
    client = stock("same-key", endpoint_url="http://given.example")

    assert hosts(grafted(client, way)) == ["http://given.example"] * 3


@each_way
def test_profiles_that_name_no_endpoints_do_not_matter(way, config):
    config.write_text(
        "".join(line for line in CONFIG.splitlines(True) if "endpoint" not in line and "s = s" not in line)
    )
    client = stock("prod", aws_access_key_id="OTHER", aws_secret_access_key="s")

    assert hosts(grafted(client, way)) == of_today("prod")


@each_way
def test_credentials_of_the_environment_are_those_of_no_profile_given(way, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ENV")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    monkeypatch.setenv("AWS_PROFILE", "local")
    client = boto3.Session().client("chime")
    gc.collect()

    assert hosts(grafted(client, way)) == of_today("local")


@each_way
def test_the_default_session_is_known(way):
    boto3.setup_default_session(profile_name="same-key")

    assert hosts(grafted(boto3.client("chime"), way)) == ["http://same.example"] * 3
