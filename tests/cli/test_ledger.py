from __future__ import annotations

import os

import pytest

from chime_shim import cli
from chime_shim.ledger import read
from chime_shim.ledger._lines import to_line
from tests.support.entries import entry, start, write


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHIME_SHIM_LEDGER", raising=False)
    write(tmp_path / "a.db", start(), entry(calls=5))
    write(tmp_path / "b.db", entry(host="web-2", calls=7))
    return tmp_path


@pytest.fixture
def shown(capsys):
    """Runs the command, and returns what is printed: on stdout, and on stderr."""

    def shown(*args, code=0):
        assert cli.main(["ledger", *args]) == code
        return capsys.readouterr()

    return shown


def test_merge(shown, here):
    assert shown("merge", "out.db", "a.db", "b.db").out == "out.db: 2 ledgers, 3 entries that count 13\n"
    assert shown("merge", "out.db", "a.db").out == "out.db: 2 ledgers, 3 entries that count 13\n"
    assert len(read("out.db").snapshots) == 2


def test_merge_says_what_it_could_not_read(shown, here):
    out, err = shown("merge", "out.db", "a.db", "none.db", code=2)
    assert (out, err) == ("", "chime-shim: none.db: no such file or directory\n")


def test_check(shown, here):
    assert shown("check", "a.db", "b.db").out == (
        "a.db: ledger of version 1: 2 entries, 1 host, 2026-11-25 to 2026-11-25\n"
        "b.db: ledger of version 1: 1 entry, 1 host, 2026-11-25 to 2026-11-25\n"
    )


def test_check_tells_of_gaps_of_what_cannot_be_read_and_goes_on(shown, here):
    write(here / "gap.db", start("2026-10-01"), start())
    (here / "bad.log").write_text(to_line(entry()) + to_line(entry())[:60])

    assert "  no sign of life of web-1 from 2026-10-02 to" in shown("check", "gap.db", code=1).out
    out, err = shown("check", "none.db", "bad.log", "a.db", code=2)
    assert "bad.log: log with lines of version 1: 1 entry" in out
    assert "  bad.log:2: cut off\n" in out
    assert "a.db: ledger of version 1" in out
    assert err == "chime-shim: none.db: no such file or directory\n"


def test_path(shown, here, monkeypatch):
    assert "CHIME_SHIM_LEDGER=ledger.db" in shown("path", code=1).err
    monkeypatch.setenv("CHIME_SHIM_LEDGER", "a.db")
    assert shown("path").out == f"{here}/a.db\n"
    assert shown("path", "--set", "ledger=new.db").out == f"{here}/new.db\n"
    assert shown("path", "--set", "ledger=stderr").out == "stderr\n"


UNUSABLE = {
    "no directory": ("none/a.db", "there is no directory {here}/none: make it, or name another file"),
    "a directory": (".", "it is a directory: name a file in it"),
    "something else": ("notes.txt", "notes.txt: no ledger, and no log"),
}


@pytest.mark.parametrize(("name", "why"), UNUSABLE.values(), ids=UNUSABLE)
def test_path_says_why_there_can_be_no_ledger(name, why, shown, here):
    (here / "notes.txt").write_text("Dear diary")
    assert why.format(here=here) in shown("path", "--set", f"ledger={name}", code=1).err


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_path_says_that_a_directory_is_not_to_be_written(shown, here):
    here.chmod(0o500)
    assert "this user may not write in" in shown("path", "--set", "ledger=new.db", code=1).err


def test_without_an_action_it_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(["ledger"])
    assert exit_.value.code == 2
    assert "action" in capsys.readouterr().err
