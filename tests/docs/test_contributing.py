"""What CONTRIBUTING.md names is there: files, targets of make, modules."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def named(pattern):
    return sorted(set(re.findall(pattern, TEXT)))


@pytest.mark.parametrize("name", named(r"`((?:[\w.-]+/)*[\w.-]+(?:/|\.(?:pyi?|md|json|svg)))`"))
def test_a_file_is_there(name):
    places = (ROOT / name, ROOT / "chime_shim" / name)
    assert any(place.exists() for place in places)


def test_the_targets_of_make_are_there():
    lines = re.findall(r"(?:`|\$ )make ([a-z -]+?)(?:`|\s*#|\n)", TEXT)
    assert {target for line in lines for target in line.split()} <= TARGETS


@pytest.mark.parametrize("module", named(r"python -m ([\w.]+)"))
def test_a_module_that_is_run_is_there(module):
    assert find_spec(module)


def test_a_target_is_no_file():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(phony[1].split()) >= TARGETS
