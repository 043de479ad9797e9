"""What people copy from here, and the guide's table."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from chime_shim import cli
from tools.scan_rules_table import PART

ROOT = Path(__file__).parents[2]


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def commands():
    """The command lines of the hook and the workflow."""
    hook = next(each for each in read(".pre-commit-hooks.yaml") if each["id"] == "chime-shim-scan")
    yield hook["entry"]
    for step in read("examples/ci/legacy-chime.yml")["jobs"]["scan"]["steps"]:
        if step.get("run", "").startswith("chime-shim"):
            yield step["run"]


@pytest.mark.parametrize("line", list(commands()))
def test_the_command_lines_are_understood(line):
    program, *args = shlex.split(line)
    assert program == "chime-shim"
    assert cli._parser().parse_args(args).main.__module__ == "chime_shim.cli.scan"


def test_the_workflow_uploads_what_the_scan_writes():
    steps = read("examples/ci/legacy-chime.yml")["jobs"]["scan"]["steps"]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert any(f"--output {upload['with']['sarif_file']} " in step.get("run", "") for step in steps)


def test_the_guide_s_rules_are_up_to_date():
    text = PART.page.read_text(encoding="utf-8")
    assert PART.updated(text) == text, f"run: {PART.command}"
