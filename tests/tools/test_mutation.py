"""The tool that changes the core: what it changes, that a sample is drawn again, what it says of a run."""

from __future__ import annotations

import argparse

import pytest

from tools.mutation.__main__ import draw, everything
from tools.mutation.areas import AREAS, files_of
from tools.mutation.mutants import compiles, mutants_of
from tools.mutation.score import wilson
from tools.pages import ROOT

CHANGES = {
    "a < b": ["a <= b"],
    "a not in b": ["a in b"],
    "a is not None": ["a is None"],
    "a + 1": ["a - 1", "a + 2"],
    "a and b": ["a or b"],
    "not a": ["(a)"],
    "x = True": ["x = False"],
    "x = 'a'": ["x = ''"],
    "f(a, b=c)": ["pass", "f(a, **{})"],
    "x = a if b else c": ["x = a if (not (b)) else c"],
    "x = [a for a in b if a]": ["x = [a for a in b if True]"],
    "def f():\n    return a": ["def f():\n    return None"],
    "def f():\n    raise a": ["def f():\n    pass"],
    "while a:\n    break": ["while (not (a)):\n    break", "while a:\n    continue"],
    # No test could notice these.
    '"""A docstring."""': [],
    "__all__ = ['a']": [],
    "def f(a: int = b) -> str: ...": ["def f(a: int = b) -> str: pass"],
    "if TYPE_CHECKING:\n    import a": [],
    "x = f'{a}b'": [],
}


@pytest.mark.parametrize("program", CHANGES)
def test_each_change_is_made_once(program):
    made = [each.applied(program.encode()).decode() for each in mutants_of(program.encode())]

    assert [each for each in made if compiles(each.encode())] == [
        each for each in CHANGES[program] if each != "def f(a: int = b) -> str: pass"
    ]


def test_a_place_is_told_by_function_and_line():
    (mutant,) = mutants_of("# ä\nclass A:\n    def b(self):\n        return self.x\n".encode())

    assert (mutant.place, mutant.line, mutant.before) == ("A.b", 4, "self.x")


@pytest.fixture(scope="module")
def population():
    return list(everything())


def options(**given):
    return argparse.Namespace(**{"seed": 1, "each": 5, "area": None, "tenth": None, **given})


def test_a_seed_draws_the_same_sample_again_and_another_seed_another(population):
    names = [[each.name for each in draw(population, options(seed=seed))] for seed in (1, 1, 2)]

    assert names[0] == names[1] != names[2]
    assert len(set(names[0])) == 5 * len(AREAS)


def test_ten_tenths_are_the_sample(population):
    tenths = [draw(population, options(tenth=tenth)) for tenth in range(10)]

    assert sorted(each.name for tenth in tenths for each in tenth) == sorted(
        each.name for each in draw(population, options())
    )


def test_every_area_has_files_and_tests():
    assert {area for area, _ in files_of(ROOT)} == set(AREAS)
    for area in AREAS:
        assert all((ROOT / test).exists() for test in f"{area.tests} {area.further}".split())


@pytest.mark.parametrize(
    ("killed", "of", "low", "high"), [(177, 213, 77.5, 87.5), (0, 10, 0, 27.8), (10, 10, 72.2, 100)]
)
def test_the_interval_is_wilsons(killed, of, low, high):
    assert [round(each, 1) for each in wilson(killed, of)] == [low, high]
