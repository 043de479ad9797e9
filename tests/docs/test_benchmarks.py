"""The benchmarks run, and give the rows that the table of goals is made of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import events, forwarding, instructions, profile, shortcuts, threads, untouched
from benchmarks._harness import Row, compare, controlled, measured, table, timed

ROOT = Path(__file__).resolve().parents[2]


def block_of(values):
    left = list(values)
    return lambda: left.pop(0)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("benchmark", "goals"),
    [
        (forwarding, {"loopback", "python"}),
        (events, {"events"}),
        (untouched, {"untouched"}),
    ],
    ids=["forwarding", "events", "untouched"],
)
def test_a_benchmark_gives_rows_for_its_goals(benchmark, goals):
    rows = list(benchmark.measure(1, 2))
    assert {row.goal for row in rows} == goals
    assert all(
        isinstance(row, Row) and row.figure.low <= row.figure.median <= row.figure.high for row in rows
    )


def test_one_by_itself_prints_json_for_the_page():
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmarks.imports",
        "--rounds",
        "2",
        "--format",
        "json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    assert "import" in {row[0] for row in made["rows"]}
    assert "boto3" in made["versions"]


def test_all_of_them_write_the_page(tmp_path):
    output = tmp_path / "page.md"
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "--only",
        "imports",
        "--rounds",
        "2",
        "--output",
        str(output),
    ]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert "import chime_shim, after boto3" in output.read_text(encoding="utf-8")


KEPT = {
    "environment": instructions.environment(),
    "calls": {"A": {"shim": 70, "direct": 100, "ratio": 0.7}, "B": {"shim": 1, "direct": 1, "ratio": 1.0}},
}


@pytest.mark.parametrize(
    ("ratio", "environment", "grown"),
    [
        (0.60, KEPT["environment"], []),
        (0.713, KEPT["environment"], []),
        (0.715, KEPT["environment"], ["A: 0.715 of the direct call, and was 0.700"]),
        (0.76, {"python": "2.7"}, []),
        (0.78, {"python": "2.7"}, ["A: 0.780 of the direct call, and was 0.700"]),
    ],
)
def test_instructions_may_not_grow(ratio, environment, grown):
    found = {"A": {"shim": 1, "direct": 1, "ratio": ratio}, "B": KEPT["calls"]["B"]}
    assert instructions.compared(found, {**KEPT, "environment": environment}) == grown


def test_without_valgrind_one_word_says_so(monkeypatch, capsys):
    monkeypatch.setattr(instructions.shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["instructions", "--check"])
    assert instructions.main() == 0
    assert "No valgrind" in capsys.readouterr().out


def test_each_shortcut_is_switched_off_once_and_all_others_stay():
    variations = dict(shortcuts.variations())
    for name in shortcuts.ALL:
        assert {*variations[name]["CHIME_SHIM_SHORTCUTS"].split(","), name} == {*shortcuts.ALL}
        assert name not in variations[name]["CHIME_SHIM_SHORTCUTS"].split(",")
    assert variations.keys() == {"nothing", *shortcuts.ALL, "timestamps", "all"}


def test_what_is_saved_is_a_part_of_the_call_without():
    assert shortcuts.saved({"a": 75, "b": 100}, {"a": 100, "b": 100}) == {"a": 0.25, "b": 0.0}


def test_a_profile_names_the_shims_own_functions_and_others_by_package():
    assert profile._short("/x/site-packages/botocore/hooks.py") == "botocore/hooks.py"
    assert profile._short("/x/chime_shim/_graft/call.py") == "chime_shim/_graft/call.py"
    assert profile._short("/usr/lib/python3/json/decoder.py") == "decoder.py"


def test_ratios_are_of_pairs():
    found = compare(block_of([0, 1, 2, 9]), block_of([0, 1, 1, 3]), 3)
    assert found.pairs == [(1, 1), (2, 1), (9, 3)]
    assert found.ratio == (1.5, 2.0, 2.5)


def test_a_control_is_measured_in_the_same_rounds():
    shim, control = controlled(block_of([0, 2, 4]), block_of([0, 1, 2]), block_of([0, 1, 2]), 2)
    assert (shim.ratio.median, control.ratio.median) == (2.0, 1.0)


def test_the_first_round_does_not_count():
    assert measured([block_of([100, 1, 2])], 2) == [[1, 2]]


def test_a_block_tells_the_mean_of_its_calls_by_its_clock():
    ticks = iter([10.0, 16.0])
    calls = []
    assert timed(lambda: calls.append(1), 3, lambda: next(ticks))() == 2.0
    assert len(calls) == 4


def test_a_throughput_is_the_inverse():
    assert threads._inverted(threads.Quartiles(0.5, 1.0, 2.0)) == (0.5, 1.0, 2.0)


def test_tables_are_aligned():
    assert table(("a", "b"), [("long", "x")], "md").splitlines()[0] == "| a    | b |"
