"""Which tests a mutant meets: those that run its lines, the narrowest first, each once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import pytest

from tools.mutation.covering import Covering, Map, digest
from tools.pages import ROOT

FILE = "chime_shim/rollout.py"
NOW = digest(ROOT, FILE)
WIDE, NARROW, OTHER, STARTS = (
    f"tests/test_a.py::test_{name}" for name in ("wide", "narrow", "other", "starts")
)
FURTHER = "tests/test_b.py::test_further"


def covering(source=NOW):
    room = Map(
        {WIDE: 0.1, NARROW: 0.2, OTHER: 0.1, STARTS: 0.1},
        [STARTS],
        {FILE: {"10": [0, 1], "11": [0], "12": [0, 2]}},
        {FILE: source},
    )
    return Covering(ROOT, {"tests/test_a.py": room, "tests/test_b.py": Map({FURTHER: 0.1}, [], {}, {})})


def stages(lines, **given):
    return covering(**given).stages(FILE, lines, ["tests/test_a.py"], ["tests/test_b.py"])


def test_the_narrowest_of_those_that_run_the_line_come_first_and_the_room_last():
    assert stages(range(10, 11)) == [[NARROW, WIDE], [STARTS], [OTHER]]


def test_a_statement_of_several_lines_has_the_tests_of_all():
    assert set(stages(range(11, 13))[0]) == {WIDE, OTHER}


def test_what_runs_at_import_meets_the_room_and_then_the_rest():
    assert stages(range(3, 4)) == [[WIDE, NARROW, OTHER, STARTS], [FURTHER]]


def test_of_a_file_that_has_changed_since_any_line_counts():
    assert set(stages(range(900, 901), source="another")[0]) == {WIDE, NARROW, OTHER}


def test_a_line_that_all_run_does_not_take_them_all():
    names = [f"tests/test_a.py::test_{number}" for number in range(500)]
    made = Map(dict.fromkeys(names, 0.9), [], {FILE: {"10": list(range(500))}}, {FILE: NOW})
    found = Covering(ROOT, {"tests/test_a.py": made}).stages(FILE, range(10, 11), ["tests/test_a.py"], [])

    assert sum(map(len, found)) < 150


PROGRAM = """
def double(number):
    return number * 2
"""
TESTS = """
import subprocess, sys
import pytest
from chime_shim import double
@pytest.fixture
def two():
    return double(1)
def test_fixture(two):
    assert two == 2
def test_own():
    assert double(2) == 4
def test_process():
    subprocess.run([sys.executable, "-c", ""], check=True)
"""
RECORD = """
import json, sys
from pathlib import Path
import pytest
sys.path.insert(0, sys.argv[1])
from tools.mutation.covering import Recorder
at = Path(sys.argv[2])
recorder = Recorder(at)
sys.path.insert(0, str(at))
code = pytest.main(["-q", "-p", "no:cacheprovider", "test_it.py"], plugins=[recorder])
print(json.dumps([int(code), recorder.maps()["test_it.py"]]))
"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    at = tmp_path_factory.mktemp("tree")
    (at / "chime_shim").mkdir()
    (at / "chime_shim" / "__init__.py").write_text(PROGRAM, encoding="utf-8")
    (at / "test_it.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(RECORD), str(ROOT), str(at)],
        capture_output=True,
        text=True,
        cwd=at,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # ours would be looked for in that tree
    )
    assert done.stdout, done.stderr
    code, made = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stdout
    return Map(*made)


def test_a_test_has_what_it_runs_and_a_file_what_its_fixtures_run(recorded):
    names = list(recorded.tests)
    (found,) = recorded.lines["chime_shim/__init__.py"].values()

    assert set(found) == {-1, names.index("test_it.py::test_own")}


def test_a_test_that_starts_a_process_is_known(recorded):
    assert recorded.starts == ["test_it.py::test_process"]
