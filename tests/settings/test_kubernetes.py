"""Kubernetes gives every pod variables for each service, and one may be called chime-shim."""

from __future__ import annotations

import pytest

import chime_shim
from chime_shim import settings

KUBERNETES = {
    "CHIME_SHIM_SERVICE_HOST": "10.0.0.11",
    "CHIME_SHIM_SERVICE_PORT": "8080",
    "CHIME_SHIM_SERVICE_PORT_HTTPS_METRICS": "8443",
    "CHIME_SHIM_PORT": "tcp://10.0.0.11:8080",
    "CHIME_SHIM_PORT_8080_TCP": "tcp://10.0.0.11:8080",
    "CHIME_SHIM_PORT_8080_TCP_PROTO": "tcp",
    "CHIME_SHIM_PORT_8080_TCP_PORT": "8080",
    "CHIME_SHIM_PORT_8080_TCP_ADDR": "10.0.0.11",
    "CHIME_SHIM_PORT_53_UDP_ADDR": "10.0.0.11",
    "CHIME_SHIM_EMULATOR_SERVICE_HOST": "10.0.0.12",
    "CHIME_SHIM_EMULATOR_PORT_80_TCP_PORT": "80",
}


@pytest.mark.parametrize("name", KUBERNETES)
def test_a_variable_of_a_kubernetes_service_is_no_setting(name, monkeypatch, caplog):
    monkeypatch.setenv(name, KUBERNETES[name])
    chime_shim.install(strict=True).uninstall()
    assert settings.resolve().problems == ()
    assert caplog.text == ""


@pytest.mark.parametrize("name", ["CHIME_SHIM_REPORT", "CHIME_SHIM_PORTS", "CHIME_SHIM_SERVICE"])
def test_a_variable_that_only_resembles_one_is_complained_of(name, monkeypatch):
    monkeypatch.setenv(name, "x")
    (problem,) = settings.resolve().problems
    assert problem.startswith(f"{name} (the environment) is not a setting")
