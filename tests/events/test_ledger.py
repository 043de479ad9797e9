"""What the ledger counts, when that is written, and where."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from chime_shim.events import CallSite, _ledger
from chime_shim.ledger import BEGAN, COMPARISON, ENDED, OTHER, SET_BACK, START, read, read_lines
from tests.support.ledgers import NOON, calls_in, counts_in


def test_a_call_is_counted_with_all_that_is_known_of_its_kind(make_ledger, make_call, path):
    make_ledger()(make_call(outcome="NotFoundException", mode="legacy"))

    (found,) = calls_in(path)
    assert found[2:9] == (
        "CreateProxySession",
        "chime-sdk-voice:CreateProxySession",
        "app.py",
        12,
        "main",
        "legacy",
        "NotFoundException",
    )
    assert (found.day, found.calls, found.first, found.last) == ("2026-11-25", 1, NOON, NOON)


def test_that_a_process_began_to_count_is_in_the_ledger_without_any_call(make_ledger, path):
    make_ledger()

    (found,) = read(str(path)).entries
    assert (found.mode, found.operation, found.calls) == (START, "", 1)


def test_comparisons_are_counted_beside_the_calls(make_ledger, make_comparison, path):
    hook = make_ledger()
    for outcome in ("match", "mismatch", "control unavailable", "match"):
        hook.compared(make_comparison(outcome=outcome))
    hook.close()

    found = {each.outcome: each.calls for each in calls_in(path) if each.mode == COMPARISON}
    assert found == {"match": 2, "mismatch": 1, "control unavailable": 1}


# What processes did


def signs_in(path):
    return {each.outcome: each.calls for each in read(str(path)).entries if each.mode == START}


def test_a_clean_end_is_in_the_ledger_and_only_once(make_ledger, make_call, path):
    hook = make_ledger()
    hook(make_call())
    assert signs_in(path) == {BEGAN: 1}
    hook.close()
    hook.close()
    assert signs_in(path) == {BEGAN: 1, ENDED: 1}


def test_who_is_closed_at_the_end_of_the_process_came_to_one_end(make_ledger, make_call, path):
    hook = make_ledger()
    hook._exit()
    hook(make_call())
    hook.close()
    assert signs_in(path) == {BEGAN: 1, ENDED: 1}


def test_who_goes_on_after_the_end_begins_again(make_ledger, make_call, path):
    hook = make_ledger()
    hook.close()
    hook(make_call())
    assert signs_in(path) == {BEGAN: 2, ENDED: 1}
    hook.close()
    assert signs_in(path) == {BEGAN: 2, ENDED: 2}


@pytest.mark.parametrize(("days", "counted"), [(0.5, {}), (1, {}), (40, {SET_BACK: 1})])
def test_a_clock_that_is_set_back_by_more_than_a_day_is_in_the_ledger(
    days, counted, make_ledger, make_call, path, clock
):
    hook = make_ledger()
    clock.now -= days * 24 * 60 * 60
    hook(make_call())
    hook(make_call())

    assert {what: calls for what, calls in signs_in(path).items() if what == SET_BACK} == counted


BEYOND = {"of the year 9999": 253_402_300_799, "beyond it": 1e12, "far beyond it": 1e18, "before 1970": -1e9}


@pytest.mark.parametrize("now", BEYOND.values(), ids=BEYOND)
def test_a_clock_beyond_all_calendars_does_not_stop_the_writer(
    now, make_ledger, make_call, path, clock, caplog
):
    hook = make_ledger()
    clock.now = now
    hook(make_call())
    clock.now = NOON + 60
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    hook.close()

    assert counts_in(path) == {("app.py", 12): 1, ("app.py", 13): 1}
    assert {each.day for each in calls_in(path)} == {
        "1970-01-01" if now < 0 else "9999-12-31",
        "2026-11-25",
    }
    assert not caplog.records


# When it is written


def test_a_kind_of_call_that_is_new_is_written_at_once_and_more_of_it_later(
    make_ledger, make_call, path, clock
):
    hook = make_ledger()
    for _ in range(3):
        hook(make_call())
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    assert counts_in(path) == {("app.py", 12): 3, ("app.py", 13): 1}

    clock.now += 5
    hook(make_call())
    assert counts_in(path) == {("app.py", 12): 4, ("app.py", 13): 2}


def test_a_call_after_a_quiet_time_is_written_at_once(make_ledger, make_call, path, clock):
    hook = make_ledger()
    for number in range(1, 5):
        hook(make_call())
        clock.now += 5
        assert counts_in(path) == {("app.py", 12): number}


def test_many_calls_are_written_before_the_time_is_up(make_ledger, make_call, path):
    hook = make_ledger(most_calls=10)
    for _ in range(1 + 25):
        hook(make_call())

    assert counts_in(path) == {("app.py", 12): 21}


def test_what_is_left_is_written_when_it_is_closed_and_it_goes_on_if_it_has_to(make_ledger, make_call, path):
    hook = make_ledger()
    for _ in range(3):
        hook(make_call())
    hook.close()
    assert counts_in(path) == {("app.py", 12): 3}
    hook(make_call())
    hook.close()
    assert counts_in(path) == {("app.py", 12): 4}


def test_a_clock_that_is_set_back_delays_nothing(make_ledger, make_call, path, clock):
    hook = make_ledger()
    hook(make_call())
    clock.now -= 3600
    hook(make_call())

    assert sum(counts_in(path).values()) == 2


def test_days_are_counted_apart(make_ledger, make_call, path, clock):
    hook = make_ledger()
    for _ in range(3):
        hook(make_call())
        clock.now += 24 * 60 * 60

    assert [each.day for each in calls_in(path)] == ["2026-11-25", "2026-11-26", "2026-11-27"]


def test_threads_lose_no_call(make_ledger, make_call, path):
    hook, threads = make_ledger(most_calls=7), 8
    start = threading.Barrier(threads)

    def work(number):
        start.wait()
        for _ in range(200):
            hook(make_call(call_site=CallSite("app.py", number % 3, "main")))

    workers = [threading.Thread(target=work, args=[number]) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    hook.close()

    assert sum(counts_in(path).values()) == threads * 200


# Bounds


def test_call_sites_without_end_are_counted_together(make_ledger, make_call, path, monkeypatch):
    monkeypatch.setattr(_ledger, "MOST_KEYS", 5)
    hook = make_ledger()
    for line in range(20):
        hook(make_call(call_site=CallSite("generated.py", line, "main"), outcome="BadRequestException"))
    hook(make_call(call_site=CallSite("generated.py", 0, "main"), outcome="BadRequestException"))
    hook.close()

    counts = counts_in(path)
    assert len(counts) == 5  # one of the five is the start of the process
    assert counts[OTHER, 0] == 16
    assert counts["generated.py", 0] == 2
    assert {each.outcome for each in calls_in(path) if each.file == OTHER} == {OTHER}


@pytest.mark.parametrize(("outcome", "kept"), [("ok", "ok"), ("BadRequestException", OTHER)])
def test_of_call_sites_without_end_it_stays_known_which_calls_went_well(
    outcome, kept, make_ledger, make_call, path, monkeypatch
):
    monkeypatch.setattr(_ledger, "MOST_KEYS", 1)
    hook = make_ledger()
    for line in range(3):
        hook(make_call(call_site=CallSite("generated.py", line, "main"), outcome=outcome))
    hook.close()

    assert {each.outcome for each in calls_in(path) if each.file == OTHER} == {kept}


def test_a_new_day_has_room_for_new_call_sites(make_ledger, make_call, path, monkeypatch, clock):
    monkeypatch.setattr(_ledger, "MOST_KEYS", 2)
    hook = make_ledger()
    for line in range(3):
        hook(make_call(call_site=CallSite("app.py", line, "main")))
    clock.now += 24 * 60 * 60
    hook(make_call(call_site=CallSite("app.py", 9, "main")))
    hook.close()

    assert counts_in(path) == {("app.py", 0): 1, (OTHER, 0): 2, ("app.py", 9): 1}


def test_long_names_are_shortened_and_odd_ones_are_mended(make_ledger, make_call, path):
    make_ledger()(make_call(call_site=CallSite("d/" * 500 + "app.py", 1, "\udcff")))

    (found,) = calls_in(path)
    assert len(found.file) == 300
    assert found.file.startswith("…")
    assert found.file.endswith("d/app.py")
    assert found.function == "?"


@pytest.mark.parametrize("outcome", ["", "two words", "x" * 65, "a\nb", "é"])
def test_an_outcome_that_is_no_code_is_not_kept(outcome, make_ledger, make_call, path):
    make_ledger()(make_call(outcome=outcome))

    assert calls_in(path)[0].outcome == OTHER


# Where it is written


def test_lines_on_stderr_are_written_as_often_as_a_file_is(make_ledger, make_call, capsys):
    hook = make_ledger("stderr")
    for _ in range(3):
        hook(make_call())
    hook.close()

    written = read_lines(capsys.readouterr().err.splitlines(), "stderr")
    assert [(each.mode, each.outcome, each.calls) for each in written] == [
        (START, BEGAN, 1),
        ("forward", "ok", 1),
        ("forward", "ok", 2),
        (START, ENDED, 1),
    ]


def test_in_lambda_every_call_is_a_line_and_the_host_is_the_function(
    make_ledger, make_call, capsys, monkeypatch
):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "rooms")
    hook = make_ledger("-")
    for _ in range(3):
        hook(make_call())

    written = read_lines(capsys.readouterr().err.splitlines(), "stderr")
    assert [(each.host, each.calls) for each in written] == [("lambda:rooms", 1)] * 4


def test_a_relative_path_is_one_of_the_directory_at_the_start(make_ledger, make_call, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    hook = make_ledger("here.db")
    monkeypatch.chdir("/")
    hook(make_call())
    hook.close()

    assert len(calls_in(tmp_path / "here.db")) == 1
    assert not Path("/here.db").exists()
