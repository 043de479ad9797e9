"""The text of the user agent is what botocore would make of it now, however often it was made before."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config

import chime_shim
from chime_shim._graft.user_agent import RememberedUserAgent

useragent = pytest.importorskip("botocore.useragent", reason="this botocore has no such thing")


def both(config=None):
    """The user agent of a client of ours, and botocore's own way to make it."""
    client = chime_shim.client("chime", "us-east-1", config=config)
    remembered = client._user_agent_creator
    assert isinstance(remembered, RememberedUserAgent)
    return client, remembered, lambda: useragent.UserAgentString.to_string(remembered._creator)


CHANGES = {
    "user_agent_extra": "till/2",
    "user_agent_appid": "shop",
    "_supplied_user_agent": "mine/1",
    "retries": {"mode": "adaptive"},
    "endpoint_discovery_enabled": True,
}


@pytest.mark.parametrize("config", [None, Config(user_agent="a/1"), Config(user_agent_extra="b/2")])
@pytest.mark.parametrize("name", CHANGES)
def test_what_somebody_changes_on_the_config_counts_at_once(config, name):
    client, remembered, botocores = both(config)
    assert remembered.to_string() == remembered.to_string() == botocores()
    setattr(client.meta.config, name, CHANGES[name])
    assert remembered.to_string() == remembered.to_string() == botocores()


def test_a_name_of_the_session_counts():
    _, remembered, botocores = both()
    before = remembered.to_string()
    remembered._creator.set_session_config("shop", "1.0", "till/2")
    assert remembered.to_string() == botocores() != before


def test_features_of_the_call_count():
    context = pytest.importorskip("botocore.context", reason="this botocore's calls have no features")
    _, remembered, botocores = both()
    plain = remembered.to_string()
    for features in ({"WAITER"}, {"PAGINATOR"}):
        with context.start_as_current_context():
            for feature in features:
                useragent.register_feature_id(feature)
            assert remembered.to_string() == botocores() != plain
    assert remembered.to_string() == plain


def test_components_that_somebody_modifies_are_modified_each_time(monkeypatch):
    _, remembered, _ = both()
    remembered.to_string()
    numbers = iter(range(9))

    def modify(components):
        return [*components, useragent.UserAgentComponent("n", str(next(numbers)))]

    monkeypatch.setattr(useragent, "modify_components", modify)
    assert [remembered.to_string().rpartition(" ")[2] for _ in range(2)] == ["n/0", "n/1"]


def test_a_maker_that_keeps_something_else_makes_the_text_each_time(monkeypatch):
    stock = boto3.Session(region_name="us-east-1").client("chime")
    stock._user_agent_creator._tomorrow = "x"
    assert chime_shim.wrap(stock)._user_agent_creator is stock._user_agent_creator


def test_a_client_that_is_wrapped_keeps_its_own():
    session = boto3.Session(region_name="us-east-1")
    stock = session.client("chime")
    before = dict(vars(stock._user_agent_creator))
    for wrapped in (chime_shim.wrap(stock), chime_shim.wrap(stock, session=session)):
        assert isinstance(wrapped._user_agent_creator, RememberedUserAgent)
    assert vars(stock._user_agent_creator) == before


def test_what_is_remembered_has_a_bound():
    client, remembered, botocores = both()
    for number in range(100):
        client.meta.config.user_agent_extra = f"n/{number}"
        assert remembered.to_string() == botocores()
    assert len(remembered._made) <= 32


def test_the_shortcut_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_SHORTCUTS", "parser")
    client = chime_shim.client("chime", "us-east-1")
    assert type(client._user_agent_creator) is useragent.UserAgentString
