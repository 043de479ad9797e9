from datetime import datetime, timezone

import boto3
import pytest
from moto import mock_aws

from chime_shim.emulator import EmulatorSettings, configure, current


def connector_id(**client):
    made = boto3.client("chime-sdk-voice", **client).create_voice_connector(Name="x", RequireEncryption=True)
    return made["VoiceConnector"]["VoiceConnectorId"]


def ids():
    with mock_aws():
        return [connector_id(), connector_id(), connector_id(region_name="us-west-2")]


def test_seeded_ids_repeat_after_each_reset():
    with configure(EmulatorSettings(seed=7)):
        first, again = ids(), ids()
    with configure(EmulatorSettings(seed=8)):
        other = ids()
    assert first == again
    assert len({*first, *other}) == 6


def test_ids_without_a_seed_are_all_different():
    assert not {*ids()} & {*ids()}


def test_settings_are_put_back_after_a_block():
    before = current()
    with configure(EmulatorSettings(seed=7)) as settings:
        assert current() is settings
        with pytest.raises(KeyError), configure(EmulatorSettings(seed=8)):
            raise KeyError
        assert current() is settings
    assert current() is before


def test_the_clock_is_kept_in_milliseconds():
    time = datetime(2026, 4, 1, 12, 0, 0, 123999, tzinfo=timezone.utc)
    with configure(EmulatorSettings(clock=lambda: time)), mock_aws():
        voice = boto3.client("chime-sdk-voice")
        made = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
    assert made["CreatedTimestamp"] == time.replace(microsecond=123000)


def test_without_a_clock_it_is_now(voice):
    with configure(EmulatorSettings()):
        made = voice.create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
    age = datetime.now(timezone.utc) - made["CreatedTimestamp"]
    assert 0 <= age.total_seconds() < 60
