from __future__ import annotations

import shutil

import pytest

from chime_shim.ledger import LedgerError, SqliteSink, check, merge, read
from chime_shim.ledger._lines import to_line
from tests.support.entries import entry, start, write


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.db", start(), entry(calls=5), entry("2026-11-24", calls=2))
    write(tmp_path / "b.db", start(host="web-2"), entry(calls=7))
    lines = [to_line(each, "ab12", number) for number, each in enumerate([entry(), entry()], 1)]
    (tmp_path / "c.log").write_text("".join(["noise\n", *lines, to_line(entry()), to_line(entry())]))
    return tmp_path


def calls_of(source):
    return sum(each.calls for each in read(source).entries if each.mode != "start")


def test_what_is_merged_is_what_all_have(here):
    merge("out.db", ["a.db", "b.db", "c.log"])

    assert calls_of("out.db") == 7 + 7 + 12
    assert sorted(each.name for each in here.iterdir()) == ["a.db", "b.db", "c.log", "out.db"]


def test_merging_again_changes_nothing(here):
    merge("out.db", ["a.db", "c.log"])
    before = read("out.db")
    shutil.copyfile("a.db", "copy.db")
    for sources in (["a.db"], ["copy.db", "c.log"], ["c.log", "a.db", "a.db"]):
        merge("out.db", sources)
        assert read("out.db") == before


def test_later_copies_add_what_is_new(here):
    merge("out.db", ["a.db"])
    early = shutil.copyfile("a.db", "early.db")
    sink = SqliteSink("a.db")
    sink.write([entry(calls=100)], patience=1)  # it is merged while a program has it open
    merge("out.db", ["a.db"])
    sink.close()
    assert calls_of("out.db") == 107
    merge("out.db", [early])
    assert calls_of("out.db") == 107


def test_merged_ledgers_are_merged_and_read_beside_their_own(here):
    merge("one.db", ["a.db", "b.db"])
    merge("two.db", ["b.db", "c.log"])
    merge("all.db", ["one.db", "two.db", "a.db"])

    assert calls_of("all.db") == 26


REFUSED = {
    "a file that is missing": ("out.db", ["a.db", "none.db"], "none.db: no such file"),
    "a log of which a line cannot be read": (
        "out.db",
        ["a.db", "bad.log"],
        "bad.log:1: cut off; nothing was",
    ),
    "a ledger that a program writes": ("b.db", ["a.db"], "b.db: a ledger or log that a program writes"),
    "something else": ("notes.txt", ["a.db"], "notes.txt: no ledger"),
    "no such directory": ("none/out.db", ["a.db"], "there is no directory none: make it"),
}


@pytest.mark.parametrize(("out", "sources", "why"), REFUSED.values(), ids=REFUSED)
def test_all_or_nothing(out, sources, why, here):
    (here / "bad.log").write_text(to_line(entry())[:60])
    (here / "notes.txt").write_text("Dear diary")
    before = {each: each.read_bytes() for each in here.iterdir()}

    with pytest.raises(LedgerError) as error:
        merge(out, sources)
    assert why in str(error.value)
    assert {each: each.read_bytes() for each in here.iterdir()} == before


def test_no_program_writes_into_a_merged_ledger(here):
    merge("out.db", ["a.db"])
    with pytest.raises(LedgerError, match="made by `chime-shim ledger merge`"):
        SqliteSink("out.db").write([entry()], patience=1)


def test_what_was_in_doubt_stays_so(here):
    golden = f"{__file__.rpartition('/')[0]}/golden/ledger-1.db"
    merge("out.db", [golden])
    merge("out.db", ["a.db"])

    assert len(read("out.db").doubts) == 1


# Checking


def test_a_ledger_without_a_gap_is_whole(here):
    reading, findings = check("a.db")
    assert (reading.kind, findings) == ("ledger of version 1", [])


def test_gaps_are_named(here):
    write("d.db", start("2026-10-01"), start("2026-10-08"), start("2026-10-16"), start(host="web-2"))

    assert check("d.db")[1] == ["no sign of life of web-1 from 2026-10-09 to 2026-10-15, 7 days"]


def test_lines_that_are_missing_or_cannot_be_read_are_named(here):
    lines = [to_line(entry(), "ab12", number) for number in (1, 2, 5)]
    (here / "d.log").write_text("".join([*lines, lines[0][:50]]))
    reading, findings = check("d.log")

    assert reading.kind == "log with lines of version 2"
    assert findings == ["d.log:4: cut off", "2 of the lines of process ab12 are missing between others"]


def test_what_is_damaged_is_an_error(here):
    write("d.db", *[entry(line=line) for line in range(500)])
    data = bytearray((here / "d.db").read_bytes())
    data[100 : 100 + 8] = b"\0" * 8
    (here / "d.db").write_bytes(data)

    with pytest.raises(LedgerError, match=r"d\.db: "):
        check("d.db")
