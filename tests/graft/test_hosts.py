"""Which hosts are AWS's, told by their ends."""

from __future__ import annotations

import pytest

from chime_shim._graft.hosts import is_aws_endpoint

AWS = [
    "https://voice-chime.us-east-1.amazonaws.com",
    "https://chime.cn-north-1.amazonaws.com.cn",
    "https://service.chime.aws.amazon.com",
    "https://meetings-chime.us-east-1.api.aws",
    "HTTPS://Voice-Chime.US-EAST-1.AMAZONAWS.COM:443/path?a=b",
]
OTHERS = [
    "http://localhost:5000",
    "https://example.com",
    "https://amazonaws.com.example.com",
    "https://notamazonaws.com",
    "https://aws.amazon.com.example.com",
    "https://myapi.aws.example",
    "https://vpce-0a1b.voice-chime.us-east-1.vpce.amazonaws.com",
    "http://169.254.169.254",
    "https://example.com/voice-chime.us-east-1.amazonaws.com",
]


@pytest.mark.parametrize("url", AWS)
def test_it_is_a_public_endpoint_of_aws(url):
    assert is_aws_endpoint(url)


@pytest.mark.parametrize("url", OTHERS)
def test_it_is_none(url):
    assert not is_aws_endpoint(url)
