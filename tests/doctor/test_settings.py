from __future__ import annotations

import sys

import pytest

from chime_shim import settings
from chime_shim.doctor._settings import check_destinations, check_settings, check_telemetry
from tests.support.versions import since

BEARER = "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/b"


@pytest.fixture(autouse=True)
def no_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_what_is_set_is_shown_with_its_source_and_a_private_value_is_not(monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_CHIME_BEARER", BEARER)
    settings.set_flags({"region": "us-west-2"})
    monkeypatch.delenv("CHIME_SHIM_REGION")

    (check,) = check_settings()

    assert check.level == "ok"
    assert check.details == (
        "region = us-west-2 (from: the command line)",
        "chime_bearer = (set) (from: CHIME_SHIM_CHIME_BEARER)",
    )


def test_nothing_set():
    (check,) = check_settings()
    assert (check.level, check.text) == ("ok", "all are at their defaults")


@pytest.mark.parametrize(("strict", "level"), [("0", "warn"), ("1", "fail")])
def test_a_wrong_setting_is_a_warning_and_a_failure_if_strict(strict, level, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_STRICT", strict)
    monkeypatch.setenv("CHIME_SHIM_REGIN", "x")

    _, check = check_settings()

    assert check.level == level
    assert "did you mean CHIME_SHIM_REGION" in check.details[0]


def test_telemetry_without_its_package_is_a_warning(monkeypatch):
    assert list(check_telemetry()) == []
    settings.configure(telemetry="otel")
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    (check,) = check_telemetry()
    assert check.level == "warn"
    assert 'pip install "chime-shim[otel]"' in check.text


def test_calls_go_to_aws():
    (check,) = check_destinations()
    assert (check.level, len(check.details)) == ("ok", 5)
    assert "chime-sdk-voice: voice-chime.us-east-1.amazonaws.com, us-east-1" in check.details


def test_another_region_is_a_warning():
    settings.configure(region="us-east-1,chime-sdk-voice=us-west-2")
    ok, check = check_destinations()
    assert "chime-sdk-voice: voice-chime.us-west-2.amazonaws.com, us-west-2" in ok.details
    assert check.level == "warn"
    assert check.text.startswith("calls go to us-west-2: what was made in the old namespace is in us-east-1")


@since("1.31.0", "AWS_ENDPOINT_URL")
def test_an_endpoint_that_is_configured_is_told_without_what_it_may_hold(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://me:secret@127.0.0.1:5000")
    (check,) = check_destinations()
    assert check.level == "note"
    assert "chime-sdk-voice: 127.0.0.1:5000, us-east-1" in check.details
    assert "secret" not in str(check)


def test_a_legacy_host_as_the_endpoint_is_a_warning(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_CHIME", "https://service.chime.aws.amazon.com/console")
    *_, check = check_destinations()
    assert check.level == "warn"
    assert "AWS_ENDPOINT_URL_CHIME is a host of the old namespace" in check.text


def test_a_broken_configuration_is_a_failure(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "absent")
    (check,) = check_destinations()
    assert check.level == "fail"
    assert "ProfileNotFound" in check.text
