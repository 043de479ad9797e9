"""The way in: ``chime-shim emulator --function``, and an import that comes only when it is asked for."""

import sys

import requests

from tests.cli.test_emulator import emulator
from tests.support.command import chime_shim, run


def test_functions_behind_sip_media_applications_are_set_at_the_start(tmp_path):
    (tmp_path / "app.py").write_text("def handler(event, context): ...\n")
    with emulator("--function", "answer=app:handler", cwd=tmp_path) as there:
        shown = requests.get(f"{there.url}/moto-api/chime-functions", timeout=5).json()
        assert shown == {"answer": "app:handler"}


def test_a_function_that_is_none_is_refused():
    result = chime_shim("emulator", "--function", "answer=handler")
    assert result.returncode == 2
    assert "--function answer=handler: a function is a callable, 'module:handler'" in result.stderr


def test_calls_are_imported_for_whoever_makes_one():
    code = """
import sys
import chime_shim.emulator as emulator
assert "chime_shim.emulator.calls" not in sys.modules
assert emulator.calls.exchange and "chime_shim.emulator.calls" in sys.modules
"""
    result = run(sys.executable, "-W", "ignore", "-", input=code)
    assert result.returncode == 0, result.stderr
