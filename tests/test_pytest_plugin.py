"""The plugin in runs of pytest of its own, where it is loaded by name and nothing else is."""

from __future__ import annotations

import importlib.util

import pytest

pytest_plugins = ["pytester"]

CALLS = """
import boto3
import pytest


def list_connectors():
    return boto3.client("chime").list_voice_connectors()["VoiceConnectors"]
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs pytest on the text of a test module."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    # With it, pytest's summary quotes failures in full.
    monkeypatch.delenv("CI", raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)

    def run(text, *options):
        pytester.makepyfile(test_it=text)
        options = ("-p", "chime_shim.pytest_plugin", "-p", "no:cacheprovider", *options)
        return pytester.runpytest_subprocess(*options)

    return run


def test_the_fixtures_together(run):
    text = """
def test_calls(chime_shim, chime_emulator, legacy_calls):
    assert list_connectors() == []
    (call,) = legacy_calls
    assert (call.operation, call.outcome) == ("ListVoiceConnectors", "ok")
    assert str(call.call_site) == "test_it.py:6"

def test_the_next(legacy_calls):
    assert legacy_calls == []
    with pytest.raises(AttributeError):
        list_connectors()
"""
    run(CALLS + text, "--strict-markers").assert_outcomes(passed=2)


def test_the_emulator_starts_anew_with_the_same_ids(run, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "absent")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    text = """
@pytest.mark.parametrize("turn", [1, 2])
def test_ids(chime_shim, chime_emulator, turn, seen=set()):
    chime_emulator.faults.inject("CreateVoiceConnector", "error-503", times=1)
    assert list_connectors() == []
    made = boto3.client("chime").create_voice_connector(Name="x", RequireEncryption=True)["VoiceConnector"]
    seen.add(made["VoiceConnectorId"])
    assert len(seen) == 1
    assert made["VoiceConnectorArn"].startswith("arn:aws:chime:us-east-1:")
"""
    run(CALLS + text).assert_outcomes(passed=2)


def test_calls_start_anew_with_each_test(run):
    text = """
@pytest.mark.parametrize("turn", [1, 2])
def test_calls(chime_calls, turn):
    hang_up = {"SchemaVersion": "1.0", "Actions": [{"Type": "Hangup"}]}
    chime_calls.application(lambda event, context: hang_up, "+12065550100")
    assert chime_calls.place("+12025550101", "+12065550100").over
    assert len(chime_calls.calls) == 1
"""
    run(CALLS + text).assert_outcomes(passed=2)


def test_a_region_of_the_environment_is_kept(run, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    text = """
def test_region(chime_emulator):
    made = boto3.client("chime-sdk-voice").create_voice_connector(Name="x", RequireEncryption=True)
    assert ":eu-central-1:" in made["VoiceConnector"]["VoiceConnectorArn"]
"""
    run(CALLS + text).assert_outcomes(passed=1)


def test_legacy_calls_may_be_forbidden(run):
    text = """
pytestmark = [pytest.mark.forbid_legacy_chime, pytest.mark.usefixtures("chime_shim", "chime_emulator")]

@pytest.fixture
def connectors():
    return list_connectors()

def test_legacy():
    list_connectors()
    list_connectors()

def test_legacy_in_a_fixture(connectors):
    pass

def test_fails_on_its_own():
    list_connectors()
    assert "its own" == "message"

def test_modern():
    assert boto3.client("chime-sdk-voice").list_voice_connectors()["VoiceConnectors"] == []

def test_hooks():
    __import__("chime_shim").set_hooks([])
"""
    result = run(CALLS + text, "--strict-markers")
    result.assert_outcomes(passed=1, failed=4)
    result.stdout.fnmatch_lines(
        [
            "*_ test_legacy _*",
            "legacy chime calls in a test that is marked forbid_legacy_chime:",
            "  ListVoiceConnectors at test_it.py:6",
            "*_ test_legacy_in_a_fixture _*",
            "  ListVoiceConnectors at test_it.py:6",
            "*assert 'its own' == 'message'*",
            "chime_shim's hooks were replaced in a test that is marked forbid_legacy_chime",
        ]
    )
    assert result.stdout.str().count("  ListVoiceConnectors at") == 2


REPORTED = """
import chime_shim

@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.usefixtures("chime_shim", "chime_emulator")
class Test:
    def test_hooks_of_its_own(self, turn):
        chime_shim.set_hooks([])

    def test_calls(self, turn):
        list_connectors()
        list_connectors()
        with pytest.raises(chime_shim.OperationRetiredError):
            boto3.client("chime").list_meetings()
"""

REPORT = [
    "*= legacy chime calls =*",
    "    4  ListVoiceConnectors -> chime-sdk-voice:ListVoiceConnectors",
    "           4  test_it.py:6",
    "    2  ListMeetings -> retired",
    "           2  test_it.py:20",
    "6 calls of 2 operations",
]


def test_the_report(run):
    result = run(CALLS + REPORTED, "--chime-shim-report")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(REPORT, consecutive=True)


@pytest.mark.skipif(not importlib.util.find_spec("xdist"), reason="needs pytest-xdist")
def test_the_report_adds_up_what_workers_counted(run):
    result = run(CALLS + REPORTED, "--chime-shim-report", "-p", "xdist.plugin", "-n", "2")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(REPORT, consecutive=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def test(chime_shim): pass", "none"),
        ("def test(): pass", "none seen: chime_shim was never installed in this run"),
    ],
)
def test_the_report_of_a_run_without_legacy_calls(run, text, line):
    result = run(text, "--chime-shim-report")
    result.stdout.fnmatch_lines(["*= legacy chime calls =*", line], consecutive=True)


def test_no_report_unless_it_is_asked_for(run):
    assert "legacy chime calls" not in run("def test(): pass").stdout.str()


def test_the_plugin_imports_nothing_until_it_is_asked(run):
    text = """
import sys

def test_modules():
    heavy = {"boto3", "botocore", "moto", "structlog", "wrapt", "chime_shim.events", "chime_shim.emulator"}
    assert "chime_shim.pytest_plugin" in sys.modules
    assert not heavy & set(sys.modules)
"""
    run(text).assert_outcomes(passed=1)


def test_pytest_finds_the_plugin_by_its_name_and_lists_what_it_has(run):
    assert "@pytest.mark.forbid_legacy_chime: " in run("", "--markers").stdout.str()
    fixtures = run("", "--fixtures").stdout.str()
    for name in ("chime_shim", "chime_calls", "chime_emulator", "legacy_calls"):
        assert f"\n{name} -- " in fixtures
