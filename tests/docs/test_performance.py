"""The page of measurements is whole. What the figures are is not a matter of tests."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest

from benchmarks._goals import BENCHMARKS, GOALS
from benchmarks._harness import Quartiles, Row
from benchmarks._page import page

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)


def goals_of(text):
    """The cells of the table of goals, by measure."""
    section = text.partition("## Goals")[2].partition("## All figures")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line
    ]
    return {cells[0]: cells[1:] for cells in lines[2:]}


@pytest.mark.parametrize("goal", GOALS, ids=[goal.key for goal in GOALS])
def test_the_page_has_each_goal_with_a_figure(goal):
    aim, measured, _ = goals_of(PAGE)[goal.measure]
    assert aim == goal.goal
    assert re.match(r"\d+\.\d{3} \S", measured)


def test_the_page_has_no_goal_that_is_gone():
    assert list(goals_of(PAGE)) == [goal.measure for goal in GOALS]


@pytest.mark.parametrize("name", [name for name, _ in BENCHMARKS])
def test_each_benchmark_is_on_the_page(name):
    assert f"### {name}\n" in PAGE
    assert (ROOT / "benchmarks" / f"{name}.py").exists()


@pytest.mark.parametrize(
    "package", ["CPython", "boto3", "botocore", "aiobotocore", "wrapt", "structlog", "moto"]
)
def test_the_page_names_date_and_versions(package):
    assert re.search(r"Measured on \d{4}-\d\d-\d\d by `make bench`", PAGE)
    assert re.search(rf"Other versions than these:.*\b{package} \d", PAGE, re.DOTALL)


def test_what_was_not_measured_is_said():
    found = {"aio": {"problem": "there is no environment for it"}}
    text = page(found, NOW, 0.0, 1.0)
    assert "- `aio` was not measured: there is no environment for it" in text
    assert {cells[1] for cells in goals_of(text).values()} == {"not measured"}


def test_a_row_is_in_the_table_of_goals_and_in_that_of_its_benchmark():
    row = Row(
        "threads", "GetProxySession, 64 threads", Quartiles(0.9, 1.0, 1.1), None, "1 / 1 calls a second"
    )
    text = page({"threads": {"rows": [row], "versions": {"boto3": "1.2.3"}}}, NOW, 0.0, 1.0)
    assert "1.000 GetProxySession, 64 threads" in text
    assert "1.000 (0.900 to 1.100)" in text
    assert "boto3 1.2.3" in text
