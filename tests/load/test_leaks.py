"""Clients that come and go leave nothing behind: no socket, no object, no memory."""

from __future__ import annotations

import contextlib
import gc
import sys
import time
import weakref
from pathlib import Path

import botocore.session
import pytest

import chime_shim

DESCRIPTORS = Path("/proc/self/fd")
IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}

pytestmark = pytest.mark.skipif(not DESCRIPTORS.exists(), reason="needs Linux, to count sockets")


def by_function(url, session):
    return chime_shim.client("chime", "us-east-1", session=session, endpoint_url=url)


def by_installing(url, session):
    with chime_shim.install():
        return session.create_client("chime", "us-east-1", endpoint_url=url)


def by_wrapping(url, session):
    return chime_shim.wrap(session.create_client("chime", "us-east-1", endpoint_url=url))


def before_installing(url, session):
    return session.create_client("chime", "us-east-1", endpoint_url=url)


MAKERS = [by_function, by_installing, by_wrapping, before_installing]


def use(client):
    """Make a call to each of two successors, and close the client as an application does."""
    with chime_shim.install():
        client.get_proxy_session(**IDS)
        client.list_channels(AppInstanceArn="arn:aws:chime:us-east-1:1:app-instance/a")
    client.close()


def sockets():
    """Count the sockets of the process: those of the server in it, too."""
    count = 0
    for fd in DESCRIPTORS.iterdir():
        with contextlib.suppress(FileNotFoundError):  # that of the directory itself
            count += str(fd.readlink()).startswith("socket:")
    return count


@pytest.mark.parametrize("make", MAKERS)
def test_a_client_that_nobody_has_any_more_is_gone_with_its_successors(make, loopback):
    session = botocore.session.Session()
    client = make(loopback.url, session)
    use(client)
    successor = weakref.ref(chime_shim.successor(client, "chime-sdk-voice"))
    gone = [weakref.ref(client), weakref.ref(client._endpoint.http_session), successor]

    del client
    gc.collect()

    assert [reference() for reference in gone] == [None] * 3


def growth(make, server, times, call):
    """Make, use and drop clients, and return by how much objects and sockets grew."""
    session = botocore.session.Session()

    def once():
        client = make(server.url, session)
        if call:
            use(client)

    def settled():
        server.requests.clear()
        gc.collect()
        return sys.getallocatedblocks(), sockets()

    for _ in range(20):  # what is loaded and remembered once
        once()
    blocks, open_before = settled()
    for _ in range(times):
        once()
    return settled()[0] - blocks, sockets_above(open_before)


def sockets_above(number):
    """Count the sockets above a number, when the server has noticed which are closed."""
    deadline = time.monotonic() + 5
    while (more := sockets() - number) > 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    return more


# Blocks of memory for each client, at most; a client of botocore's alone takes some thousands.
LIMIT = 10


def test_a_thousand_clients_leave_nothing(loopback):
    blocks, sockets_left = growth(by_function, loopback, 1000, call=False)

    assert sockets_left <= 0
    assert blocks < LIMIT * 1000


@pytest.mark.parametrize("make", MAKERS)
def test_clients_that_were_used_leave_nothing(make, loopback):
    blocks, sockets_left = growth(make, loopback, 15, call=True)

    assert sockets_left <= 0
    assert blocks < LIMIT * 50  # of one client alone there would be more; the long test is the finer one


@pytest.mark.long
@pytest.mark.parametrize("make", MAKERS)
def test_a_thousand_clients_that_were_used_leave_nothing(make, loopback):
    blocks, sockets_left = growth(make, loopback, 1000, call=True)

    assert sockets_left <= 0
    assert blocks < LIMIT * 1000
