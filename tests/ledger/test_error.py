"""What cannot be written is told with its cause, and with what to do."""

from __future__ import annotations

import sqlite3
from errno import EACCES, ENOSPC

import pytest

from chime_shim.ledger import LedgerError, cause_of

FULL, UNABLE = (
    sqlite3.OperationalError("database or disk is full"),
    sqlite3.OperationalError("unable to open"),
)
CAUSES = {
    "a full disk": (FULL, "a.db", "the disk is full"),
    "a full disk, by the system": (OSError(ENOSPC, "No space left on device"), "a.db", "the disk is full"),
    "a path that only sounds like it": (
        OSError(EACCES, "Denied", "/mnt/disk is full/a"),
        "a.db",
        "see that the",
    ),
    "no directory": (UNABLE, "none/a.db", "there is no directory {here}/none: make it"),
    "a directory": (UNABLE, ".", "it is a directory: name a file in it"),
    "no database": (
        sqlite3.DatabaseError("file is not a database"),
        "a.db",
        "it is something else than a ledger",
    ),
    "damage": (
        sqlite3.DatabaseError("database disk image is malformed"),
        "a.db",
        "it is something else than",
    ),
    "ours": (LedgerError("of a newer chime_shim"), "a.db", "of a newer chime_shim"),
}


@pytest.mark.parametrize(("error", "name", "cause"), CAUSES.values(), ids=CAUSES)
def test_the_cause_is_named(error, name, cause, tmp_path):
    assert cause_of(error, str(tmp_path / name)).startswith(cause.format(here=tmp_path))


@pytest.mark.parametrize("what", ["the directory", "the file"])
def test_what_may_not_be_written_is_named(what, tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    path.touch()
    # As for a user who is not root.
    denied = tmp_path if what == "the directory" else path
    monkeypatch.setattr("os.access", lambda it, _: str(it) != str(denied))

    wanted = (
        f"this user may not write in {tmp_path}"
        if what == "the directory"
        else "this user may not write the file"
    )
    assert cause_of(UNABLE, str(path)).startswith(wanted)
