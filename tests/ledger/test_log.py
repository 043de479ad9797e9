"""Lines of the ledger are found in any log; what bears the mark and cannot be read is named."""

from __future__ import annotations

import json
import random

import pytest

from chime_shim.ledger import read
from chime_shim.ledger._lines import to_line
from chime_shim.ledger._log import read_log
from tests.support.entries import entry, start
from tests.support.log_drivers import CUT, DRIVERS, containerd, docker

ENTRIES = [
    start(),
    entry(),
    entry(function='a "quoted" {name}: \\ and }', file="C:\\naïve — ☃.py", host="web-2"),
    entry(function="chime_shim_ledger", file="chime_shim_ledger.py", operation="GetMeeting"),
    entry(),  # alike, and of other calls
]
NOISE = ["START RequestId: 1\n", '{"level": "info", "n": [1, {"a": "}"}]}\n', "\n", "chime_shim_ledger.py\n"]
VERSIONS = {
    "version 1": [to_line(each) for each in ENTRIES],
    "version 2": [to_line(each, "ab12", number) for number, each in enumerate(ENTRIES, 1)],
}


@pytest.mark.parametrize("lines", VERSIONS.values(), ids=VERSIONS)
@pytest.mark.parametrize("name", DRIVERS)
def test_lines_are_found_whatever_a_driver_made_of_them(name, lines, tmp_path):
    log = [*NOISE, *DRIVERS[name](lines), *NOISE]
    path = tmp_path / "a.log"
    path.write_text("".join(log), encoding="utf-8")
    found = read(str(path))

    assert found.unread == []
    read_back = [each for snapshot in found.snapshots for each in snapshot.entries]
    assert sorted(read_back) == sorted(ENTRIES)


@pytest.mark.parametrize("driver", [docker, containerd])
@pytest.mark.parametrize("before", [*range(CUT - 460, CUT + 20, 7), 3 * CUT - 11])
def test_a_line_that_a_driver_cut_in_two_is_put_together(driver, before):
    """At every place: in the mark, in a number, in a name."""
    whole = "x" * before + to_line(ENTRIES[2], "ab12", 1)
    log = read_log(list(driver(["first\n", whole, "last\n"])), "log")

    assert (log.unread, [line.entry for line in log.lines]) == ([], [ENTRIES[2]])


def test_parts_of_two_streams_are_kept_apart():
    text = "x" * CUT + to_line(ENTRIES[1]).rstrip()
    first, last = f"{text[: CUT + 40]}\n", f"{text[CUT + 40 :]}\n"
    log = [f"t stderr P {first}", "t stdout F noise\n", f"t stderr F {last}"]

    assert [line.entry for line in read_log(log, "log").lines] == [ENTRIES[1]]


def test_a_cut_by_something_unknown_is_put_together_where_nothing_stands_between():
    whole = "x" * (256 * 1024 - 100) + to_line(ENTRIES[1])
    log = [f"{whole[: 256 * 1024]}\n", whole[256 * 1024 :]]

    assert [line.entry for line in read_log(log, "log").lines] == [ENTRIES[1]]


LINE = to_line(ENTRIES[2], "ab12", 7).rstrip()
LONG = "x" * CUT
UNREAD = {
    "cut off": (LINE[:90], "cut off"),
    "cut off in the mark's value": (LINE[:23], "cut off"),
    "cut off in JSON": (json.dumps({"m": LINE})[:90], "cut off"),
    "cut off in CSV": (f'"{LINE[:90]}'.replace('"', '""'), "cut off"),
    "a long line that ends in the mark": (f'{LONG}{{"chime_shim_le\n', "cut off"),
    "a long line that ends where the mark begins": (f'{LONG}{{"', "cut off"),
    "an escaped one": (f'{LONG}{{\\"log\\": \\"{{\\\\\\"chime_shim', "cut off"),
    "a short line that ends in the mark": ('x {"chime_shi', "cut off"),
    "a part whose text ends in the mark": (
        '{"id": 1, "log": "x {\\"chime_sh", "partial": "true"}',
        "cut off",
    ),
    "only the mark": ("chime_shim_ledger", "cut off"),
    "a heading": ("@timestamp,chime_shim_ledger,day,host\n", "cut off"),
    "another notation": (
        '{"chime_shim_ledger"=>2, "day"=>"2026-11-25"}',
        "it bears the mark, but is no line",
    ),
    "another value": ('{"chime_shim_ledger": "yes"}', "no version of the ledger's lines"),
    "a value that has the mark": ('{"filter": "chime_shim_ledger"}', "cut off"),
    "a name that has the mark": ('{"chime_shim_ledger:x": 1}', "its mark is a part of a name"),
    "no fields": ('{"chime_shim_ledger": 1}', "not an entry of a ledger: day is missing"),
    "a field less": (LINE.replace('"host"', '"h"'), "not an entry of a ledger: host is missing"),
    "a newer version": (LINE.replace('ledger": 2', 'ledger": 3'), "written by a newer chime_shim"),
    "no day": (LINE.replace("2026-11-25", "2026-13-01"), "day is not what an entry"),
    "half a character": (LINE.replace("web-2", "\\ud800"), "host is not what an entry"),
    "calls without end": (LINE.replace('"calls": 3', f'"calls": 1{"0" * 5000}'), "it bears the mark"),
    "nesting without end": (f'{{"a": {"[" * 100_000}"{LINE[:-9]}', "it bears the mark"),
    "nesting that is almost too deep": (
        '{"a":' * 900 + json.dumps(LINE.replace("day", "d")) + "}" * 900,
        "n",
    ),
    "braces without end": ("{" * 100_000 + "chime_shim_ledger", "cut off"),
    "backslashes without end": ("\\" * 50_000 + '"chime_shim_ledger', "cut off"),
}


@pytest.mark.parametrize(("line", "reason"), UNREAD.values(), ids=UNREAD)
def test_what_bears_the_mark_and_cannot_be_read_is_named(line, reason):
    log = read_log(["noise\n", f"{line}\n", f"{LINE}\n"], "log")

    assert [each.place for each in log.unread] == ["log:2"]
    assert log.unread[0].reason.startswith(reason)
    assert [each.entry for each in log.lines] == [ENTRIES[2]]


NO_MARKS = [
    "chime_shim_ledger.py",
    "/var/chime_shim_ledger/a",
    "CHIME_SHIM_LEDGER=a.db",
    '{"chime": {"chime_shim": 1}}',
    "logger chime_shim",
    f'{LONG}{{"logger": "chime_shim"}}',
]


@pytest.mark.parametrize("line", NO_MARKS)
def test_a_file_that_has_the_mark_in_its_name_is_no_line(line):
    log = read_log([line], "log")
    assert (log.lines, log.unread) == ([], [])


def test_a_value_that_goes_over_the_end_of_a_line_is_not_taken_for_one():
    """As a terminal breaks lines: what is read is what was written."""
    for place in range(20, len(LINE)):
        log = read_log([f"{LINE[:place]}\n", f"{LINE[place:]}\n"], "log")
        if log.unread:
            assert not log.lines
        else:
            assert [each.entry for each in log.lines] == [ENTRIES[2]]


def test_a_line_of_which_two_are_cut_names_both():
    log = read_log([f"{LINE[:80]} {LINE[:70]} {LINE}"], "log")

    assert len(log.unread) == 2
    assert len(log.lines) == 1


def test_a_line_that_is_there_twice_counts_once_if_it_is_numbered(tmp_path):
    (tmp_path / "a.log").write_text(f"{LINE}\n{LINE}\n")
    assert [each.calls for each in read(str(tmp_path / "a.log")).entries] == [3]


@pytest.mark.parametrize("seed", range(20))
def test_noise_never_ends_it(seed):
    """Whatever is cut out, doubled or overwritten, lines are read or named."""
    random_ = random.Random(seed)
    for _ in range(30):
        name = random_.choice([each for each in DRIVERS if each != "UTF-16"])
        text = list("".join(DRIVERS[name](VERSIONS["version 2"])))
        for _ in range(random_.randint(1, 4)):
            place, length = random_.randrange(len(text)), random_.choice([1, 1, 5, 50, 500])
            text[place : place + length] = random_.choice(
                ["", '"', "\\", "{", "}", "\n", "é", "".join(text[:40])]
            )
        lines = "".join(text).splitlines(keepends=True)
        log = read_log(lines, "log")
        assert len(log.lines) + len(log.unread) > 0, (name, lines)
        # What is read is what was written, or has only other values.
        assert all(each.entry.mode for each in log.lines)
