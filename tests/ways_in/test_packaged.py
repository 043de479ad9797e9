"""The package in a zip file, in a program made by PyInstaller, and with a file missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import chime_shim
from tests.support.botocore_data import data_without
from tests.support.command import plain_environment

PACKAGE = Path(chime_shim.__file__).parent
ACCOUNT = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}
PROGRAM = """
import logging, warnings
import boto3, chime_shim
logging.basicConfig(format="%(message)s")
warnings.simplefilter("ignore")
chime_shim.install()
client = boto3.client("chime")
print(hasattr(client, "create_meeting"))
"""


def run(*command, cwd, **environment):
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=plain_environment(**ACCOUNT, **environment),
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout.split(), done.stderr


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("packaged") / "lib.zip"
    with zipfile.ZipFile(path, "w") as made:
        for file in PACKAGE.rglob("*"):
            if "__pycache__" not in file.parts and file.is_file():
                made.write(file, Path("chime_shim") / file.relative_to(PACKAGE))
    return path


def test_from_a_zip_file_the_operations_are_there(archive, tmp_path):
    program = PROGRAM + "print('.zip' in chime_shim.__file__)"
    assert run(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(archive)) == (0, ["True"] * 2, "")


def test_from_a_zip_file_without_any_chime_in_botocore(archive, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    data_without(data, "chime")
    setting = f"from botocore.loaders import Loader; Loader.BUILTIN_DATA_PATH = {str(data)!r}\n"
    found = run(sys.executable, "-c", setting + PROGRAM, cwd=tmp_path, PYTHONPATH=str(archive))
    assert found == (0, ["True"], "")


@pytest.mark.parametrize(
    "command", [["explain", "CreateMeeting"], ["scan", "."], ["settings"], ["iam", "--help"]]
)
def test_from_a_zip_file_the_commands_work(command, archive, tmp_path):
    (tmp_path / "app.py").write_text("x = 1\n")
    code, out, err = run(sys.executable, "-m", "chime_shim", *command, cwd=tmp_path, PYTHONPATH=str(archive))
    assert (code, bool(out), err) == (0, True, "")


def test_from_a_zip_file_run_reaches_the_programs_children(archive, tmp_path):
    (tmp_path / "child.py").write_text(PROGRAM)
    (tmp_path / "app.py").write_text(
        "import subprocess, sys\nsubprocess.run([sys.executable, 'child.py'], check=True)"
    )
    found = run(sys.executable, "-m", "chime_shim", "run", "app.py", cwd=tmp_path, PYTHONPATH=str(archive))
    assert found == (0, ["True"], "")


def test_a_missing_data_file_is_named_and_botocore_not_blamed(tmp_path):
    copy = tmp_path / "chime_shim"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.sdk-extras.json.gz"))
    code, out, err = run(sys.executable, "-c", PROGRAM, cwd=tmp_path)
    assert (code, out) == (0, ["False"])
    assert "service-2.sdk-extras.json.gz cannot be read" in err
    assert "does not fit the installed botocore" not in err


@pytest.mark.long
def test_a_program_made_by_pyinstaller_has_the_operations(tmp_path):
    pytest.importorskip("PyInstaller", reason="of the group workers")
    (tmp_path / "app.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "PyInstaller", "--onefile", "--log-level", "ERROR", "app.py"]
    assert run(*command, cwd=tmp_path)[0] == 0
    assert run(tmp_path / "dist" / "app", cwd=tmp_path) == (0, ["True"], "")
