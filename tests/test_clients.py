from __future__ import annotations

import boto3
import botocore.client
import botocore.session
import pytest

import chime_shim
from tests.support.versions import needs_removal

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@needs_removal
def test_client_makes_a_whole_legacy_client_and_patches_nothing(loopback):
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert not hasattr(boto3.client("chime"), "get_proxy_session")


def test_client_takes_the_arguments_of_boto3_client_in_their_order(loopback):
    client = chime_shim.client("chime", "us-east-1", None, False, None, loopback.url, "AKID", "secret")

    client.get_proxy_session(**IDS)

    assert "Credential=AKID/" in loopback.requests[0].headers["authorization"]


def test_client_uses_boto3s_default_session_unless_given_one():
    chime_shim.client()
    assert boto3.DEFAULT_SESSION is not None

    session = boto3.Session(aws_access_key_id="AKIDSESSION", aws_secret_access_key="s")
    client = chime_shim.client(session=session)
    assert client._request_signer._credentials.access_key == "AKIDSESSION"


def test_client_refuses_other_services_as_wrap_does():
    with pytest.raises(chime_shim.UnsupportedClientError, match="'chime' only, not of 's3'"):
        chime_shim.client("s3", "us-east-1")


@needs_removal
def test_wrap_leaves_the_client_as_it_is_and_shares_its_hooks(loopback):
    existing = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
    wrapped = chime_shim.wrap(existing)
    seen = []
    existing.meta.events.register("before-send.chime", lambda **_: seen.append("hook"))

    wrapped.get_proxy_session(**IDS)

    assert seen == ["hook"]
    assert not hasattr(existing, "get_proxy_session")
    assert existing.meta.service_model.operation_names != wrapped.meta.service_model.operation_names


def test_wrapping_what_install_made_gives_a_client_that_outlives_it(loopback):
    with chime_shim.install():
        wrapped = chime_shim.wrap(boto3.client("chime", "us-east-1", endpoint_url=loopback.url))

    assert wrapped.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_a_client_made_while_the_shim_is_installed_outlives_it_too(loopback):
    with chime_shim.install():
        client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert client.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_successor_is_the_way_out(loopback):
    legacy = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    successor = chime_shim.successor(legacy, "chime-sdk-voice")

    assert type(successor).__mro__[1:] == (botocore.client.BaseClient, object)
    assert successor.get_proxy_session(**IDS)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert chime_shim.successor(legacy, "chime-sdk-voice") is successor
