"""Ways by which a client comes to be, travels and is used, each in a program of a few lines.

The programs are in ``spellings/``. A line that has to be found ends in ``# !``. One that ends in ``# ?`` must
not go by in silence: it is found, or the program has a doubtful finding, an escape with its reason, or a call
by a name that the source does not tell. All other lines must not be found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chime_shim.scan import scan_paths

SPELLINGS = Path(__file__).parent / "spellings"


def programs():
    for file in sorted(SPELLINGS.glob("*.txt")):
        for text in re.split(r"^#### ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, source = text.partition("\n")
            yield pytest.param(source, id=f"{file.stem}: {name}")


def files_of(source):
    parts = re.split(r"^--- (\S+)\n", source, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)) if len(parts) > 1 else {"it.py": source}


def marks(files, mark):
    return {
        (path, number)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if line.endswith(f"# {mark}")
    }


@pytest.mark.parametrize("source", list(programs()))
def test_it_is_found_or_told_to_be_doubtful(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = files_of(source)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    results = list(scan_paths(["."], jobs=1))
    assert not [each.problem for each in results if each.problem]
    found, told = set(), False
    for result in results:
        for each in result.findings:
            if each.confidence == "possible":
                told = True
            else:
                found.add((Path(result.path).as_posix(), each.span.line))
        told = told or any(each.kind == "dynamic" for each in result.references)
        told = told or bool(result.reading and any(each.escapes for each in result.reading.clients))
    doubtful = marks(files, "?")
    assert found - doubtful == marks(files, "!")
    assert told or doubtful <= found


def test_there_are_hundreds_of_them():
    assert len(list(programs())) > 300
