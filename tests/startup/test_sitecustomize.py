"""What a Python that starts with the shim is like: as one without it, but for the operations."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from chime_shim import startup
from tests.support.command import plain_environment, run

HAS_THEM = "import boto3; print(hasattr(boto3.client('chime'), 'create_meeting'))"
# The same, without the seconds that a client takes.
IS_ACTIVE = "import botocore; from chime_shim import _activation; print(_activation.is_active())"
# Of this Python itself, such as sys.path: what a program could see.
SEEN = "import sys; print(sys.path, sys.argv, sorted(sys.modules), 'sitecustomize' in sys.modules)"

AWAY = os.sep  # from this checkout: -c puts the current directory first

BROKEN = {
    "a package that does not import": ("chime_shim/__init__.py", "1 / 0", "ZeroDivisionError"),
    "a package that is not all there": ("chime_shim/__init__.py", "", "AttributeError"),
    "a dependency that does not import": ("wrapt.py", "raise OSError('bad wheel')", "OSError: bad wheel"),
    "a dependency that is not there": ("wrapt.py", "import no_such_module", "ModuleNotFoundError"),
}


def python(*args, path=(), **more):
    """Run a Python that starts with the shim, with the further entries of PYTHONPATH."""
    entries = os.pathsep.join([startup.PYTHONPATH, *map(str, path)])
    return run(sys.executable, *args, env=plain_environment(PYTHONPATH=entries, **more), cwd=AWAY)


def test_the_operations_are_there():
    result = python("-c", HAS_THEM)

    assert (result.returncode, result.stdout, result.stderr) == (0, "True\n", "")


def test_nothing_else_is_different():
    without = run(sys.executable, "-c", SEEN, cwd=AWAY)
    result = python("-c", SEEN)

    assert (result.stdout, result.stderr) == (without.stdout, "")


def test_nothing_is_imported_before_botocore_is():
    code = (
        "import sys; a = 'chime_shim' in sys.modules; import botocore; print(a, 'chime_shim' in sys.modules)"
    )
    result = python("-c", code)

    assert (result.stdout, result.stderr) == ("False True\n", "")


@pytest.mark.parametrize("value", ["1", "true"])
def test_the_off_switch_works(value):
    assert python("-c", IS_ACTIVE, CHIME_SHIM_DISABLED=value).stdout == "False\n"


def test_a_program_may_install_and_uninstall_for_itself():
    code = "import chime_shim\nwith chime_shim.install(): pass\n" + IS_ACTIVE
    assert python("-c", code).stdout == "True\n"


@pytest.mark.parametrize(("name", "text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_shim_costs_a_line_and_not_the_program(name, text, problem, tmp_path):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)

    result = python("-c", "import botocore; print('ran')", path=[tmp_path])

    assert (result.returncode, result.stdout) == (0, "ran\n")
    said = "chime_shim is not at work: " if name == "wrapt.py" else "chime-shim: not installed, the program "
    assert result.stderr.startswith(said)
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_wrong_setting_costs_a_line_and_not_the_program_even_if_strict():
    result = python("-c", "import botocore; print('ran')", CHIME_SHIM_STRICT="1", CHIME_SHIM_ROLLOUT="x")

    assert (result.returncode, result.stdout) == (0, "ran\n")
    assert result.stderr.startswith("chime-shim: not installed, ")
    assert "CHIME_SHIM_ROLLOUT" in result.stderr


def test_a_broken_shim_does_not_concern_a_program_without_boto3(tmp_path):
    (tmp_path / "wrapt.py").write_text("1 / 0")
    result = python("-c", "print('ran')", path=[tmp_path])

    assert (result.stdout, result.stderr) == ("ran\n", "")


def test_a_python_without_chime_shim_is_not_bothered(tmp_path):
    (tmp_path / "botocore.py").write_text("print('botocore')")
    code = "try: import sitecustomize\nexcept ImportError: pass\nimport botocore"
    # -S hides what is installed, and leaves the import to the program.
    result = python("-S", "-c", code, path=[tmp_path])

    assert (result.stdout, result.stderr) == ("botocore\n", "")


@pytest.mark.parametrize("flag", ["-I", "-E", "-S"])
def test_a_python_that_is_told_to_ignore_it_does(flag):
    code = "import sys; print(any(type(each).__name__ == '_Waiting' for each in sys.meta_path))"
    assert python("-c", code).stdout == "True\n"
    assert python(flag, "-c", code).stdout == "False\n"


class TestTheNextSitecustomize:
    def test_has_its_turn(self, tmp_path):
        (tmp_path / "sitecustomize.py").write_text("print('next', __name__, __file__); x = 1")
        code = f"import sitecustomize; print(sitecustomize.x)\n{IS_ACTIVE}"

        result = python("-c", code, path=[tmp_path])

        expected = f"next sitecustomize {tmp_path / 'sitecustomize.py'}\n1\nTrue\n"
        assert (result.stdout, result.stderr) == (expected, "")

    def test_may_import_boto3(self, tmp_path):
        (tmp_path / "sitecustomize.py").write_text("import boto3")
        assert python("-c", IS_ACTIVE, path=[tmp_path]).stdout == "True\n"

    def test_fails_as_it_would_alone(self, tmp_path):
        (tmp_path / "sitecustomize.py").write_text("{}['key']")
        alone = run(
            sys.executable, "-c", IS_ACTIVE, env=plain_environment(PYTHONPATH=str(tmp_path)), cwd=AWAY
        )

        result = python("-c", IS_ACTIVE, path=[tmp_path])

        assert "Error in sitecustomize" in alone.stderr
        assert (result.returncode, result.stdout, result.stderr) == (0, "True\n", alone.stderr)

    def test_is_not_this_one_again(self):
        result = run(sys.executable, "-c", "import sitecustomize", cwd=startup.PYTHONPATH)
        assert result.stderr.endswith("ModuleNotFoundError: No module named 'sitecustomize'\n")

    def test_may_be_this_one_again_by_another_name(self, tmp_path):
        (tmp_path / "link").symlink_to(startup.PYTHONPATH)
        (tmp_path / "sitecustomize.py").write_text("print('next')")

        result = python("-c", IS_ACTIVE, path=[tmp_path / "link", tmp_path])

        assert (result.stdout, result.stderr) == ("next\nTrue\n", "")

    def test_may_come_before_and_lead_here(self, tmp_path):
        # As ddtrace-run's and others do.
        (tmp_path / "sitecustomize.py").write_text(
            "import os, sys\n"
            "sys.path.remove(os.path.dirname(__file__))\n"
            "del sys.modules['sitecustomize']\n"
            "import sitecustomize"
        )
        (tmp_path / "last").mkdir()
        (tmp_path / "last" / "sitecustomize.py").write_text("print('last')")
        entries = [str(tmp_path), startup.PYTHONPATH, str(tmp_path / "last")]
        environment = plain_environment(PYTHONPATH=os.pathsep.join(entries))

        result = run(sys.executable, "-c", IS_ACTIVE, env=environment, cwd=AWAY)

        assert (result.stdout, result.stderr) == ("last\nTrue\n", "")


class TestThePath:
    @pytest.mark.parametrize("others", [None, "", os.pathsep])
    def test_has_no_empty_entry_for_an_empty_path(self, others):
        assert startup.first_on(others) == startup.PYTHONPATH

    def test_has_the_directory_once_and_first(self):
        path = os.pathsep.join(["a", startup.PYTHONPATH, "", "b"])
        expected = os.pathsep.join([startup.PYTHONPATH, "a", "", "b"])
        assert startup.first_on(path) == expected
        assert startup.first_on(expected) == expected

    def test_leads_to_one_module_and_nothing_else(self):
        names = {path.name for path in Path(startup.PYTHONPATH).iterdir()}
        assert names - {"__pycache__"} == {"sitecustomize.py"}


def test_an_old_python_can_read_it():
    ast.parse(Path(startup.PYTHONPATH, "sitecustomize.py").read_text(), feature_version=(3, 5))
