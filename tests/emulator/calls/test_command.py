"""``chime-shim emulator --function``."""

import requests

from tests.cli.test_emulator import emulator
from tests.support.command import chime_shim


def test_functions_behind_sip_media_applications_are_set_at_the_start(tmp_path):
    (tmp_path / "app.py").write_text("def handler(event, context): ...\n")
    with emulator("--function", "answer=app:handler", cwd=tmp_path) as there:
        shown = requests.get(f"{there.url}/moto-api/chime-functions", timeout=5).json()
        assert shown == {"answer": "app:handler"}


def test_a_function_that_is_none_is_refused():
    result = chime_shim("emulator", "--function", "answer=handler")
    assert result.returncode == 2
    assert "--function answer=handler: a function is a callable, 'module:handler'" in result.stderr
