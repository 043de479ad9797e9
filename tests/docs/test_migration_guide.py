"""What the guide and its pages say has to work: code, tables, anchors and links."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import botocore
import pytest

from chime_shim._links import (
    BY_HAND_URL,
    GUIDE_URL,
    OPERATIONS_URL,
    PROXY_SESSIONS_URL,
    REPOSITORY_URL,
    operation_url,
    rule_url,
)
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.scan import RULES
from chime_shim.settings import FIELDS
from tests.support.command import plain_environment, run
from tools.operations_table import PART, table

ROOT = Path(__file__).parents[2]
NAMES = ("adopt", "operate", "troubleshooting", "rollout", "proxy_sessions", "leave", "operations")
NAMES += ("by_hand", "other_languages")
PAGES = [ROOT / "migration_guide.md", *(ROOT / "docs" / f"{name}.md" for name in NAMES)]
# The fragments on this one are halves of a change; their words are checked, and not run.
FRAGMENTS = ROOT / "docs" / "by_hand.md"
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
REFERENCE = TEXTS[ROOT / "docs" / "operations.md"]

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
    for page, text in TEXTS.items():
        if page == FRAGMENTS:
            continue
        for match in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if "aws_lambda_powertools" in match[1]:
                continue  # a function, which tests/docs/test_powertools.py calls
            line = text.count("\n", 0, match.start()) + 2
            yield pytest.param(match[1], id=f"{page.stem} line {line}")


def anchors(text):
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    given = set(re.findall(r'<a id="([^"]+)">', text))
    return given | {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("code", list(blocks()))
def test_the_code_runs(code):
    environment = plain_environment(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
    result = run(sys.executable, "-", input=EMULATED + code, env=environment)
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_the_table_is_up_to_date():
    assert PART.updated(REFERENCE) == REFERENCE, f"run: {PART.command}"


def test_the_table_has_every_operation_once():
    rows = re.findall(r"^\| <a id=\"\w+\"></a>`(\w+)` \|", table(), re.MULTILINE)
    assert rows == sorted(ROUTES)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    lost = []
    for address in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        link = address.removeprefix(f"{REPOSITORY_URL}/blob/main/")
        base = ROOT if page.name == "README.md" else page.parent
        if re.match(r"\w+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = base / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            lost.append(link)
    assert not lost


def test_each_operation_and_rule_has_the_anchor_that_warnings_point_to():
    for url in [*map(operation_url, ROUTES), *map(rule_url, RULES)]:
        page, _, anchor = url.partition("#")
        assert page == OPERATIONS_URL
        assert anchor in anchors(REFERENCE)


@pytest.mark.parametrize(
    "url",
    [GUIDE_URL, OPERATIONS_URL, BY_HAND_URL, PROXY_SESSIONS_URL],
    ids=lambda url: url.rpartition("/")[2],
)
def test_an_address_that_the_package_names_is_a_page(url):
    assert (ROOT / url.removeprefix(f"{REPOSITORY_URL}/blob/main/")).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_read_at_a_stand_up(page):
    words = len(re.sub(r"```.*?```|^\|.*?$", "", TEXTS[page], flags=re.DOTALL | re.MULTILINE).split())
    assert words <= 2600


def test_every_fragment_is_python():
    for code in re.findall(r"^```python\n(.*?)^```$", TEXTS[FRAGMENTS], re.MULTILINE | re.DOTALL):
        ast.parse(code)


def test_operations_that_the_guide_names_are_there():
    text = "\n".join(TEXTS.values())
    named = set(re.findall(r"`((?:Create|Get|List|Put|Update|Delete|Tag|Untag|Batch|Send)[A-Z]\w+)`", text))
    renamed = {route.successor_operation for route in ROUTES.values()}
    assert named <= set(legacy_model().operation_names) | renamed
    for number in re.findall(r"^(\d+) operations moved to `(chime-sdk-[\w-]+)`", text, re.MULTILINE):
        assert int(number[0]) == sum(route.to == number[1] for route in ROUTES.values())
    assert f"{len(KEPT_ROUTES)} operations on phone numbers" in text


def test_every_setting_is_in_the_table_of_settings():
    section = TEXTS[ROOT / "docs" / "adopt.md"].partition("\n## Settings\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(FIELDS)


def test_every_terraform_example_is_hcl():
    hcl2 = pytest.importorskip("hcl2")
    examples = re.findall(r"^```hcl\n(.*?)^```$", "\n".join(TEXTS.values()), re.MULTILINE | re.DOTALL)
    assert examples
    assert all(hcl2.loads(each) for each in examples)
