"""The page of measurements is whole. What the figures are is not a matter of tests."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest

from benchmarks._goals import BENCHMARKS, GOALS
from benchmarks._harness import Quartiles, Row
from benchmarks._page import counted, page

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)


def goals_of(text):
    """The figures in the table of goals, with their goal and verdict, by measure."""
    section = text.partition("## Goals")[2].partition("\n\n")[2].partition("\n\n")[0]
    found = {}
    for line in section.splitlines()[2:]:
        what, *rest = [cell.strip() for cell in line.strip("|").split("|")]
        if what.startswith("**"):
            measure = what.strip("*")
            found[measure] = [rest] if any(rest) else []
        else:
            found[measure].append([what, *rest])
    return found


@pytest.mark.parametrize("goal", GOALS, ids=[goal.key for goal in GOALS])
def test_the_page_has_each_goal_with_figures_and_verdicts(goal):
    rows = goals_of(PAGE)[goal.measure]
    assert rows
    for what, aim, figure, verdict in rows:
        row = Row(goal.key, what, Quartiles(*[float(figure)] * 3))
        limit = goal.limit(row)
        assert aim == ("" if limit is None else f"{limit:.2f}")
        assert verdict == goal.verdict(row)


def test_the_page_has_no_goal_that_is_gone():
    assert list(goals_of(PAGE)) == [goal.measure for goal in GOALS]


@pytest.mark.parametrize("goal", [goal for goal in GOALS if goal.limits], ids=lambda goal: goal.key)
def test_what_is_missed_has_its_reason(goal):
    missed = any(row[-1] == "missed" for row in goals_of(PAGE)[goal.measure])
    assert (f"- {goal.measure}: " in PAGE) == missed
    assert goal.floor


def test_the_ratios_of_instructions_are_those_that_are_kept():
    found = {what: figure for rows in goals_of(PAGE).values() for what, _, figure, _ in rows}
    kept = {row.what: f"{row.figure.median:.3f}" for row in counted()}
    assert len(kept) == 15
    assert kept.items() <= found.items()


def test_the_tables_fit_into_a_terminal():
    goals = PAGE.partition("## Goals")[2].partition("## All figures")[0]
    assert max(map(len, goals.splitlines())) <= 110


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
    text = page(found, NOW, [0.0], 1.0)
    assert "- `aio` was not measured: there is no environment for it" in text
    # Some are kept in a file.
    measured = {goal.measure for goal in GOALS} - {
        goal.measure for goal in GOALS for row in counted() if row.goal == goal.key
    }
    assert {tuple(map(tuple, goals_of(text)[each])) for each in measured} == {(("", "not measured", ""),)}


def test_a_row_is_in_the_table_of_goals_and_in_that_of_its_benchmark():
    row = Row(
        "threads", "GetProxySession, 64 threads", Quartiles(0.9, 1.0, 1.1), None, "1 / 1 calls a second"
    )
    text = page({"threads": {"rows": [row], "versions": {"boto3": "1.2.3"}}}, NOW, [0.0], 1.0)
    assert "| GetProxySession, 64 threads | 1.05 | 1.000 | missed |" in text
    assert "1.000 (0.900 to 1.100)" in text
    assert "boto3 1.2.3" in text
