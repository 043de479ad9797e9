from __future__ import annotations

import sys

import boto3
import pytest

import chime_shim
from chime_shim.events import arrange, dismiss, emit, get_hooks, set_hooks
from chime_shim.ledger import BEGAN, START, read
from chime_shim.settings import Settings
from tests.support.command import plain_environment, run
from tests.support.loopback import Answer


@pytest.fixture(autouse=True)
def _none_left():
    yield
    dismiss()


def calls_in(path):
    return sum(each.calls for each in read(str(path)).entries if each.mode != START)


def starts_in(path):
    began = [each for each in read(str(path)).entries if (each.mode, each.outcome) == (START, BEGAN)]
    return sum(each.calls for each in began)


def call(client):
    client.get_proxy_session(VoiceConnectorId="a", ProxySessionId="b")


def test_the_setting_counts_from_install_to_uninstall(path, loopback):
    loopback.answer(Answer.of({}))
    with chime_shim.install(ledger=path):
        assert starts_in(path) == 1
        client = boto3.client("chime", "us-east-1", endpoint_url=loopback.url)
        for _ in range(3):
            call(client)
    assert calls_in(path) == 3


def test_a_client_that_was_made_without_install_is_counted_too(path, loopback, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_LEDGER", str(path))
    loopback.answer(Answer.of({}))
    call(chime_shim.client("chime", "us-east-1", endpoint_url=loopback.url))
    dismiss()

    assert calls_in(path) == 1


def test_hooks_of_the_application_do_not_replace_it(path, make_call):
    arrange(Settings(ledger=str(path)))
    seen = []
    with set_hooks([seen.append]):
        emit(make_call())
    dismiss()

    assert (len(seen), calls_in(path)) == (1, 1)
    assert len(get_hooks()) == 1


def test_the_same_setting_again_keeps_the_ledger_and_another_one_changes_it(path, tmp_path, make_call):
    for _ in range(3):
        arrange(Settings(ledger=str(path)))
        emit(make_call())
    arrange(Settings(ledger=str(tmp_path / "other.db")))
    emit(make_call())
    arrange(Settings())
    emit(make_call())

    assert (starts_in(path), calls_in(path)) == (1, 3)
    assert (starts_in(tmp_path / "other.db"), calls_in(tmp_path / "other.db")) == (1, 1)


def test_a_hook_that_cannot_be_made_is_told_once_and_the_application_goes_on(make_call, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "chime_shim.events._ledger", None)
    for _ in range(3):
        arrange(Settings(ledger="ledger.db"))
        emit(make_call())

    messages = [message for message in caplog.messages if "setting" in message]
    assert len(messages) == 1
    assert messages[0].startswith("chime_shim goes on without the setting ledger: ModuleNotFoundError")


def test_without_the_setting_nothing_of_it_is_imported():
    code = """
import sys
import chime_shim
chime_shim.install()
print([name for name in sys.modules if name.startswith("chime_shim") and "ledger" in name])
"""
    assert run(sys.executable, "-c", code, env=plain_environment()).stdout == "[]\n"


def test_switched_off_it_makes_no_file(path, monkeypatch):
    monkeypatch.setenv("CHIME_SHIM_DISABLED", "1")
    with chime_shim.install(ledger=path):
        pass

    assert not path.exists()
