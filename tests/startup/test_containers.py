"""The lines that the guide gives for a container's image, run by a shell as the image would run them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.support.command import plain_environment, run

GUIDE = Path(__file__).parents[2] / "docs" / "adopt.md"
PROGRAM = "import boto3; print(hasattr(boto3.client('chime'), 'create_meeting'))"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="such images are Linux")


def image_lines(opt):
    """Return the script of the RUN lines and the variables, with a directory in the place of /opt."""
    block = re.search(r"^```dockerfile\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL)[1]
    lines = [line.replace("/opt/", f"{opt}/").split(maxsplit=1) for line in block.splitlines() if line]
    script = [rest for word, rest in lines if word == "RUN" and "pip install" not in rest]
    variables = dict(rest.split("=", 1) for word, rest in lines if word == "ENV")
    return "\n".join(script), variables


def test_a_program_in_the_image_has_the_operations(tmp_path):
    script, variables = image_lines(tmp_path)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = plain_environment(PATH=path)
    built = run("sh", "-euc", script, env=environment)
    assert (built.returncode, built.stderr) == (0, "")

    result = run("python", "-c", PROGRAM, env={**environment, **variables})

    assert (result.returncode, result.stdout, result.stderr) == (0, "True\n", "")
