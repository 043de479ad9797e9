"""With a ledger, only clients move of which calls were observed."""

from __future__ import annotations

import pytest

from chime_shim.cli import main
from chime_shim.cli._observed import calls_of
from chime_shim.fix import Options, fix_paths
from chime_shim.ledger import START, Entry, SqliteSink

ONE = 'import boto3\n\nchime = boto3.client("chime")\nchime.list_sip_rules()\nchime.list_voice_connectors()\n'
OTHER = 'import boto3\n\nchime = boto3.client("chime")\nchime.list_app_instances()\n'


def entry(operation, file, line, mode="forward"):
    return Entry("2026-11-25", "host", operation, "", file, line, "f", mode, "ok", 1, 1, 2)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "one.py").write_text(ONE, encoding="utf-8")
    (tmp_path / "app" / "other.py").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ledger(tmp_path, *entries):
    path = tmp_path / "ledger.db"
    sink = SqliteSink(str(path))
    sink.write(entries, patience=5)
    sink.close()
    return str(path)


@pytest.mark.parametrize("file", ["app/one.py", "/srv/live/app/one.py", "one.py"])
def test_only_the_client_that_was_called_moves(tree, file):
    observed = calls_of([ledger(tree, entry("ListSipRules", file, 4))])
    one, other = fix_paths(["."], Options(observed=observed))
    assert (len(one.fixed), one.changed) == (2, True)  # all of its calls, for it is one client
    assert (len(other.fixed), len(other.unobserved), other.changed) == (0, 1, False)


@pytest.mark.parametrize(
    "other",
    [("ListSipRules", "app/one.py", 5), ("ListSipRules", "lib/one.py", 4), ("GetMeeting", "one.py", 4)],
)
def test_what_was_observed_elsewhere_is_not_meant(tree, other):
    observed = calls_of([ledger(tree, entry(*other))])
    assert [each.path for each in fix_paths(["."], Options(observed=observed)) if each.changed] == []


def test_the_command_says_what_stays(tree, capsys):
    path = ledger(tree, entry("ListSipRules", "app/one.py", 4), entry("", "", 0, START))
    assert main(["fix", "--from-ledger", path, "--write"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "2 calls moved, in 1 changed file",
        "1 call left alone: the ledger has none of that client",
        "Looked at 2 Python files.",
    ]
    assert (tree / "app" / "other.py").read_text(encoding="utf-8") == OTHER


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [([entry("", "", 0, START)], "has no call of which the line is known"), (None, "no ledger")],
)
def test_a_ledger_that_tells_nothing_is_refused(tree, capsys, entries, complaint):
    path = ledger(tree, *entries) if entries else str(tree / "app" / "one.py")
    assert main(["fix", "--from-ledger", path]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert complaint in err
