"""A configured endpoint is where the calls go: every kind of URL, by every way in that botocore has."""

from __future__ import annotations

import asyncio
import logging
import re

import boto3
import botocore.session
import pytest
from botocore.config import Config

import chime_shim
from chime_shim._graft.hosts import is_legacy_endpoint
from tests.support.versions import since

AWS = "https://voice-chime.us-east-1.amazonaws.com"

OLD = {
    "today's old host": "https://chime.us-east-1.amazonaws.com",
    "with a slash": "https://chime.us-east-1.amazonaws.com/",
    "http": "http://chime.us-east-1.amazonaws.com",
    "port": "http://chime.us-east-1.amazonaws.com:80",
    "the first old host": "https://service.chime.aws.amazon.com",
    "console": "https://service.chime.aws.amazon.com/console",
    "http and console": "http://service.chime.aws.amazon.com/console",
    "messaging prefix": "https://messaging-chime.us-east-1.amazonaws.com",
    "identity prefix": "https://identity-service.chime.aws.amazon.com",
    "another region": "https://chime.us-west-2.amazonaws.com",
    "FIPS": "https://chime-fips.us-east-1.amazonaws.com",
    "dual stack": "https://chime.us-east-1.api.aws",
    "upper case": "https://CHIME.us-east-1.AmazonAWS.com",
    "trailing dot": "https://chime.us-east-1.amazonaws.com.",
    "user": "https://user:pw@service.chime.aws.amazon.com",
}
BOTOCORES_OWN = {OLD[kind] for kind in ("today's old host", "another region", "FIPS", "dual stack")}
OTHERS = {
    "localhost": "http://localhost:4566",
    "IPv4": "http://127.0.0.1:5000",
    "IPv6": "http://[::1]:5000",
    "path": "https://gateway.example/aws/chime",
    "company": "https://chime.internal.example",
    "company on AWS": "https://chime.us-east-1.amazonaws.com.internal.example",
    "company under Amazon": "https://chime.example.aws.amazon.com",
    "EC2": "http://ec2-3-80-1-2.compute-1.amazonaws.com:8080",
    "EC2 over TLS": "https://ec2-3-80-1-2.compute-1.amazonaws.com",
    "ELB": "http://internal-chime-1234.us-east-1.elb.amazonaws.com",
    "execute-api": "https://mychimeproxy.execute-api.us-east-1.amazonaws.com/prod",
    "Lambda URL": "https://chime.lambda-url.us-east-1.on.aws",
    "VPC endpoint": "https://vpce-0a1b-2c3d.voice-chime.us-east-1.vpce.amazonaws.com",
    "VPC endpoint of chime": "https://vpce-0a1b.chime.us-east-1.vpce.amazonaws.com",
    "a subdomain": "https://proxy.chime.us-east-1.amazonaws.com",
    "like the old host": "https://mychime.us-east-1.amazonaws.com",
    "a successor's own": "https://voice-chime.us-west-2.amazonaws.com",
    "upper case": "http://Proxy.Example:81",
}
URLS = {
    **{f"old: {kind}": (url, AWS) for kind, url in OLD.items()},
    **{f"other: {kind}": (url, url) for kind, url in OTHERS.items()},
}


class Ways:
    """Each makes a client that has a URL by another way."""

    def __init__(self, monkeypatch, tmp_path):
        self.set = monkeypatch.setenv
        self.file = tmp_path / "config"

    def arg(self, url):
        return chime_shim.client("chime", "us-east-1", endpoint_url=url)

    def arg_of_a_session(self, url):
        return chime_shim.client("chime", "us-east-1", session=boto3.Session(), endpoint_url=url)

    def variable(self, url):
        self.set("AWS_ENDPOINT_URL", url)
        return chime_shim.client("chime", "us-east-1")

    def variable_of_chime(self, url):
        self.set("AWS_ENDPOINT_URL_CHIME", url)
        return chime_shim.client("chime", "us-east-1")

    def variable_of_the_successor(self, url):
        self.set("AWS_ENDPOINT_URL_CHIME_SDK_VOICE", url)
        return chime_shim.client("chime", "us-east-1")

    def variable_of_chime_before_that_of_all(self, url):
        self.set("AWS_ENDPOINT_URL_CHIME", url)
        if not is_legacy_endpoint(url):
            self.set("AWS_ENDPOINT_URL", "http://all.example")
        return chime_shim.client("chime", "us-east-1")

    def services_section(self, url):
        return chime_shim.client(
            session=self._profile("services = s", f"[services s]\nchime =\n  endpoint_url = {url}")
        )

    def profile(self, url):
        return chime_shim.client(session=self._profile(f"endpoint_url = {url}"))

    def wrapped(self, url):
        return chime_shim.wrap(boto3.client("chime", "us-east-1", endpoint_url=url))

    def wrapped_variable_of_chime(self, url):
        self.set("AWS_ENDPOINT_URL_CHIME", url)
        return chime_shim.wrap(boto3.client("chime", "us-east-1"))

    def wrapped_profile(self, url):
        session = self._profile(f"endpoint_url = {url}")
        return chime_shim.wrap(session.client("chime"), session=session)

    def early(self, url):
        return self._early(boto3.client("chime", "us-east-1", endpoint_url=url))

    def early_variable(self, url):
        self.set("AWS_ENDPOINT_URL", url)
        return self._early(boto3.client("chime", "us-east-1"))

    def early_profile(self, url):
        session = self._profile(f"endpoint_url = {url}")
        return self._early(session.client("chime"))

    def early_unsigned(self, url):
        config = Config(connect_timeout=3)
        return self._early(
            botocore.session.Session().create_client("chime", "us-east-1", endpoint_url=url, config=config)
        )

    def _early(self, client):
        chime_shim.install()
        return client

    def _profile(self, line, more=""):
        self.file.write_text(
            "[profile p]\nregion = us-east-1\naws_access_key_id = P\naws_secret_access_key = s\n"
            f"{line}\n{more}\n"
        )
        self.set("AWS_CONFIG_FILE", str(self.file))
        return boto3.Session(profile_name="p")


WAYS = [name for name in vars(Ways) if not name.startswith("_")]


@pytest.fixture
def ways(monkeypatch, tmp_path):
    from chime_shim import _activation

    yield Ways(monkeypatch, tmp_path)
    for activation in list(_activation._activations):
        activation.uninstall()


def called(client):
    """Where a forwarded call goes: what botocore itself signs a URL for."""
    url = client.generate_presigned_url("get_voice_connector", {"VoiceConnectorId": "abc"})
    return url.partition("/voice-connectors/abc")[0]


def warnings_in(caplog):
    return [
        record
        for record in caplog.records
        if record.name == "chime_shim" and record.levelno == logging.WARNING
    ]


@since("1.31.0", "AWS_ENDPOINT_URL")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("url", "expected"), URLS.values(), ids=URLS)
def test_where_the_calls_go(url, expected, way, ways, caplog):
    client = getattr(ways, way)(url)

    assert called(client) == expected.rstrip("/")
    chime_shim.successor(client, "chime-sdk-meetings")
    told = [
        record.getMessage()
        for record in warnings_in(caplog)
        if "does not use endpoint_url" in record.getMessage()
    ]
    # Of a client made elsewhere, botocore's own default cannot be told from the same, said by somebody.
    by_default = ("early" in way or "wrapped" in way) and url in BOTOCORES_OWN
    if not by_default:
        assert len(told) == (url != expected)
    assert "pw" not in "".join(told)


@pytest.mark.parametrize("way", ["made", "wrapped", "early"])
@pytest.mark.parametrize(("url", "expected"), URLS.values(), ids=URLS)
def test_where_the_calls_of_an_async_client_go(url, expected, way, ways):
    aiobotocore = pytest.importorskip("aiobotocore.session")

    async def url_of(client):
        signed = await client.generate_presigned_url("get_voice_connector", {"VoiceConnectorId": "abc"})
        return signed.partition("/voice-connectors/abc")[0]

    async def go():
        session = aiobotocore.get_session()
        if way == "made":
            async with chime_shim.client("chime", "us-east-1", session=session, endpoint_url=url) as client:
                return await url_of(client)
        async with session.create_client("chime", "us-east-1", endpoint_url=url) as client:
            if way == "wrapped":
                return await url_of(chime_shim.wrap(client))
            with chime_shim.install():
                return await url_of(client)

    assert asyncio.run(go()) == expected.rstrip("/")


def test_every_host_that_botocores_rules_give_a_chime_client_is_an_old_one():
    loader = botocore.session.Session().get_component("data_loader")
    partitions = loader.load_data("partitions")["partitions"]
    regions = [
        (region, partition["outputs"])
        for partition in partitions
        for region in partition["regions"]
        if re.match(partition["regionRegex"], region)
    ]
    assert len(regions) > 30
    for region, outputs in regions:
        for name in ("chime", "chime-fips"):
            for domain in (outputs["dnsSuffix"], outputs["dualStackDnsSuffix"]):
                assert is_legacy_endpoint(f"https://{name}.{region}.{domain}")


@pytest.mark.parametrize("url", ["", "chime", "https://", "https://[", "//chime.us-east-1.amazonaws.com:x"])
def test_what_is_no_url_is_no_old_host(url):
    is_legacy_endpoint(url)


def test_a_successors_endpoint_that_somebody_names_has_precedence(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME", "http://chime.example")
    monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME_SDK_VOICE", "https://voice-chime.us-west-2.amazonaws.com")

    client = chime_shim.client("chime", "us-east-1")

    assert called(client) == "https://voice-chime.us-west-2.amazonaws.com"
    assert chime_shim.successor(client, "chime-sdk-meetings").meta.endpoint_url == "http://chime.example"


def test_without_ssl_an_old_host_is_replaced_by_https_all_the_same():
    client = chime_shim.client(
        "chime", "us-east-1", use_ssl=False, endpoint_url="http://service.chime.aws.amazon.com"
    )

    assert called(client) == AWS
