from __future__ import annotations

import pytest

from chime_shim.ledger import LedgerError, read
from chime_shim.ledger._lines import to_line
from tests.support.entries import entry, write


def test_a_file_of_either_kind_is_read(tmp_path):
    write(tmp_path / "a.db", entry())
    (tmp_path / "b.log").write_bytes(b"\xff\xfe noise\n" + to_line(entry()).encode())

    for name in ("a.db", "b.log"):
        assert read(str(tmp_path / name)).entries == [entry()]


@pytest.mark.parametrize("name", ["none.db", ".", "empty"])
def test_what_cannot_be_read_is_an_error_that_names_it(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").touch()
    with pytest.raises(LedgerError, match=f"^{name}"):
        read(name)


def test_the_names_of_files_may_have_signs_of_addresses_in_them(tmp_path):
    path = write(tmp_path / "a?b#c%20d.db", entry())

    assert read(str(path)).entries == [entry()]
