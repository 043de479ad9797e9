from __future__ import annotations

import pytest

from chime_shim import settings
from chime_shim.settings import Settings


@pytest.fixture(autouse=True)
def as_before():
    yield
    settings._configured = Settings()


def test_one_region_serves_all_services():
    assert Settings().region_of("chime-sdk-voice") == "us-east-1"
    assert Settings(region="us-west-2").region_of("chime-sdk-voice") == "us-west-2"


@pytest.mark.parametrize(
    "text",
    [
        "us-east-1,chime-sdk-voice=us-west-2",
        " chime-sdk-voice=us-west-2 , us-east-1,",
        "chime-sdk-voice=us-west-2",
    ],
)
def test_a_service_may_have_a_region_of_its_own(text):
    chosen = Settings(region=text)

    assert chosen.region_of("chime-sdk-voice") == "us-west-2"
    assert chosen.region_of("chime-sdk-meetings") == "us-east-1"


def test_the_environment_has_precedence(monkeypatch):
    settings.configure(region="eu-central-1")
    assert settings.current().region == "eu-central-1"

    monkeypatch.setenv("CHIME_SHIM_REGION", "us-west-2")
    assert settings.current().region == "us-west-2"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, False), ("", False), ("0", False), ("False", False), ("1", True), ("on", True)],
)
def test_the_off_switch_is_read_at_every_call(value, expected, monkeypatch):
    if value is not None:
        monkeypatch.setenv("CHIME_SHIM_DISABLED", value)

    assert settings.disabled() is expected
