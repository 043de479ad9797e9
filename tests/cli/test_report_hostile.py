"""What others wrote, and what is no ledger: it costs itself alone, is named, and nothing is safe then."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from chime_shim import cli
from chime_shim.ledger._lines import to_line
from tests.support.command import chime_shim
from tests.support.entries import entry, start, write

FORMATS = ["text", "html", "json", "markdown", "sarif"]
LINE = json.loads(to_line(entry()))
OPEN = "could not be determined"


def ago(days):
    return (datetime.now(timezone.utc) - timedelta(days)).date().isoformat()


@pytest.fixture
def safe(tmp_path):
    return str(write(tmp_path / "safe.db", entry(ago(50)), start(ago(40)), start(ago(1))))


@pytest.fixture
def shown(capsys):
    """Runs the command, and returns the exit code and what is printed: on stdout, and on stderr."""

    def shown(*args):
        code = cli.main(["report", *args])
        return (code, *capsys.readouterr())

    return shown


def raw(**changes):
    return json.dumps({**LINE, **changes})


HOSTILE = {
    "month 13": raw(day="2026-13-01"),
    "year 0": raw(day="0000-01-01"),
    "a day that is a number": raw(day=20261125),
    "a time without end": raw(first=10**18, last=10**18),
    "a time before 1970": raw(first=-(10**18)),
    "calls without end": raw(calls=10**18),
    "no calls": raw(calls=0),
    "less than no calls": raw(calls=-5),
    "a fraction": raw(calls=1.5),
    "no number": raw(calls=float("nan")),
    "infinity": raw(last=float("inf")),
    "a truth value": raw(line=True),
    "nothing": raw(host=None),
    "a list": raw(file=["a"] * 1000),
    "an object": raw(operation={"a": {"b": {}}}),
    "half a character": raw(file="\ud800"),
    "the other half": raw(function="\udfff"),
    "a text without end": raw(function="f" * 1_000_000),
    "digits without end": raw().replace('"calls": 3', f'"calls": {"9" * 10_000}'),
    "a version without end": raw().replace('_ledger": 1', f'_ledger": {"9" * 10_000}'),
    "a version that is a text": raw(chime_shim_ledger="1"),
    "a version of nothing": raw(chime_shim_ledger=None),
    "version 0": raw(chime_shim_ledger=0),
    "a newer version": raw(chime_shim_ledger=99),
    "nesting": '{"a":' * 100_000 + "chime_shim_ledger",
    "nesting that is whole": '{"a":' * 950 + raw(day="x") + "}" * 950,
    "lists": "[" * 100_000 + '"chime_shim_ledger',
    "braces": "{" * 200_000 + '"chime_shim_ledger": 1',
    "quotes": '"' * 200_000 + "chime_shim_ledger",
    "backslashes": "\\" * 200_000 + '"chime_shim_ledger\\": 1',
    "percents": "%25" * 100_000 + "22chime_shim_ledger",
    "ampersands": "&amp;" * 50_000 + "quot;chime_shim_ledger",
    "pairs": "a=" * 100_000 + " chime_shim_ledger=1",
    "marks": "chime_shim_ledger " * 2_000,
    "Python that is code": "{'chime_shim_ledger': __import__('os').system('touch hacked')}",
    "a missing field": json.dumps({key: value for key, value in LINE.items() if key != "mode"}),
    "no field": '{"chime_shim_ledger": 1}',
    "cut off": raw()[:100],
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_line_is_named_and_costs_itself_alone(line, shown, safe, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.log").write_text(f"{to_line(entry(ago(45)))}{line}\n{to_line(entry(ago(45)))}")
    code, out, err = shown(safe, "b.log", "--format", "json")

    found = json.loads(out)
    assert code == 2
    assert found["totals"]["calls"] == 9, "the others are there"
    assert not found["verdict"]["safe"]
    assert OPEN in found["verdict"]["text"]
    assert "b.log: " in err
    assert "line 2 (" in err
    assert not (tmp_path / "hacked").exists()


ODD = {
    "the last day of all": {"day": "9999-12-31", "first": 253402300799, "last": 253402300799},
    "the first day of all": {"day": "0001-01-01"},
    "before there was a clock": {"day": "1970-01-01", "first": 0, "last": 0},
    "a day that its times contradict": {"day": ago(45), "first": 1, "last": 2},
    "controls": {"file": "a\nb\x1b[31m\u202e.py", "host": "\x07\x00\r"},
    "markup": {
        "file": "<script>alert(1)</script>|`",
        "function": "[a](javascript:b)",
        "host": "'\"--></style>",
    },
    "another operation": {"operation": "<b>x</b>", "outcome": "=1+1", "mode": "?"},
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_what_is_odd_and_possible_is_shown_in_every_format(change, form, shown, safe, tmp_path):
    log = tmp_path / "b.log"
    log.write_text(f"{raw(**{'day': ago(45), **change})}\n")
    code, out, _ = shown(safe, str(log), "--format", form)

    assert code == 1
    assert ": safe to uninstall" not in out
    assert not set(out) & {"\x1b", "\x07", "\x00", "\r", "\u202e"}
    assert "<script>alert" not in out or form in {"json", "sarif", "text", "markdown"}


def test_a_clock_that_was_wrong_is_named_and_the_time_line_stays_short(shown, safe, tmp_path):
    (tmp_path / "b.log").write_text(raw(day="9999-12-31", first=253402300799, last=253402300799))
    _, out, _ = shown(safe, str(tmp_path / "b.log"))

    assert "its clock was wrong: 9999-12-31" in " ".join(out.split())
    assert len(out.splitlines()) < 60


# Files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(safe, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = chime_shim("report", safe, tmp_path / "pipe", timeout=60)

    assert done.returncode == 2
    assert f"{tmp_path}/pipe: not a file: give what comes from it on standard input, as -" in done.stderr
    assert OPEN in " ".join(done.stdout.split())


@pytest.mark.parametrize("device", ["/dev/full", "/dev/zero", "/dev/null"])
def test_a_device_is_not_read(device, safe):
    if not Path(device).exists():
        pytest.skip("this system has no such device")
    done = chime_shim("report", safe, device, timeout=60)

    assert done.returncode == 2
    assert f"{device}: not a file" in done.stderr


FILES = {
    "empty": b"",
    "zeros": b"\0" * 100_000,
    "a compressed log": b"\x1f\x8b\x08\0" + b"x" * 100,
    "the head of a database": b"SQLite format 3\0" + b"\0" * 200,
    "a database's head alone": b"SQLite format 3\0",
    "noise": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_what_is_no_ledger_is_named(content, shown, safe, tmp_path):
    (tmp_path / "b").write_bytes(content)
    code, out, err = shown(safe, str(tmp_path / "b"))

    assert code == 2
    assert f"chime-shim: {tmp_path}/b: " in err
    assert OPEN in " ".join(out.split())


@pytest.mark.parametrize("name", [b"a\xff.db", b"a\n\x1b[31m.db"])
def test_the_name_of_a_file_may_be_anything(name, safe, tmp_path):
    path = os.fsencode(tmp_path) + b"/" + name
    shutil.copyfile(safe, os.fsdecode(path))
    for form in FORMATS:
        done = chime_shim("report", os.fsdecode(path), "missing.db", "--format", form)
        assert done.returncode == 2, done.stderr
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_a_console_may_lack_characters(form, tmp_path):
    path = write(tmp_path / "a.db", entry(ago(1), file="日本語 ☃.py"))
    done = chime_shim("report", path, "--format", form, env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert done.returncode == 1, done.stderr
    assert done.stdout.isascii()
