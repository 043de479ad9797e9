from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.support.command import chime_shim, run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo():
    return chime_shim("demo", cwd=ROOT)


def test_it_succeeds(demo):
    assert demo.returncode == 0, demo.stderr


def test_it_first_says_what_it_runs(demo):
    (first,) = (line for line in demo.stderr.splitlines() if line.startswith("chime-shim demo: "))
    # In a checkout; in a wheel it is in the package.
    assert re.match(r"chime-shim demo: (\S+/site-packages/chime_shim/)?examples/proxy_session\.py, ", first)


def test_its_first_act_shows_the_failure_the_one_line_the_log_and_the_report(demo):
    order = [
        "AttributeError: 'Chime' object has no attribute 'create_meeting'",
        "import chime_shim; chime_shim.install()",
        "chime_shim.legacy_call operation='CreateMeeting'",
        "a meeting in us-east-1",
        "moved  meeting.py:5",
        "Not yet safe to uninstall",
    ]
    places = [demo.stderr.rindex(text) for text in order[:1]] + [
        demo.stderr.index(text) for text in order[1:]
    ]
    assert places == sorted(places)


def test_it_ends_with_the_legacy_response_of_the_sample_request(demo):
    _, brace, text = demo.stdout.partition("\n{")
    session = json.loads(brace + text)["ProxySession"]
    assert session["Status"] == "Open"
    assert set(session["Capabilities"]) == {"SMS", "Voice"}
    assert {each["PhoneNumber"] for each in session["Participants"]} == {"+14015550101", "+12065550100"}


def test_it_shows_the_event_of_every_call_and_one_warning(demo):
    calls = [line for line in demo.stderr.splitlines() if line.startswith("chime_shim.legacy_call ")]
    for operation in ("PutVoiceConnectorProxy", "CreateProxySession", "DeleteProxySession"):
        assert sum(f" {operation} -> chime-sdk-voice:{operation} " in call for call in calls) == 1
    assert demo.stderr.count("ChimeDeprecationWarning: chime:CreateProxySession") == 1
    assert demo.stderr.count("ChimeDeprecationWarning") == 1


def test_it_hides_no_other_warning_and_leaks_no_phone_number(demo):
    assert "ResourceWarning" not in demo.stderr
    assert "+1401555" not in demo.stderr


def test_in_its_second_act_both_participants_reach_each_other_and_a_stranger_nobody(demo):
    _, act = demo.stderr.split("\nSecond act, experimental: ")
    called = re.findall(r"^(.*) calls the proxy number: (.*)$", act, re.MULTILINE)
    reached = "the other's phone rings, and shows the proxy number"
    assert called == [
        ("one participant", reached),
        ("the other participant", reached),
        ("a stranger", "nobody's phone rings"),
    ]
    assert act.endswith("the script came to its end\n")
    assert "never run against AWS" in act
    assert "5550" not in act


def test_it_finds_the_example_inside_an_installed_package(tmp_path):
    # A wheel's tree: what beside the package is a checkout's directory, is in it.
    (tmp_path / "chime_shim" / "cli").mkdir(parents=True)
    (tmp_path / "chime_shim" / "examples").mkdir()
    (tmp_path / "chime_shim" / "examples" / "proxy_session.py").touch()
    code = f"""
from chime_shim.cli import demo
demo.__file__ = {os.fspath(tmp_path / "chime_shim" / "cli" / "demo.py")!r}
print(demo._example())
"""
    result = run(sys.executable, "-c", code, cwd=tmp_path)
    assert result.stdout.strip() == str(Path("chime_shim", "examples", "proxy_session.py"))
