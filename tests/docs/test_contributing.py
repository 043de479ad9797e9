"""What CONTRIBUTING.md names is there: files, targets of make, modules."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.house._tree import rooms

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def named(pattern):
    return sorted(set(re.findall(pattern, TEXT)))


@pytest.mark.parametrize("name", named(r"`((?:[\w.-]+/)*[\w.-]+(?:/|\.(?:pyi?|md|json|svg)))`"))
def test_a_file_is_there(name):
    # By its path, or by its end, where the text is about a room.
    assert (ROOT / name).exists() or list((ROOT / "chime_shim").rglob(name))


@pytest.mark.parametrize(
    "room", [room for room in rooms() if room not in {"__init__", "__main__", "_version"}]
)
def test_every_room_has_a_row(room):
    assert re.search(rf"^\| `{room}(/|\.py)?`", TEXT, re.MULTILINE)


def test_the_targets_of_make_are_there():
    lines = re.findall(r"(?:`|\$ )make ([a-z -]+?)(?:`|\s*#|\n)", TEXT)
    assert {target for line in lines for target in line.split()} <= TARGETS


@pytest.mark.parametrize("module", named(r"python -m ([\w.]+)"))
def test_a_module_that_is_run_is_there(module):
    assert find_spec(module)


def test_a_target_is_no_file():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(phony[1].split()) >= TARGETS
