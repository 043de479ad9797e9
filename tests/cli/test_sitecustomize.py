from __future__ import annotations

import sys

from chime_shim import startup
from tests.support.command import chime_shim, plain_environment, run


def test_it_prints_what_a_shell_can_put_on_the_path():
    result = chime_shim("sitecustomize")
    assert (result.returncode, result.stdout, result.stderr) == (0, startup.PYTHONPATH + "\n", "")

    code = "import botocore, sys; print('chime_shim' in sys.modules)"
    environment = plain_environment(PYTHONPATH=result.stdout.strip())
    assert run(sys.executable, "-c", code, env=environment).stdout == "True\n"


def test_it_takes_nothing():
    assert chime_shim("sitecustomize", "x").returncode == 2
