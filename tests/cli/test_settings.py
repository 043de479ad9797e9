from __future__ import annotations

import json

import pytest

from chime_shim.settings import FIELDS
from tests.support.command import chime_shim, plain_environment

ARN = "arn:aws:chime:us-east-1:1:app-instance/a/user/b"


@pytest.fixture
def shown(tmp_path):
    def shown(*args, code=0, **environment):
        result = chime_shim("settings", *args, env=plain_environment(**environment), cwd=tmp_path)
        assert result.returncode == code, result.stderr
        return result

    return shown


def test_every_setting_is_shown_with_its_value_and_origin(shown):
    result = shown("--set", "region=eu-west-1", CHIME_SHIM_FORWARD_PHONE_NUMBERS="yes")

    assert "region = eu-west-1  (from: the command line)\n" in result.stdout
    assert "forward_phone_numbers = yes  (from: CHIME_SHIM_FORWARD_PHONE_NUMBERS)\n" in result.stdout
    assert "strict = no  (from: default)\n" in result.stdout
    assert "CHIME_SHIM_DISABLED is not set" in result.stdout
    assert [line for line in result.stdout.splitlines() if len(line) > 100] == []
    assert result.stderr == ""


def test_the_same_as_json(shown):
    document = json.loads(shown("--json", CHIME_SHIM_CHIME_BEARER=ARN, CHIME_SHIM_DISABLED="1").stdout)

    assert (document["version"], document["disabled"], document["problems"]) == (1, True, [])
    assert [row["name"] for row in document["settings"]] == list(FIELDS)
    bearer = document["settings"][1]
    assert (bearer["value"], bearer["source"]) == ("(set)", "CHIME_SHIM_CHIME_BEARER")


def test_a_mistake_is_told_and_ends_with_code_1(shown):
    result = shown(code=1, CHIME_SHIM_REGOIN="us-west-2")
    assert result.stderr == (
        "chime-shim: CHIME_SHIM_REGOIN (the environment) is not a setting: did you mean CHIME_SHIM_REGION?\n"
    )
    problems = json.loads(shown("--json", code=1, CHIME_SHIM_REGION="mars").stdout)["problems"]
    assert len(problems) == 1


@pytest.mark.parametrize("command", [["settings"], ["run", "-c", "print('ran')"]], ids=["settings", "run"])
@pytest.mark.parametrize(
    ("flag", "complaint"),
    [
        ("regoin=us-west-2", "did you mean --set region?"),
        ("region=mars", "expected a region such as us-east-1"),
        ("region", "expected NAME=VALUE"),
    ],
)
def test_a_flag_is_right_or_a_usage_error(command, flag, complaint):
    result = chime_shim(command[0], "--set", flag, *command[1:])
    assert (result.returncode, result.stdout) == (2, "")
    assert complaint in result.stderr


def test_a_program_runs_with_the_settings_of_the_command_line_and_so_do_its_children():
    code = """
import os
from chime_shim import settings
print(settings.current().region, os.environ["CHIME_SHIM_REGION"])
"""
    environment = plain_environment(CHIME_SHIM_REGION="eu-west-1")
    result = chime_shim("run", "--set", "region=eu-west-2", "-c", code, env=environment)
    assert (result.returncode, result.stdout) == (0, "eu-west-2 eu-west-2\n"), result.stderr


def test_a_program_runs_in_spite_of_a_mistake_unless_strict():
    environment = plain_environment(CHIME_SHIM_REGION="mars")
    result = chime_shim("run", "-c", "print('ran')", env=environment)
    assert (result.returncode, result.stdout) == (0, "ran\n")
    assert result.stderr.count("CHIME_SHIM_REGION (the environment) is wrong") == 1

    result = chime_shim("run", "--set", "strict=yes", "-c", "print('ran')", env=environment)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("chime-shim: CHIME_SHIM_REGION")
