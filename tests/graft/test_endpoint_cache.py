"""An endpoint is remembered, and nobody can tell."""

from __future__ import annotations

import logging

import pytest

import chime_shim

IDS = {"VoiceConnectorId": "abc", "ProxySessionId": "1"}
EVENT = "before-endpoint-resolution.chime-sdk-voice"


@pytest.fixture
def legacy():
    return chime_shim.client("chime", "us-east-1")


@pytest.fixture
def voice(legacy):
    return chime_shim.successor(legacy, "chime-sdk-voice")


@pytest.fixture
def resolutions(legacy, voice, monkeypatch):
    """How often botocore's rules were asked."""
    seen = []
    ask = voice._ruleset_resolver.construct_endpoint
    monkeypatch.setattr(
        voice._ruleset_resolver, "construct_endpoint", lambda **asked: seen.append(asked) or ask(**asked)
    )
    return seen


def sent_to(legacy):
    """Where a call goes."""
    urls = []

    def answer(model, params, **_):
        urls.append(params["url"])
        return _Answer(), {"ResponseMetadata": {}}

    legacy.meta.events.register("before-call.chime", answer)
    legacy.get_proxy_session(**IDS)
    legacy.meta.events.unregister("before-call.chime", answer)
    return urls[0].partition("/voice-connectors")[0]


class _Answer:
    status_code = 200


def use_fips(builtins, **_):
    builtins["AWS::UseFIPS"] = True


def test_the_rules_are_asked_once(legacy, resolutions):
    first, *later = [sent_to(legacy) for _ in range(5)]

    assert len(resolutions) == 1
    assert first == "https://voice-chime.us-east-1.amazonaws.com"
    assert set(later) == {first}


def test_each_operation_has_its_own(legacy, resolutions):
    sent_to(legacy)
    url = legacy.generate_presigned_url("list_proxy_sessions", {"VoiceConnectorId": "abc"})

    assert len(resolutions) == 2
    assert url.startswith("https://voice-chime.us-east-1.amazonaws.com/voice-connectors/abc/proxy-sessions")


def test_a_hook_that_changes_the_endpoint_is_heard_from_the_next_call_on(legacy, voice, resolutions):
    before = sent_to(legacy)
    voice.meta.events.register(EVENT, use_fips)
    during = [sent_to(legacy) for _ in range(2)]
    voice.meta.events.unregister(EVENT, use_fips)
    after = [sent_to(legacy) for _ in range(2)]

    assert during == ["https://voice-chime-fips.us-east-1.amazonaws.com"] * 2
    assert after == [before] * 2
    assert len(resolutions) == 4


def test_a_hook_on_everything_is_heard_at_each_call(legacy, voice):
    heard = []
    voice.meta.events.register("before-endpoint-resolution.*", lambda **_: heard.append(1))
    for _ in range(3):
        sent_to(legacy)
    assert len(heard) == 3


def test_a_hook_on_something_else_has_the_rules_asked_once_more(legacy, voice, resolutions):
    sent_to(legacy)
    voice.meta.events.register("before-sign", lambda **_: None)
    for _ in range(3):
        sent_to(legacy)
    assert len(resolutions) == 2


def test_a_hook_that_comes_while_the_rules_are_asked_is_not_missed(legacy, voice, monkeypatch):
    ask = voice._ruleset_resolver.construct_endpoint

    def interrupted(**asked):
        answer = ask(**asked)
        voice.meta.events.register(EVENT, use_fips)
        return answer

    monkeypatch.setattr(voice._ruleset_resolver, "construct_endpoint", interrupted)
    sent_to(legacy)
    assert sent_to(legacy) == "https://voice-chime-fips.us-east-1.amazonaws.com"


def test_whoever_listens_to_botocore_hears_of_each_resolution(legacy, caplog):
    caplog.set_level(logging.DEBUG, logger="botocore.regions")
    for _ in range(3):
        sent_to(legacy)
    assert [r for r in caplog.messages if r.startswith("Endpoint provider result")] == [
        "Endpoint provider result: https://voice-chime.us-east-1.amazonaws.com"
    ] * 3


def test_the_headers_of_one_call_are_not_those_of_the_next(legacy, voice):
    for _ in range(2):
        sent_to(legacy)
    (target,) = legacy._chime_shim.targets.values()
    target.endpoint.known()[1]["X-Added"] = "1"
    assert target.endpoint.known()[1] == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda voice, _: voice.meta.events.__dict__.pop("_emitter"),
        lambda voice, _: setattr(voice, "_ruleset_resolver", None),
        lambda voice, _: voice._ruleset_resolver._builtins.update({"AWS::Region": lambda: "us-west-2"}),
        lambda _, model: model.__dict__.update(context_parameters=["bound"]),
        lambda _, model: model.__dict__.update(operation_context_parameters=["bound"]),
    ],
    ids=["no emitter", "no rules", "a changing value", "a bound parameter", "a bound path"],
)
def test_what_may_be_another_at_the_next_call_is_not_remembered(legacy, voice, change):
    sent_to(legacy)
    (target,) = legacy._chime_shim.targets.values()
    assert target.endpoint.known() is not None
    endpoint = type(target.endpoint)(voice, target.operation_model)
    handlers = endpoint.handlers()
    change(voice, target.operation_model)

    endpoint.resolved(("https://x", {}, {}), handlers)
    assert endpoint.known() is None


def test_an_endpoint_with_properties_is_not_remembered(legacy):
    sent_to(legacy)
    (target,) = legacy._chime_shim.targets.values()
    endpoint = type(target.endpoint)(target.client, target.operation_model)
    endpoint.resolved(("https://x", {}, {"authSchemes": []}), endpoint.handlers())
    assert endpoint.known() is None
