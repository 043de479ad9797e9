"""A pyproject.toml that would bring a parser down, or keep it busy, is passed over and says so."""

from __future__ import annotations

import pytest

from chime_shim import settings
from chime_shim.settings import sources

TABLE = '[tool.chime_shim]\nregion = "us-west-2"\n'
PARTS = ".".join("a" * 50_000)
HOSTILE = {
    "nested arrays": TABLE + "deep = " + "[" * 100_000,
    "nested tables": TABLE + "deep = " + "{a = " * 100_000,
    "a dotted key": TABLE + f"{PARTS} = 1\n",
    "a dotted header": TABLE + f"[{PARTS}]\n",
    "a dotted key within": TABLE + f"deep = {{ {PARTS} = 1 }}\n",
    "many long keys": TABLE + f"{'.'.join('b' * 400)} = 1\n" * 500,
    "a long file": TABLE + "# nothing\n" * 200_000,
}
ORDINARY = {
    "an array of versions in one line": TABLE + f"[other]\nall = {['1.2.3'] * 100}\n",
    "many tables": TABLE + "".join(f"[tool.a.b.c.d{number}]\nkey.of.parts = 1\n" for number in range(500)),
    "a long description": TABLE + f'[project]\ndescription = "{"One sentence. " * 200}"\n',
}


def at(directory, monkeypatch, text):
    (directory / "pyproject.toml").write_text(text)
    monkeypatch.chdir(directory)


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_passed_over_with_the_reason(kind, tmp_path, monkeypatch):
    at(tmp_path, monkeypatch, HOSTILE[kind])
    read = []
    monkeypatch.setattr(sources, "_toml", lambda: lambda text: read.append(text) or loads(text))
    loads = pytest.importorskip("tomllib").loads

    source = sources.pyproject()

    assert source.problem is not None
    assert source.values == {}
    # What would take long is not even begun.
    assert not (read and "nested" not in kind)
    assert settings.current().region == "us-east-1"


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_file_is_read(kind, tmp_path, monkeypatch):
    pytest.importorskip("tomllib")
    at(tmp_path, monkeypatch, ORDINARY[kind])

    assert sources.pyproject().values["region"] == "us-west-2"


@pytest.mark.parametrize("value", [0, -1, 101, "many", "1.5", True, "", None])
def test_parallel_requests_is_a_number_within_reason(value):
    if value is None:
        assert settings.Settings().parallel_requests == 1
        return
    with pytest.raises(ValueError, match="whole number from 1 to 100"):
        settings.FIELDS["parallel_requests"].metadata["parse"](value)
