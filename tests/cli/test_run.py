from __future__ import annotations

import sys

import pytest

from tests.support.command import chime_shim, plain_environment, run
from tests.support.loopback import Answer
from tests.support.proxy_calls import PROXY_SESSION, VOICE_CONNECTOR_ID

OLD_SCRIPT = f"""
import boto3
client = boto3.client("chime")
response = client.create_proxy_session(
    VoiceConnectorId="{VOICE_CONNECTOR_ID}",
    ParticipantPhoneNumbers=["+14015550101", "+12065550100"],
    Capabilities=["Voice", "SMS"],
)
print(response["ProxySession"]["ProxySessionId"])
"""

EMULATED = """
import boto3
client = boto3.client("chime")
connector = client.create_voice_connector(Name="a", RequireEncryption=True)["VoiceConnector"]
client.put_voice_connector_proxy(
    VoiceConnectorId=connector["VoiceConnectorId"],
    DefaultSessionExpiryMinutes=5,
    PhoneNumberPoolCountries=["US"],
)
def show(moment):
    proxy = client.get_voice_connector_proxy(VoiceConnectorId=connector["VoiceConnectorId"])["Proxy"]
    print(moment, proxy["DefaultSessionExpiryMinutes"])
"""


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "script.py"
        path.write_text(text)
        return path

    return write


def test_an_old_script_works_with_the_shim(script, loopback):
    loopback.answer(Answer.of({"ProxySession": PROXY_SESSION}, 201))
    environment = plain_environment(
        AWS_ENDPOINT_URL=loopback.url,
        AWS_DEFAULT_REGION="us-east-1",
        AWS_ACCESS_KEY_ID="a",
        AWS_SECRET_ACCESS_KEY="b",
    )
    result = chime_shim("run", script(OLD_SCRIPT), env=environment)
    assert (result.returncode, result.stdout) == (0, PROXY_SESSION["ProxySessionId"] + "\n")
    assert result.stderr.count("chime_shim.legacy_call") == 1
    assert "ChimeDeprecationWarning" not in result.stderr, "one notice for the first call, not two"
    assert len(loopback.requests) == 1


def test_an_old_script_fails_without_the_shim(script):
    result = run(sys.executable, script(OLD_SCRIPT))
    assert result.returncode == 1
    assert "AttributeError: 'Chime' object has no attribute 'create_proxy_session'" in result.stderr


def test_a_usage_error():
    for args in (
        ["run"],
        ["run", "--emulator"],
        ["run", "-m"],
        ["run", "-m", "-c", "x"],
        ["run", "--fly", "x"],
    ):
        result = chime_shim(*args)
        assert (result.returncode, result.stdout) == (2, "")
        assert "usage: chime-shim" in result.stderr


def test_the_emulator_needs_no_account(script):
    path = script(EMULATED + "show('now')")
    result = chime_shim("run", "--emulator", path)
    assert (result.returncode, result.stdout) == (0, "now 5\n"), result.stderr


def test_nothing_that_is_set_up_for_aws_gets_in_the_emulators_way(script):
    environment = plain_environment(AWS_PROFILE="absent", AWS_ENDPOINT_URL="http://127.0.0.1:9")
    result = chime_shim("run", "--emulator", script(EMULATED + "show('now')"), env=environment)
    assert (result.returncode, result.stdout) == (0, "now 5\n"), result.stderr


def test_the_emulator_serves_modules_and_code_as_well(script):
    path = script(EMULATED + "show('now')")
    assert chime_shim("run", "--emulator", "-m", "script", cwd=path.parent).stdout == "now 5\n"
    assert chime_shim("run", "--emulator", "-c", path.read_text()).stdout == "now 5\n"


def test_the_emulator_outlives_the_last_line(script):
    later = """
import atexit, threading, time
atexit.register(show, "at exit")
threading.Thread(target=lambda: (time.sleep(0.3), show("thread"))).start()
show("last line")
"""
    result = chime_shim("run", "--emulator", script(EMULATED + later))
    assert (result.returncode, result.stdout) == (0, "last line 5\nthread 5\nat exit 5\n"), result.stderr


def test_the_emulator_keeps_the_exit_code(script):
    assert chime_shim("run", "--emulator", script("raise SystemExit(3)")).returncode == 3
    result = chime_shim("run", "--emulator", script("1 / 0"))
    assert result.returncode == 1
    assert result.stderr.count("  File") == 1


def test_without_moto_there_is_no_emulator(tmp_path):
    (tmp_path / "moto.py").write_text("raise ModuleNotFoundError(\"No module named 'moto'\", name='moto')")
    environment = plain_environment(PYTHONPATH=str(tmp_path))
    for command in (["run", "--emulator", "-c", "print('ran')"], ["demo"]):
        result = chime_shim(*command, env=environment)
        assert (result.returncode, result.stdout) == (2, "")
        assert 'pip install "chime-shim[emulator]"' in result.stderr
        assert "Traceback" not in result.stderr
