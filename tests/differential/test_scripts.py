"""Whole old scripts on both sides, without a change: their output is the same."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.differential import HERE, LEGACY, SIDES, command_of, emulators, endpoint_of, reset

EXAMPLES = Path(__file__).parents[2] / "examples"
# An example of chime_shim itself has nothing to be compared with.
SCRIPTS = [
    HERE / "old_idioms.py",
    *(path for path in sorted(EXAMPLES.glob("*.py")) if "chime_shim" not in path.read_text()),
]
_OWN = re.compile(
    r'"(RequestId|x-amzn-requestid|date|content-length)": "[^"]*"'  # of each reply
)


@pytest.fixture(scope="module")
def servers():
    with emulators() as urls:
        yield urls


def run(side, script, url):
    command, environment = command_of(side, script)
    variable = "AWS_ENDPOINT_URL_CHIME" if side == LEGACY else "AWS_ENDPOINT_URL"
    done = subprocess.run(
        command,
        env={**environment, variable: endpoint_of(side, url)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return _OWN.sub(r'"\1": ...', done.stdout).splitlines()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_output_is_the_same(script, servers):
    for url in servers.values():
        reset(url)

    legacy, shim = (run(side, script, servers[side]) for side in SIDES)

    assert shim == legacy
    assert len(legacy) > 5
