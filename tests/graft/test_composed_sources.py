"""Whose reply lacks a member: a service's, which is an error, or a hook's, which is read as it is."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from chime_shim._graft.composed import _came_from_the_network


def raw_of(module):
    return SimpleNamespace(raw=type("Response", (), {"__module__": module})())


@pytest.mark.parametrize(
    "module", ["urllib3.response", "aiohttp.client_reqrep", "httpx._models", "httpx"], ids=str
)
def test_what_an_http_library_read_came_from_the_network(module):
    assert _came_from_the_network(raw_of(module))


@pytest.mark.parametrize(
    "module", ["", "tests.httpx", "httpxx", "io", "responses", "moto.core.botocore_stubber"]
)
def test_what_anybody_else_made_did_not(module):
    assert not _came_from_the_network(raw_of(module))


def test_a_stream_of_bytes_did_not():
    assert not _came_from_the_network(SimpleNamespace(raw=io.BytesIO()))
