"""The guide's section on Powertools for AWS Lambda: its code, and the log that it promises."""

from __future__ import annotations

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.command import plain_environment, run
from tests.support.versions import needs_removal

if find_spec("aws_lambda_powertools") is None:  # its import changes botocore for the whole process
    pytest.skip("Powertools is not installed", allow_module_level=True)

GUIDE = (Path(__file__).parents[2] / "docs" / "adopt.md").read_text(encoding="utf-8")
CODE = re.search(r"### With Powertools.*?^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[1]
INVOKED = """
from types import SimpleNamespace

context = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="arn", aws_request_id="r"
)
handler({"id": "correlation-1"}, context)
"""


@needs_removal
def test_a_legacy_call_is_json_with_its_place_and_the_correlation_id():
    environment = plain_environment(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
    program = "import chime_shim.emulator, moto\nmoto.mock_aws().start()\n" + CODE + INVOKED
    result = run(sys.executable, "-", input=program, env=environment)
    assert result.returncode == 0, result.stderr
    logged = [json.loads(line) for line in result.stdout.splitlines()]
    (call,) = [each for each in logged if each.get("operation") == "ListVoiceConnectors"]
    assert call["call_site"].startswith("<stdin>:")
    assert (call["service"], call["correlation_id"]) == ("meetings", "correlation-1")
