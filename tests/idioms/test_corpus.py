"""The programs are what they say: they run, and what is marked is what they call."""

from __future__ import annotations

import pytest

from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES
from tests.idioms.corpus import Program, old_transcript, programs

PROGRAMS = [pytest.param(program, id=program.name) for program in programs()]
RUN = [param for param in PROGRAMS if param.values[0].not_run is None]


@pytest.fixture(autouse=True)
def region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def test_there_are_enough_of_them():
    assert len(programs()) >= 40
    assert len(RUN) >= 40


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_marks_name_operations(program: Program):
    for expected in program.expected:
        if expected.kind == "kept":
            assert expected.operation in set(legacy_model().operation_names) - set(ROUTES)
        elif expected.kind == "legacy":
            assert expected.operation in ROUTES
        else:
            assert not expected.operation or expected.operation in ROUTES


@pytest.mark.parametrize("program", RUN)
def test_it_runs_under_the_shim(program: Program):
    printed = old_transcript(program)
    assert printed
    assert "Error: " not in printed, printed
    assert "Exception: " not in printed, printed
