"""A botocore that makes its calls in another way is noticed: at the client, or at last before sending."""

from __future__ import annotations

import inspect
import re
import textwrap

import boto3
import botocore.client
import botocore.session
import pytest
from botocore.client import BaseClient

import chime_shim
from chime_shim import SeamError, _activation
from chime_shim._graft import seam
from tests.support.versions import needs_removal

STEPS = ("_resolve_endpoint_ruleset", "_convert_to_request_dict", "_make_request")
# What each kind of operation is called with; composed, retired and replaced ones among them.
CALLS = {
    "moved": ("create_meeting", {}),
    "ended": ("get_proxy_session", {"VoiceConnectorId": "a", "ProxySessionId": "b"}),
    "composed": ("list_meeting_tags", {"MeetingId": "m"}),
    "retired": ("list_meetings", {}),
    "replaced": ("get_channel_message", {"ChannelArn": "arn:aws:c", "MessageId": "m"}),
    "replaced and kept": ("get_account", {"AccountId": "1"}),
}


@pytest.fixture(autouse=True)
def replaced():
    functions = [
        chime_shim.replace("GetChannelMessage")(lambda **_: {}),
        chime_shim.replace("GetAccount")(lambda **_: {}),
    ]
    yield
    for function in functions:
        function.undo()
    for activation in list(_activation._activations):
        activation.uninstall()


def rewritten(method, *changes):
    """A method of botocore's with other text in it: its next release."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(getattr(BaseClient, method))))
    source = source[source.index("def ") :]
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    names = {}
    exec(source, vars(botocore.client), names)
    return names[method]


def make(loopback):
    return boto3.client("chime", "us-east-1", endpoint_url=loopback.url)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["late", "early"])
@needs_removal
def test_a_step_of_another_name_leaves_the_client_alone(step, when, monkeypatch, loopback, caplog):
    monkeypatch.setattr(
        BaseClient, "_make_api_call", rewritten("_make_api_call", (f"self.{step}(", "self._new_step("))
    )
    monkeypatch.setattr(BaseClient, "_new_step", getattr(BaseClient, step), raising=False)
    monkeypatch.delattr(BaseClient, step)
    client = make(loopback) if when == "early" else None
    chime_shim.install()
    client = client or make(loopback)

    assert not hasattr(client, "create_meeting")
    assert client.list_accounts()["ResponseMetadata"]["HTTPStatusCode"] == 200
    errors = {record.getMessage() for record in caplog.records if record.levelname == "ERROR"}
    (text,) = errors
    assert f"BaseClient.{step} is missing" in text
    assert "\n" not in text
    with pytest.raises(SeamError, match=step):
        chime_shim.wrap(client)


@needs_removal
def test_a_step_that_takes_more_leaves_the_client_alone(monkeypatch, loopback, caplog):
    changed = rewritten(
        "_convert_to_request_dict", ("set_user_agent_header=True", "set_user_agent_header=True, new=1")
    )
    monkeypatch.setattr(BaseClient, "_convert_to_request_dict", changed)
    chime_shim.install()
    client = make(loopback)

    assert client.list_accounts()["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert not hasattr(client, "create_meeting")
    assert "_convert_to_request_dict has other parameters (new)" in caplog.text


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("step", STEPS)
@needs_removal
def test_a_call_that_passes_a_step_by_is_not_sent(step, kind, monkeypatch, loopback):
    """The step is still there, but botocore does not take it any more."""
    calls = {"_make_request": ("self._make_request(\n", "self._new_step(\n")}.get(
        step, (f"self.{step}(", "self._new_step(")
    )
    monkeypatch.setattr(BaseClient, "_make_api_call", rewritten("_make_api_call", calls))
    monkeypatch.setattr(BaseClient, "_new_step", getattr(BaseClient, step), raising=False)
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    method, params = CALLS[kind]

    with pytest.raises(SeamError, match=re.escape(botocore.__version__)):
        getattr(client, method)(**params)
    assert loopback.requests == []


@pytest.mark.parametrize("name", ["_serializer", "_endpoint", "_loader", "_request_signer"])
def test_a_client_that_lacks_something_is_refused_by_name(name, loopback):
    client = make(loopback)
    vars(client)["_elsewhere"] = vars(client).pop(name)

    with pytest.raises(SeamError, match=f"its clients have no {name}"):
        seam.check(client)


def fake_by_other_names(client, operation, kwarg):
    return {}


def fake_of_anything(*_):
    return {}


def fake_with_more(client, operation_name, api_params, more=None):
    return {}


@pytest.mark.parametrize("fake", [fake_by_other_names, fake_of_anything, fake_with_more])
def test_a_fake_in_the_place_of_a_call_is_welcome(fake, monkeypatch, loopback):
    """As in ``mock.patch("botocore.client.BaseClient._make_api_call", new=...)``, which many tests have."""
    monkeypatch.setattr(BaseClient, "_make_api_call", fake)
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)

    assert client.get_meeting(MeetingId="m") == {}


def test_what_does_not_fit_is_looked_for_once_for_each_botocore(loopback):
    seam._problems.cache_clear()
    session = botocore.session.Session()
    for _ in range(3):
        chime_shim.client("chime", "us-east-1", session=session, endpoint_url=loopback.url)

    assert seam._problems.cache_info().misses == 1
