"""What docs/calls.md says has to work: its examples, its commands, its lists and its links."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from chime_shim.emulator.calls.actions import ACTIONS
from tests.support.command import plain_environment, run

TEXT = (Path(__file__).parents[2] / "docs" / "calls.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```python\n# (\w+\.py)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
PROGRAMS = re.findall(r"^```python\n(?!# )(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SHELL = re.findall(r"^```bash\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)

SET_UP = """
import boto3

voice = boto3.client("chime-sdk-voice")
arn = "arn:aws:lambda:us-east-1:123456789012:function:answer"
made = voice.create_sip_media_application(AwsRegion="us-east-1", Name="x", Endpoints=[{"LambdaArn": arn}])
target = {"SipMediaApplicationId": made["SipMediaApplication"]["SipMediaApplicationId"], "Priority": 1}
numbers = ["+12065550100"]
voice.create_phone_number_order(ProductType="SipMediaApplicationDialIn", E164PhoneNumbers=numbers)
trigger = {"TriggerType": "ToPhoneNumber", "TriggerValue": numbers[0]}
voice.create_sip_rule(Name="x", **trigger, TargetApplications=[{**target, "AwsRegion": "us-east-1"}])
"""


@pytest.fixture
def place(tmp_path):
    """A directory with the files of the page."""
    for name, code in FILES.items():
        (tmp_path / name).write_text(code)
    (tmp_path / "set_up.py").write_text(SET_UP)
    return tmp_path


@pytest.mark.parametrize(("name", "tests"), [("test_forward", 4), ("test_menu", 3), ("test_dial_in", 1)])
def test_an_example_passes(place, name, tests):
    environment = plain_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTHONPATH=str(place))
    options = ("-p", "chime_shim.pytest_plugin", "-p", "no:cacheprovider")
    result = run(sys.executable, "-m", "pytest", *options, f"{name}.py", cwd=place, env=environment)
    assert f"{tests} passed" in result.stdout, result.stdout


@pytest.mark.parametrize("code", PROGRAMS)
def test_a_program_runs(code):
    environment = plain_environment(AWS_DEFAULT_REGION="us-east-1")
    result = run(sys.executable, "-W", "ignore", "-", input=code, env=environment)
    assert result.returncode == 0, result.stderr


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash and curl")
@pytest.mark.parametrize("code", SHELL)
def test_the_commands_place_a_call(place, code):
    code = code.replace("--port 5000", "--port 0").replace("chime-shim", f"{sys.executable} -m chime_shim")
    code = code.replace("python set_up.py", f"{sys.executable} set_up.py")
    result = run("bash", "-e", "-c", code, cwd=place)
    assert result.returncode == 0, result.stderr
    call = json.loads((place / "call.json").read_text())
    assert [(each["number"], each["caller_id"], each["outcome"]) for each in call["rang"]] == [
        ("+14155550123", "+12065550100", "busy")
    ]
    assert call["over"]


def test_every_example_was_found():
    assert (len(FILES), len(PROGRAMS), len(SHELL)) == (4, 1, 1)


def test_the_actions_are_those_of_the_emulator():
    listed = re.search(r"\*\*Actions\*\*: (.*?)\.", TEXT, re.DOTALL)
    assert re.findall(r"`(\w+)`", listed[1]) == sorted(ACTIONS)


def test_links_lead_somewhere():
    headings = re.findall(r"^## (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) == anchors
