"""What a receiver is, worked out from the source: idioms in a few lines each.

A line that has to be found ends in ``# !``, one that is only likely in ``# ?``; all others must not be found.
"""

from __future__ import annotations

import ast
import gc
import re

import pytest

from chime_shim.scan import scan_source
from tests.scan import cases_of_origin, cases_of_use

CASES = {**cases_of_origin.CASES, **cases_of_use.CASES}


@pytest.mark.parametrize("source", [pytest.param(source, id=name) for name, source in CASES.items()])
def test_it_finds_what_it_should(source):
    expected = {
        number: {"!": "certain", "?": "likely"}[line[-1]]
        for number, line in enumerate(source.splitlines(), start=1)
        if re.search(r"# [!?]$", line)
    }
    result = scan_source(source, "it.py")
    assert result.problem is None
    found = {each.span.line: each.confidence for each in result.findings if each.confidence != "possible"}
    assert found == expected


def test_a_client_of_a_service_that_the_source_does_not_tell_is_told_with_its_line():
    source = (
        "import os\nimport boto3\n\nclient = boto3.client(os.environ['SERVICE'])\n"
        "client.get_meeting(MeetingId='m')\n"
    )
    (finding,) = scan_source(source).findings
    assert (finding.confidence, finding.span.line) == ("possible", 5)
    assert finding.why == "client is a client made in line 4, of a service that the source does not tell"


def test_a_scan_leaves_no_tree_behind():
    source = (
        "import boto3\n\nclass GoneAfterwards:\n    def __init__(self, client):\n"
        "        self.client = client\n\n"
        "GoneAfterwards(boto3.client('chime')).client.get_meeting(MeetingId='m')\n"
    )
    assert scan_source(source).findings
    gc.collect()
    classes = [each for each in gc.get_objects() if isinstance(each, ast.ClassDef)]
    assert [each for each in classes if each.name == "GoneAfterwards"] == []
