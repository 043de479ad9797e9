"""What the guide says has to work: its code, its table and its links."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import botocore
import pytest

from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.settings import FIELDS
from tests.support.command import plain_environment, run
from tools.operations_table import PART, table

GUIDE = Path(__file__).parents[2] / "migration_guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(
    tuple(map(int, botocore.__version__.split(".")[:3])) < (1, 37, 2),
    reason="the guide is for a botocore without the operations",
)

# Each block is a program of its own, on an emulated AWS.
EMULATED = """
import chime_shim.emulator
import moto

moto.mock_aws().start()
"""


def blocks():
    for match in re.finditer(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        line = TEXT.count("\n", 0, match.start()) + 2
        yield pytest.param(match[1], id=f"line {line}")


def anchors():
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("code", list(blocks()))
def test_the_code_runs(code):
    environment = plain_environment(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
    result = run(sys.executable, "-", input=EMULATED + code, env=environment)
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_the_table_is_up_to_date():
    assert PART.updated(TEXT) == TEXT, f"run: {PART.command}"


def test_the_table_has_every_operation_once():
    rows = re.findall(r"^\| `(\w+)` \|", table(), re.MULTILINE)
    assert rows == sorted(ROUTES)


def test_links_within_the_guide_lead_somewhere():
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors()


def test_operations_that_the_guide_names_are_there():
    named = set(re.findall(r"`((?:Create|Get|List|Put|Update|Delete|Tag|Untag|Batch|Send)[A-Z]\w+)`", TEXT))
    renamed = {route.successor_operation for route in ROUTES.values()}
    assert named <= set(legacy_model().operation_names) | renamed
    for number in re.findall(r"^(\d+) operations moved to `(chime-sdk-[\w-]+)`", TEXT, re.MULTILINE):
        assert int(number[0]) == sum(route.to == number[1] for route in ROUTES.values())
    assert f"{len(KEPT_ROUTES)} operations on phone numbers" in TEXT


def test_every_setting_is_in_the_table_of_settings():
    section = TEXT.partition("\n### Settings\n")[2].partition("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(FIELDS)
