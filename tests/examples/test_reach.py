"""What people take from here by itself: the action, the agent skill, the schema and the emulator's image."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.support.command import chime_shim, plain_environment, run
from tests.support.versions import needs_removal
from tools.settings_schema import schema, schema_text

ROOT = Path(__file__).parents[2]
OLD = (
    "import boto3\n\n"
    'chime = boto3.client("chime", region_name="us-east-1")\n'
    'print(chime.create_meeting(ClientRequestToken="standup")["Meeting"]["MediaRegion"])\n'
)
SKILL = (ROOT / "SKILL.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```bash\n(.*?)^```$", SKILL, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


@needs_removal
def test_the_commands_of_the_skill_migrate_a_repository(tmp_path):
    (tmp_path / "app.py").write_text(OLD)
    codes = {}
    for line in COMMANDS:
        name, *arguments = shlex.split(line)
        assert name == "chime-shim"
        result = chime_shim(*arguments, cwd=tmp_path)
        assert result.returncode in {0, 1}, (line, result.stderr)
        codes[line] = result.returncode
    assert [codes[line] for line in COMMANDS[-3:]] == [0, 0, 0], "nothing is left at the end"
    assert 'boto3.client("chime-sdk-meetings"' in (tmp_path / "app.py").read_text()
    assert json.loads((tmp_path / "chime-scan.json").read_text())["findings"]


def test_the_skill_says_when_to_use_it():
    _, front, _ = SKILL.split("---\n", 2)
    described = yaml.safe_load(front)
    assert set(described) == {"name", "description"}
    assert len(described["description"]) <= 1024


def test_the_schema_is_up_to_date():
    text = (ROOT / "docs" / "settings.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(), "run: python -m tools.settings_schema"


@pytest.mark.parametrize(
    ("table", "valid"),
    [
        ({"region": "us-west-2", "strict": True}, True),
        (
            {"rollout": {"meetings": "legacy"}, "scan": {"ignore": ["CS015"]}},
            True,
        ),
        ({"regoin": "us-west-2"}, False),
        ({"strict": "perhaps", "scan": {"exclude": "vendor"}}, False),
    ],
)
def test_the_schema_takes_settings_and_refuses_mistakes(table, valid):
    jsonschema.Draft202012Validator.check_schema(schema())
    assert jsonschema.Draft202012Validator(schema()).is_valid(table) is valid


@pytest.fixture
def scan_step():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    assert all(each.get("shell") == "bash" for each in action["runs"]["steps"] if "run" in each)
    steps = {each.get("name"): each for each in action["runs"]["steps"]}
    return steps["Scan"]["run"]


@pytest.mark.parametrize(
    ("source", "code"), [(OLD, 1), ("x = 1\n", 0), (f"{OLD}x = = 1\n", 2)], ids=["found", "clean", "unread"]
)
def test_the_action_scans_and_hands_on_the_exit_code(scan_step, source, code, tmp_path):
    (tmp_path / "app.py").write_text(source)
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = plain_environment(PATHS=".", BASELINE="", PATH=path, **files)
    done = run("bash", "-eo", "pipefail", "-c", scan_step, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "GITHUB_OUTPUT").read_text() == f"code={code}\n"
    assert json.loads((tmp_path / "chime-shim.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text()


def test_the_image_has_what_the_package_is_built_from():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for names in re.findall(r"^COPY (.*) \S+$", dockerfile, re.MULTILINE):
        assert all((ROOT / name).exists() for name in names.split())
    command = json.loads(re.search(r"^ENTRYPOINT (.*)$", dockerfile, re.MULTILINE)[1])
    assert chime_shim(*command[1:], "--help").returncode == 0
