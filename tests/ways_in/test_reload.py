"""A module that activates when it is imported, as a Lambda handler does, and is imported again."""

from __future__ import annotations

import importlib
import sys

import boto3
import botocore.session
import pytest
import wrapt

import chime_shim
from chime_shim import _activation

HANDLER = """
import boto3
import chime_shim

chime_shim.install()
client = boto3.client("chime", "us-east-1", endpoint_url=URL)

def handler(event, context):
    return client.get_proxy_session(**event)["ResponseMetadata"]["HTTPStatusCode"]
"""
EVENT = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}


@pytest.fixture
def import_handler(tmp_path, monkeypatch, loopback):
    (tmp_path / "chime_handler.py").write_text(HANDLER.replace("URL", repr(loopback.url)))
    monkeypatch.syspath_prepend(tmp_path)

    def imported():
        return importlib.import_module("chime_handler")

    yield imported
    sys.modules.pop("chime_handler", None)
    for activation in list(_activation._activations):
        activation.uninstall()


@pytest.mark.parametrize("again", ["reloaded", "removed and imported"])
def test_every_import_gives_a_client_that_works(again, import_handler, loopback):
    handlers = [import_handler().handler]
    for _ in range(3):
        if again == "reloaded":
            importlib.reload(import_handler())
        else:
            del sys.modules["chime_handler"]
        handlers.append(import_handler().handler)

    # Those of earlier imports too, which may still be referred to.
    assert [handler(EVENT, None) for handler in handlers] == [200] * 4
    assert len(loopback.requests) == 4


def test_botocore_is_wrapped_once_however_often_it_is_installed(import_handler):
    for _ in range(3):
        importlib.reload(import_handler())

    create_client = vars(botocore.session.Session)["create_client"]
    assert isinstance(create_client, wrapt.FunctionWrapper)
    assert not isinstance(create_client.__wrapped__, wrapt.FunctionWrapper)
    mixins = [cls for cls in type(boto3.client("chime")).__mro__ if cls.__name__ == "GraftedClient"]
    assert len(mixins) == 1


def test_reloading_the_package_itself_changes_nothing(loopback):
    with chime_shim.install():
        importlib.reload(chime_shim)
        with chime_shim.install():
            client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
            assert client.get_proxy_session(**EVENT)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert not hasattr(boto3.client("chime"), "get_proxy_session")
