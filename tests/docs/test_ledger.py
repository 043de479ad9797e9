"""What docs/ledger.md says has to work: its code, its commands, its numbers and its links."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import botocore
import pytest

from chime_shim.events import _ledger
from chime_shim.ledger import MAX_BYTES, read_lines
from chime_shim.ledger._lines import VERSION
from chime_shim.report import FINDINGS
from tests.docs.test_migration_guide import EMULATED
from tests.support.command import plain_environment, run

TEXT = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
SCRIPT = f"{EMULATED}\nimport boto3\n\nboto3.client('chime').list_voice_connectors()\n"

needs_no_chime = pytest.mark.skipif(
    tuple(map(int, botocore.__version__.split(".")[:3])) < (1, 37, 2),
    reason="the page is for a botocore without the operations",
)


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def environment():
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return plain_environment(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", PATH=path)


@needs_no_chime
def test_the_commands_and_the_code_work_from_the_first_to_the_last(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    commands = [line[2:] for block in blocks("console") for line in block.splitlines()]
    assert len(commands) >= 5
    for command in commands:
        result = run("sh", "-c", command, env=environment(), cwd=tmp_path)
        # 1: there was a legacy call. A page of the docs must not have a command that makes no sense.
        assert result.returncode in {0, 1}, result.stderr
        assert "usage:" not in result.stderr
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for code in blocks("python"):
        result = run(sys.executable, "-", input=EMULATED + code, env=environment(), cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert result.stdout


def test_the_line_is_one_that_the_report_reads():
    (line,) = blocks("json")

    assert json.loads(line)["chime_shim_ledger"] == VERSION
    assert read_lines([line], "docs")[0].calls == 1


def test_the_numbers_are_those_of_the_code():
    seconds = f"within {_ledger.INTERVAL:.0f} seconds"
    assert seconds in " ".join(TEXT.split())
    for number in (
        f"fewer than {_ledger.MOST_CALLS:,}",
        f"{_ledger.MOST_KEYS:,} kinds",
        f"{MAX_BYTES >> 20} MiB",
    ):
        assert number in TEXT
    assert f"every {_ledger.RETRY:.0f} seconds" in TEXT


def test_every_finding_is_explained():
    assert set(
        re.findall(r"^\| `(\w+)` \| .*$", TEXT.split("--fail-on` |")[1].split("\n\n")[0], re.MULTILINE)
    ) == set(FINDINGS)


def test_links_within_the_page_lead_somewhere():
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
