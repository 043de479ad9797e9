"""The setting ``telemetry``."""

from __future__ import annotations

import json

import pytest

import chime_shim
from chime_shim import settings
from chime_shim.events import dismiss, emit, set_hooks, suspended
from chime_shim.events._from_settings import _TELEMETRY, hooks_of
from chime_shim.settings.parsers import TELEMETRY


@pytest.fixture(autouse=True)
def _let_go():
    yield
    dismiss()


def test_each_name_that_the_setting_takes_is_a_hook():
    assert set(TELEMETRY) == set(_TELEMETRY)
    for name in _TELEMETRY:
        assert callable(hooks_of(name)[0])


def test_several_names_are_as_many_hooks():
    assert [type(hook).__name__ for hook in hooks_of("otel,emf")] == ["OtelHook", "EmfHook"]


def test_nothing_is_named_unless_somebody_does():
    assert settings.current().telemetry is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("otel", "otel"),
        (" otel , emf ", "otel,emf"),
        (["emf", "otel"], "emf,otel"),
        ("emf,emf", "emf"),
        ("none", None),
    ],
)
def test_values_that_are_taken(value, expected):
    chime_shim.configure(telemetry=value)
    assert settings.current().telemetry == expected


@pytest.mark.parametrize("value", ["statsd", "otel,statsd", "otel,", "none,otel", "", True, [], 1])
def test_values_that_are_not(value):
    with pytest.raises(chime_shim.SettingsError, match="expected otel, emf, emf-stderr, or several"):
        chime_shim.configure(telemetry=value)


def test_it_adds_to_the_hooks_that_are_set(make_call, capsys):
    seen = []
    with set_hooks([seen.append]), chime_shim.install(telemetry="emf"):
        emit(make_call())

    assert len(seen) == 1
    assert json.loads(capsys.readouterr().out)["operation"] == "CreateProxySession"


def test_the_environment_sets_it_for_a_real_call(loopback, monkeypatch, capsys):
    monkeypatch.setenv("CHIME_SHIM_TELEMETRY", "emf")
    client = chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url)
    client.get_proxy_session(VoiceConnectorId="abc", ProxySessionId="+12065550100")

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["operation"] == "GetProxySession"
    assert "+12065550100" not in line


def test_calls_that_the_shim_makes_up_itself_are_told_to_nobody(make_call, capsys):
    seen = []
    with set_hooks([seen.append]), chime_shim.install(telemetry="emf"):
        with suspended():
            emit(make_call())
            with chime_shim.install():
                emit(make_call())
        assert (seen, capsys.readouterr().out) == ([], "")
        emit(make_call())

    assert len(seen) == 1
    assert capsys.readouterr().out.count("\n") == 1
